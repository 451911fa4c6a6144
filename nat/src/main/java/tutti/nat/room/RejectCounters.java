package tutti.nat.room;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// How many messages did not count, by reason. Thread: any.
public final class RejectCounters {
    private final Map<RejectReason, LongAdder> counts = new EnumMap<>(RejectReason.class);

    /// All zero.
    public RejectCounters() {
        for (RejectReason reason : RejectReason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    void increment(RejectReason reason) {
        of(reason).increment();
    }

    private LongAdder of(RejectReason reason) {
        return Objects.requireNonNull(counts.get(reason), "there is one for each reason");
    }

    /// How many had this reason.
    public long count(RejectReason reason) {
        return of(reason).sum();
    }

    /// How many in all.
    public long sum() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// Those that are not zero. A snapshot.
    public Map<RejectReason, Long> snapshot() {
        Map<RejectReason, Long> snapshot = new EnumMap<>(RejectReason.class);
        counts.forEach((reason, count) -> {
            if (count.sum() > 0) {
                snapshot.put(reason, count.sum());
            }
        });
        return snapshot;
    }
}
