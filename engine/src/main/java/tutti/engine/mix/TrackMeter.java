package tutti.engine.mix;

import tutti.plugins.api.RealTimeSafe;

/// Peak and mean square of one track since a reader last asked; the ballistics are the reader's.
///
/// The callback writes, one other thread reads; asking anew is a request that the callback fulfils at its next
/// period.
public final class TrackMeter {
    private volatile float peak;
    private volatile double squares;
    private volatile long count;
    private volatile int resetsDone;
    private volatile int resetsWanted;

    /// What was measured.
    ///
    /// @param peakDb greatest sample, dBFS, -144 for silence
    /// @param rmsDb root mean square over all channels, dBFS, -144 for silence
    public record Level(double peakDb, double rmsDb) {
        private static final double FLOOR = 6.3e-8;

        static Level of(double peak, double meanSquare) {
            return new Level(
                    20 * Math.log10(Math.max(peak, FLOOR)), 20 * Math.log10(Math.max(Math.sqrt(meanSquare), FLOOR)));
        }
    }

    /// Takes in one period. Thread: the callback. RT-safe: yes.
    @RealTimeSafe
    void measure(float[][] planar, int numFrames) {
        int wanted = resetsWanted;
        boolean reset = wanted != resetsDone;
        resetsDone = wanted;
        float highest = reset ? 0 : peak;
        double sum = reset ? 0 : squares;
        for (float[] channel : planar) {
            float channelSum = 0;
            for (int i = 0; i < numFrames; i++) {
                float sample = channel[i];
                highest = Math.max(highest, Math.abs(sample));
                channelSum += sample * sample;
            }
            sum += channelSum;
        }
        peak = highest;
        squares = sum;
        long before = reset ? 0 : count;
        count = before + (long) planar.length * numFrames;
    }

    /// What was measured since the last call. Thread: one reader. RT-safe: no (allocates).
    public Level takeLevel() {
        double measured = Math.max(1, count);
        Level level = Level.of(peak, squares / measured);
        resetsWanted = resetsDone + 1;
        return level;
    }
}
