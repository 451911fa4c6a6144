package tutti.engine.driver.jack;

import tutti.plugins.api.RealTimeSafe;

/// Numbers the frames of a driver's life without a break, from JACK's frame counter and the time of each wake-up.
///
/// JACK's counter has 32 bits, starts anew with each server, and in jackd2 stands still during an xrun (measured: a
/// server stopped for 100 ms loses 75 periods of 64 frames, and its counter goes on by 64). So the clock also keeps a
/// line of expected wake-ups, `e += period + (wake - e) / 512`, which follows a card 250 ppm off with a lag of 0.13
/// periods. If each of the last [#PATIENCE] wake-ups came more than 1.5 periods late, then the least of these lags is
/// time that was not counted, and the numbers jump by it. Lateness that a driver makes up for by its own buffers
/// ends sooner and moves nothing.
///
/// Thread: the callback. RT-safe: yes.
@RealTimeSafe
final class FrameClock {
    /// Longer than any run of periods that a sound card's buffer (2 to 4 of them) can owe.
    static final int PATIENCE = 8;

    private static final double NS_PER_SECOND = 1e9;

    private long frame;
    private int lastCounter;
    private double expectedNs;
    private boolean hasRun;
    private boolean isResuming = true;
    private int lateCycles;
    private double leastLateNs;

    /// The driver comes from elsewhere: the counter is not to be compared with the last one. Call it while no cycle
    /// runs.
    void restart() {
        isResuming = true;
    }

    /// Numbers a cycle.
    ///
    /// @param counter JACK's unsigned number of the cycle's first frame
    /// @param wakeNs when the callback was called
    /// @return the number of its first frame: 0 for the first cycle ever
    long next(int counter, int numFrames, int sampleRateHz, long wakeNs) {
        double nsPerFrame = NS_PER_SECOND / sampleRateHz;
        double periodNs = numFrames * nsPerFrame;
        if (isResuming) {
            if (hasRun) {
                frame += Math.max(0, (long) ((wakeNs - expectedNs) / nsPerFrame + 0.5));
            }
            expectedNs = wakeNs;
            lateCycles = 0;
            isResuming = false;
            hasRun = true;
        } else {
            // What the last cycle added to `frame` and `expectedNs` was its own length; the counter may have moved
            // further.
            int skippedFrames = counter - lastCounter;
            if (skippedFrames > 0) {
                frame += skippedFrames;
                expectedNs += skippedFrames * nsPerFrame;
            }
            follow(wakeNs - expectedNs, periodNs, nsPerFrame);
        }
        long first = frame;
        lastCounter = counter + numFrames;
        frame += numFrames;
        expectedNs += periodNs;
        return first;
    }

    private void follow(double lateNs, double periodNs, double nsPerFrame) {
        if (lateNs <= 1.5 * periodNs) {
            expectedNs += lateNs / 512;
            lateCycles = 0;
            return;
        }
        leastLateNs = lateCycles == 0 ? lateNs : Math.min(leastLateNs, lateNs);
        if (++lateCycles == PATIENCE) {
            long missed = (long) (leastLateNs / periodNs + 0.5);
            long missedFrames = (long) (missed * periodNs / nsPerFrame + 0.5);
            frame += missedFrames;
            expectedNs += missed * periodNs;
            lateCycles = 0;
        }
    }
}
