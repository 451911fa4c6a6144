package tutti.nat.link;

/// Who is at the other end: an identifier that stays the same when the player comes back, and the name it asks for.
///
/// @param id 32 lower-case hexadecimal digits (128 random bits), kept by the player between sessions
/// @param name 1 to 32 characters of letters, digits, `-`, `_` and `.`; authenticated, but not yet unique
public record PeerIdentity(String id, String name) {
    public PeerIdentity {
        if (!id.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("A peer id is 32 hexadecimal digits.");
        }
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "A name is 1 to 32 letters, digits, '-', '_' or '.', but this is \"" + name + "\".");
        }
    }

    /// Whether `text` can be a player's or a track's name: it becomes part of a JACK port name, so no `:` or `/`.
    public static boolean isName(String text) {
        return text.matches("[\\p{L}\\p{N}_.-]{1,32}");
    }
}
