package tutti.nat.room.client;

import java.util.concurrent.atomic.LongAdder;
import tutti.nat.room.RejectCounters;

/// Counts for [RoomCounters], which says what each means. Thread: any.
final class RoomTally {
    final LongAdder entered = new LongAdder();
    final LongAdder startedOver = new LongAdder();
    final LongAdder logged = new LongAdder();
    final LongAdder saidAgain = new LongAdder();
    final LongAdder droppedAppends = new LongAdder();
    final LongAdder droppedSignals = new LongAdder();
    final LongAdder slowedDown = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final RejectCounters rejected = new RejectCounters();

    RoomCounters counters() {
        return new RoomCounters(
                entered.sum(),
                startedOver.sum(),
                logged.sum(),
                saidAgain.sum(),
                droppedAppends.sum(),
                droppedSignals.sum(),
                slowedDown.sum(),
                malformed.sum(),
                rejected.snapshot());
    }
}
