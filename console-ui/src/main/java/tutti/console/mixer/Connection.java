package tutti.console.mixer;

import java.util.OptionalDouble;

/// How the connection to a player stands, at a glance. Whatever goes over one is encrypted.
///
/// @param latencyMs one way from their port to ours, the longest of their tracks; empty if it is not known
/// @param repairsPerMinute packets that a copy stood in for, in the last minute: not heard
/// @param gapsPerMinute stretches that had to be made up, in the last minute: perhaps heard
public record Connection(
        Health health, Path path, OptionalDouble latencyMs, long repairsPerMinute, long gapsPerMinute) {
    /// There is none.
    public static final Connection NONE = new Connection(Health.AWAY, Path.NONE, OptionalDouble.empty(), 0, 0);

    /// How well it does, from best to worst.
    public enum Health {
        /// Nothing is lost, or all of it repaired with ease.
        GOOD,
        /// Much has to be repaired, or something was made up.
        STRAINED,
        /// Gaps come often enough to disturb.
        BAD,
        /// There is no link.
        AWAY;

        private static final long MANY_REPAIRS = 120;
        private static final long MANY_GAPS = 6;

        static Health of(long repairsPerMinute, long gapsPerMinute) {
            if (gapsPerMinute >= MANY_GAPS) {
                return BAD;
            }
            return gapsPerMinute > 0 || repairsPerMinute >= MANY_REPAIRS ? STRAINED : GOOD;
        }
    }

    /// Which way it goes.
    public enum Path {
        /// From player to player.
        DIRECT,
        /// Through a TURN server.
        RELAY,
        /// Through the room server, over TCP.
        TCP,
        /// There is none.
        NONE
    }
}
