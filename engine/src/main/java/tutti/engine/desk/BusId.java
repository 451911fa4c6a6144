package tutti.engine.desk;

import java.util.Set;

/// Which bus, by the name in its ports `<name>_1` and `<name>_2`.
///
/// @param name 1 to 32 lower-case letters, digits, `-` or `_`, beginning with a letter
public record BusId(String name) {
    /// This player's own mix.
    public static final BusId MONITOR = new BusId("monitor");

    /// What is recorded or sent on.
    public static final BusId RECORD = new BusId("record");

    /// The strips that are listened to before their faders.
    public static final BusId PFL = new BusId("pfl");

    /// Those that every desk has.
    public static final Set<BusId> BUILT_IN = Set.of(MONITOR, RECORD, PFL);

    public BusId {
        if (!name.matches("[a-z][a-z0-9_-]{0,31}") || name.startsWith("send_") || name.equals("click")) {
            throw new IllegalArgumentException("A bus's name is 1 to 32 lower-case letters, digits, '-' or '_', begins"
                    + " with a letter, and is neither click nor send_..., but this is \"" + name + "\".");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
