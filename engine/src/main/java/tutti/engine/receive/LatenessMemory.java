package tutti.engine.receive;

/// What of late is known of how late packets come: a minute of it, and two seconds. One thread.
final class LatenessMemory {
    /// Share of packets that may come too late in any two seconds.
    static final double FAST_BUDGET = 0.03;

    private static final double SLOW_NS = 60e9;
    private static final double FAST_NS = 2e9;
    private static final double LEAST_SLOW_NS = 20e9;
    private static final double MAX_START_BUDGET = 0.01;

    private final LatenessHistogram slow;
    private final LatenessHistogram fast;

    /// See [LatenessHistogram].
    LatenessMemory(int earliestFrames, int latestFrames, int binFrames) {
        slow = new LatenessHistogram(earliestFrames, latestFrames, binFrames);
        fast = new LatenessHistogram(earliestFrames, latestFrames, binFrames);
    }

    /// Counts one period's packets; what is out of range is not counted.
    void add(double latenessFrames) {
        slow.add(latenessFrames);
        fast.add(latenessFrames);
    }

    /// Whether it is in range.
    boolean hasPlaceFor(double latenessFrames) {
        return slow.hasPlaceFor(latenessFrames);
    }

    /// Lets time pass.
    void forget(double passedNs) {
        slow.forget(Math.exp(-passedNs / SLOW_NS));
        fast.forget(Math.exp(-passedNs / FAST_NS));
    }

    /// The lateness to be covered if a share of packets may be late.
    ///
    /// @param budget the share, in the long run
    /// @param sinceNs how long packets have been counted: while that is not long, they are held against the packets
    ///     of 20 s, and of 2 s, since a few say nothing about shares
    long covering(double budget, double sinceNs) {
        double fastBudget = Math.max(FAST_BUDGET, 3 * budget);
        return Math.max(
                slow.exceededBy(atLeastFor(LEAST_SLOW_NS, budget, sinceNs)),
                fast.exceededBy(atLeastFor(FAST_NS, fastBudget, sinceNs)));
    }

    private static double atLeastFor(double leastNs, double budget, double sinceNs) {
        return Math.max(budget, Math.min(MAX_START_BUDGET, budget * leastNs / sinceNs));
    }

    /// The lateness that a share of the packets exceeded in the last minute.
    long usually(double share) {
        return slow.exceededBy(share);
    }

    /// The lateness that a share of the packets exceeded in the last two seconds.
    long lately(double share) {
        return fast.exceededBy(share);
    }

    void clear() {
        slow.clear();
        fast.clear();
    }
}
