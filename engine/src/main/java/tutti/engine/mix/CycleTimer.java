package tutti.engine.mix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import tutti.plugins.api.RealTimeSafe;

/// A histogram of how long callbacks take: 1 us a bin to 4 ms, and everything longer in the last bin.
///
/// Written by the callback alone, read by any thread.
public final class CycleTimer {
    private static final VarHandle BIN = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int BINS = 4_096;
    private static final int NS_PER_BIN = 1_000;

    private final long[] bins = new long[BINS];
    private volatile long maxNs;

    /// Thread: the callback. RT-safe: yes.
    @RealTimeSafe
    public void record(long durationNs) {
        int bin = (int) Math.min(BINS - 1, Math.max(0, durationNs / NS_PER_BIN));
        BIN.setOpaque(bins, bin, bins[bin] + 1);
        if (durationNs > maxNs) {
            maxNs = durationNs;
        }
    }

    /// The duration that a share of the callbacks stays below, to the next whole microsecond; 0 if there were none.
    ///
    /// @param share 0 to 1, for example 0.999
    public double percentileUs(double share) {
        long total = 0;
        for (int i = 0; i < BINS; i++) {
            total += (long) BIN.getOpaque(bins, i);
        }
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (int i = 0; i < BINS && rank > 0; i++) {
            seen += (long) BIN.getOpaque(bins, i);
            if (seen >= rank) {
                return i == BINS - 1 ? maxNs / 1e3 : i + 1;
            }
        }
        return 0;
    }

    /// The longest callback so far.
    public double maxUs() {
        return maxNs / 1e3;
    }
}
