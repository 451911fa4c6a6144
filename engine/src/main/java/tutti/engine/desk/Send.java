package tutti.engine.desk;

/// How much of a strip goes to a bus. Panned as the strip is.
///
/// @param on whether anything goes there
/// @param levelDb -144 (silence) to +10 dB
/// @param tap where it branches off
public record Send(boolean on, double levelDb, Tap tap) {
    /// After the fader, at 0 dB.
    public static final Send UNITY = new Send(true, 0, Tap.POST_FADER);

    /// The same, switched off.
    public static final Send OFF = new Send(false, 0, Tap.POST_FADER);

    /// Where a send branches off.
    public enum Tap {
        /// Before the fader: fader, groups and mute do not touch it.
        PRE_FADER,

        /// After the fader and the mute.
        POST_FADER
    }

    public Send {
        Decibels.checked("A send", levelDb, Decibels.SILENCE, FaderTaper.TOP_DB);
    }

    public Send withOn(boolean isOn) {
        return new Send(isOn, levelDb, tap);
    }

    public Send withLevelDb(double newLevelDb) {
        return new Send(on, newLevelDb, tap);
    }

    public Send withTap(Tap newTap) {
        return new Send(on, levelDb, newTap);
    }
}
