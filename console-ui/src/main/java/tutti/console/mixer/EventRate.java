package tutti.console.mixer;

import java.util.concurrent.TimeUnit;

/// How much a counter has grown in the last minute, noted once a second. A counter that has begun anew counts from 0.
///
/// Thread: one.
final class EventRate {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int SECONDS = 60;

    private final long[] grown = new long[SECONDS];
    private long latestSecond = Long.MIN_VALUE;
    private long latestCount;

    /// Notes where the counter stands.
    void note(long count, long nowNs) {
        long second = Math.floorDiv(nowNs, SECOND_NS);
        if (latestSecond == Long.MIN_VALUE) {
            latestSecond = second;
            latestCount = count;
            return;
        }
        long passed = Math.min(SECONDS, second - latestSecond);
        for (long step = 0; step < passed; step++) {
            grown[Math.floorMod(second - step, SECONDS)] = 0;
        }
        latestSecond = second;
        grown[Math.floorMod(second, SECONDS)] += count >= latestCount ? count - latestCount : count;
        latestCount = count;
    }

    /// How much in the last minute.
    long perMinute() {
        long sum = 0;
        for (long each : grown) {
            sum += each;
        }
        return sum;
    }
}
