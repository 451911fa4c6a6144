package tutti.nat.room.wire;

import java.util.Locale;

/// Why a player may not enter. On the wire in lower case with `-`.
public enum RefusalCode {
    NO_ROOM,
    WRONG_SECRET,
    BANNED,
    REMOVED,
    FULL,
    VERSION,
    BUSY,
    BAD_SIGNATURE;

    /// As it stands in a message.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
