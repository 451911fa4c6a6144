package tutti.engine.driver.jack;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import tutti.plugins.api.RealTimeSafe;

/// Counts the ways of JACK's threads into Java and out of it.
///
/// jackd2 ends its threads by cancelling them, wherever they are. A thread that is cancelled inside Java is gone
/// without the VM knowing, and the VM waits for it for ever at the next safepoint. So before anything is closed, no
/// thread of JACK's may be inside, and the last one must have had time to get from its last line of Java back to
/// native code.
final class Passage {
    /// How long nobody must have come or gone. The way out takes under a microsecond, but the thread may lose its
    /// processor on it.
    private static final long QUIET_NS = 50_000_000L;
    /// Longer than any period, so that what is inside by then never comes out.
    private static final long MAX_WAIT_NS = 1_000_000_000L;

    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();

    /// Thread: JACK's. RT-safe: yes. A full fence: what is read afterwards is at least as new as what was published
    /// before somebody saw nobody inside.
    @RealTimeSafe
    void enter() {
        begun.incrementAndGet();
    }

    /// Thread: JACK's. RT-safe: yes.
    @RealTimeSafe
    void leave() {
        ended.incrementAndGet();
    }

    /// How many got out. Thread: any.
    long count() {
        return ended.get();
    }

    /// Waits until those who are inside now are out. Thread: control.
    void awaitExit(LongSupplier clockNs) {
        long endedBefore = ended.get();
        long untilNs = clockNs.getAsLong() + MAX_WAIT_NS;
        while (begun.get() != endedBefore && ended.get() == endedBefore && clockNs.getAsLong() - untilNs < 0) {
            LockSupport.parkNanos(this, 100_000);
        }
    }

    /// Waits until nobody is inside and nobody has come for a while. Thread: control.
    void awaitQuiet(LongSupplier clockNs) {
        long nowNs = clockNs.getAsLong();
        long untilNs = nowNs + MAX_WAIT_NS;
        long quietSinceNs = nowNs;
        long seen = begun.get();
        while (nowNs - quietSinceNs < QUIET_NS && nowNs - untilNs < 0) {
            LockSupport.parkNanos(this, 1_000_000);
            nowNs = clockNs.getAsLong();
            if (begun.get() != seen || ended.get() != seen) {
                seen = begun.get();
                quietSinceNs = nowNs;
            }
        }
    }
}
