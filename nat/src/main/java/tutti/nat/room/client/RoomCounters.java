package tutti.nat.room.client;

import java.util.Map;
import tutti.nat.room.RejectReason;

/// What a session counted since it began. A snapshot.
///
/// @param entered how often the player came in
/// @param startedOver how often the server had lost entries
/// @param logged own entries that came back from the log
/// @param saidAgain own entries that had to be sealed anew
/// @param droppedAppends what was not said because too much waited
/// @param droppedSignals signals that had nowhere to go
/// @param slowedDown messages that the server dropped because of a limit
/// @param malformed messages of the server that were none
/// @param rejected entries and signals that did not count, by reason
public record RoomCounters(
        long entered,
        long startedOver,
        long logged,
        long saidAgain,
        long droppedAppends,
        long droppedSignals,
        long slowedDown,
        long malformed,
        Map<RejectReason, Long> rejected) {
    public RoomCounters {
        rejected = Map.copyOf(rejected);
    }
}
