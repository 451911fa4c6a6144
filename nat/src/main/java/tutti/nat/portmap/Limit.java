package tutti.nat.portmap;

import java.time.Duration;
import java.util.function.LongSupplier;

/// A time by which several waits have to be over.
///
/// @param endNs on that clock
record Limit(long endNs, LongSupplier clockNs) {
    static Limit of(Duration duration, LongSupplier clockNs) {
        return new Limit(clockNs.getAsLong() + duration.toNanos(), clockNs);
    }

    /// What is left, at least 1 ms.
    Duration remaining() {
        return Duration.ofNanos(Math.max(1_000_000, endNs - clockNs.getAsLong()));
    }
}
