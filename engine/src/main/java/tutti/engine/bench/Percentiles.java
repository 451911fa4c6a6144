package tutti.engine.bench;

import java.util.Arrays;

/// Sorted measurements.
public final class Percentiles {
    private final long[] sorted;

    /// Of the first `count` of these.
    public Percentiles(long[] values, int count) {
        sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
    }

    /// The value that a share of the measurements does not exceed, in the measurements' unit.
    public double at(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
    }
}
