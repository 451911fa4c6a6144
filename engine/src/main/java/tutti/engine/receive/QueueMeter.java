package tutti.engine.receive;

import java.util.Arrays;

/// Measures how full the queues on the path are: how far the one-way delay lies above its least of late.
///
/// The two clocks are not set alike and drift apart, so only the trend of `arrival - capture` says anything:
///
/// - *Now* is the median of the least delays of the last five stretches of 200 ms. The least over such a stretch is
///   what every packet waits, whatever the jitter (the standing queue of RFC 8289, section 4.3).
/// - *The least of late* is a straight line below the least delays of each of the last 30 s, as high as it can be in
///   their middle: Moon, Skelly, Towsley, "Estimation and removal of clock skew from network delay measurements",
///   INFOCOM 1999, section 4. Its slope is the drift. It is held to [#MAX_DRIFT], which two bad sound cards just
///   reach (250 ppm each): a queue that fills rises faster.
///
/// For example, 300 ppm let the delay seem to grow by 9 ms in 30 s: the line follows. A queue that fills by 40 ms in
/// a second would need 40,000 ppm: the line stays below.
///
/// Thread: the link thread. RT-safe: yes (allocates nothing).
final class QueueMeter {
    static final long RECENT_NS = 200_000_000;
    static final long BUCKET_NS = 1_000_000_000;
    static final int RECENT = 5;
    static final int BUCKETS = 30;
    static final double MAX_DRIFT = 500e-6;

    /// A delay so far from the one before is another clock, not a path.
    static final long JUMP_NS = 5_000_000_000L;

    /// Halves the range of slopes to far below what matters: 500 ppm * (2/3)^30.
    private static final int STEPS = 30;

    private static final long NONE = Long.MAX_VALUE;

    private final long[] recentNs = new long[RECENT];
    private final long[] sortedNs = new long[RECENT];

    /// Least delay of each second and when it was; the one being filled is at [#bucket].
    private final long[] leastNs = new long[BUCKETS];

    private final long[] leastAtNs = new long[BUCKETS];
    private int bucket;
    private int numRecent;
    private long recentLeastNs;
    private long recentEndNs;
    private long bucketEndNs;
    private long lastTransitNs;
    private boolean started;

    /// Takes note of a packet.
    ///
    /// @param capturedNs when its last frame was captured, on any clock
    /// @param arrivalNs when it came, on ours
    void onPacket(long capturedNs, long arrivalNs) {
        long transitNs = arrivalNs - capturedNs;
        if (!started || Math.abs(transitNs - lastTransitNs) > JUMP_NS) {
            start(arrivalNs);
        }
        lastTransitNs = transitNs;
        if (arrivalNs >= recentEndNs) {
            nextStretch(arrivalNs);
        }
        if (arrivalNs >= bucketEndNs) {
            nextBucket(arrivalNs);
        }
        recentLeastNs = Math.min(recentLeastNs, transitNs);
        if (transitNs < leastNs[bucket]) {
            leastNs[bucket] = transitNs;
            leastAtNs[bucket] = arrivalNs;
        }
    }

    private void start(long nowNs) {
        started = true;
        numRecent = 0;
        recentLeastNs = NONE;
        recentEndNs = nowNs + RECENT_NS;
        bucketEndNs = nowNs + BUCKET_NS;
        Arrays.fill(leastNs, NONE);
    }

    private void nextStretch(long nowNs) {
        System.arraycopy(recentNs, 0, recentNs, 1, RECENT - 1);
        recentNs[0] = recentLeastNs;
        numRecent = Math.min(numRecent + 1, RECENT);
        recentLeastNs = NONE;
        recentEndNs += (1 + (nowNs - recentEndNs) / RECENT_NS) * RECENT_NS;
    }

    private void nextBucket(long nowNs) {
        long turns = 1 + (nowNs - bucketEndNs) / BUCKET_NS;
        bucketEndNs += turns * BUCKET_NS;
        for (long i = Math.min(turns, BUCKETS); i > 0; i--) {
            bucket = (bucket + 1) % BUCKETS;
            leastNs[bucket] = NONE;
        }
    }

    /// How long packets wait on the path, beyond what they did at the path's best in the last 30 s; 0 before anything
    /// is known.
    ///
    /// @param nowNs our clock, about when the latest packet came
    long queueNs(long nowNs) {
        if (numRecent == 0) {
            return 0;
        }
        System.arraycopy(recentNs, 0, sortedNs, 0, numRecent);
        Arrays.sort(sortedNs, 0, numRecent);
        long recent = sortedNs[(numRecent - 1) / 2];
        return Math.max(0, recent - Math.round(lineAt(nowNs, recent)));
    }

    /// The value of the line at `nowNs`. With the slope s given, the highest line below all points (x, y) has at the
    /// middle m the height `min(y + s (m - x))`; that is concave in s, so thirds of the range close in on its
    /// maximum.
    private double lineAt(long nowNs, long baseNs) {
        double middle = middleNs(nowNs);
        double low = -MAX_DRIFT;
        double high = MAX_DRIFT;
        for (int i = 0; i < STEPS; i++) {
            double third = (high - low) / 3;
            if (height(low + third, middle, nowNs, baseNs) < height(high - third, middle, nowNs, baseNs)) {
                low += third;
            } else {
                high -= third;
            }
        }
        double slope = (low + high) / 2;
        return baseNs + height(slope, middle, nowNs, baseNs) - slope * middle;
    }

    /// Mean time of the points, in nanoseconds relative to `nowNs`.
    private double middleNs(long nowNs) {
        double sum = 0;
        int points = 0;
        for (int i = 0; i < BUCKETS; i++) {
            if (leastNs[i] != NONE) {
                sum += leastAtNs[i] - nowNs;
                points++;
            }
        }
        return points == 0 ? 0 : sum / points;
    }

    private double height(double slope, double middle, long nowNs, long baseNs) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < BUCKETS; i++) {
            if (leastNs[i] != NONE) {
                double x = leastAtNs[i] - nowNs;
                least = Math.min(least, leastNs[i] - baseNs + slope * (middle - x));
            }
        }
        return least;
    }
}
