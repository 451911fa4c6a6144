package tutti.nat.room;

import java.util.Locale;

/// How a member stands in the room, says the log. In messages in lower case.
///
///     (joins) -> ACTIVE <-> LEFT
///                ACTIVE, LEFT <-> REMOVED      by the host; back by joining again
///                any -> BANNED                 by the host, for good
public enum Standing {
    /// Has joined.
    ACTIVE,
    /// Has said goodbye. Who merely vanished is still active.
    LEFT,
    /// Must go, and may join again.
    REMOVED,
    /// Must go for good.
    BANNED;

    /// As it stands in a message.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
