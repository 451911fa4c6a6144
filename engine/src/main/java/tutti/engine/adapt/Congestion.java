package tutti.engine.adapt;

/// Tells losses that fewer bits would cure from those that they would not.
///
/// A path that gets more bits than it carries first queues them and then drops what does not fit into the queue:
/// losses *with* delay. A radio link loses packets without queueing: more bits (copies) are what helps there. In
/// between lies a policer, which drops without a queue: only trying shows it.
///
/// Thread: one.
final class Congestion {
    /// Loss above this with a queue above [#QUEUE_NS] is a full path.
    static final double LOSS = 0.02;

    static final long QUEUE_NS = 5_000_000;

    /// Loss above this, all the time for [#HEAVY_NS], may be a policer's, whatever the queue.
    static final double HEAVY_LOSS = 0.10;

    static final long HEAVY_NS = 2_000_000_000;

    /// Reports that the loss is averaged over: 0.6 s, so that one second after a change only what came after it
    /// counts.
    private static final int RECENT = 3;

    /// Reports kept: 3.2 s.
    private static final int KEPT = 16;

    private final double[] losses = new double[KEPT];
    private int numReports;
    private long queueNs;
    private long lightNs = Long.MIN_VALUE;
    private long nowNs;

    /// Takes note of a report.
    ///
    /// @param lossShare share of packets lost since the one before
    void onReport(double lossShare, long newQueueNs, long reportNs) {
        if (numReports == 0 || lossShare <= HEAVY_LOSS) {
            lightNs = reportNs;
        }
        losses[numReports++ % KEPT] = lossShare;
        queueNs = newQueueNs;
        nowNs = reportNs;
    }

    /// Something else is sent from now on, so that what was lost before proves nothing of it.
    void onChange(long changedNs) {
        lightNs = changedNs;
    }

    /// Whether the path is full.
    boolean isFull() {
        return recentLoss() > LOSS && hasQueue();
    }

    boolean hasQueue() {
        return queueNs > QUEUE_NS;
    }

    /// Whether so much is lost, for so long, that a policer may be at work.
    boolean isHeavy() {
        return numReports > 0 && nowNs - lightNs >= HEAVY_NS;
    }

    /// Loss of the last 0.6 s; what there was before the first report counts as none.
    double recentLoss() {
        return meanLoss(RECENT);
    }

    /// Mean loss of the last reports, at most [#KEPT].
    double meanLoss(int reports) {
        double sum = 0;
        for (int back = 1; back <= Math.min(reports, numReports); back++) {
            sum += losses[(numReports - back) % KEPT];
        }
        return sum / reports;
    }

    long queueNs() {
        return queueNs;
    }

    int numReports() {
        return numReports;
    }
}
