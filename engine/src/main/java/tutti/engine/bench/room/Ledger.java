package tutti.engine.bench.room;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// What all members together have seen. Thread: any.
final class Ledger {
    private static final int MAX_LATENCIES = 1 << 22;

    /// Undisturbed stretches count from 0; between them it is -1.
    private volatile int stretch = -1;

    private final long[] latenciesNs = new long[MAX_LATENCIES];
    private final AtomicInteger numLatencies = new AtomicInteger();
    final AtomicInteger numInside = new AtomicInteger();
    final LongAdder disordered = new LongAdder();
    final LongAdder repeated = new LongAdder();
    final LongAdder forgotten = new LongAdder();
    final LongAdder reconnected = new LongAdder();

    int stretch() {
        return stretch;
    }

    void beginStretch(int number) {
        stretch = number;
    }

    void endStretch() {
        stretch = -1;
    }

    /// A member heard a message; counts if it was said and heard in the same undisturbed stretch.
    void heard(Said said, long nowNs) {
        if (said.stretch() >= 0 && said.stretch() == stretch) {
            int at = numLatencies.getAndIncrement();
            if (at < MAX_LATENCIES) {
                latenciesNs[at] = nowNs - said.sentNs();
            }
        }
    }

    int numLatencies() {
        return Math.min(numLatencies.get(), MAX_LATENCIES);
    }

    long[] latenciesNs() {
        return latenciesNs;
    }
}
