package tutti.nat.room;

import java.util.Locale;

/// What a member may do. In messages in lower case.
public enum Role {
    /// Plays and hears.
    PERFORMER,
    /// The same, and may steer the mixes that were granted.
    ENGINEER,
    /// Hears.
    LISTENER;

    /// As it stands in a message.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
