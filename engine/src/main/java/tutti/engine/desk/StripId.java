package tutti.engine.desk;

/// Which strip: what sounds in it, by names that stay when it goes and comes back. Scenes and settings know strips
/// by nothing else.
public sealed interface StripId {
    /// The click.
    StripId CLICK = new Click();

    /// What the recorder plays.
    StripId PLAYBACK = new Playback();

    /// A track of somebody else.
    ///
    /// @param peer the player's name as in port names, which the room keeps
    /// @param track the track's name, as the player gave it
    record Remote(String peer, String track) implements StripId {
        public Remote {
            checkName("A player's name", peer);
            checkName("A track's name", track);
        }

        @Override
        public String toString() {
            return peer + "/" + track;
        }
    }

    /// A track of this engine.
    ///
    /// @param track its name, as in `send_<track>_<n>`
    record Local(String track) implements StripId {
        public Local {
            checkName("A track's name", track);
        }

        @Override
        public String toString() {
            return "own " + track;
        }
    }

    /// See [#CLICK].
    record Click() implements StripId {
        @Override
        public String toString() {
            return "click";
        }
    }

    /// See [#PLAYBACK].
    record Playback() implements StripId {
        @Override
        public String toString() {
            return "playback";
        }
    }

    private static void checkName(String what, String name) {
        // Where two players wish for one name, the second one's has grown by a number.
        if (!name.matches("[\\p{L}\\p{N}_.-]{1,64}")) {
            throw new IllegalArgumentException(
                    what + " is 1 to 64 letters, digits, '-', '_' or '.', but this is \"" + name + "\".");
        }
    }
}
