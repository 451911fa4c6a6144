package tutti.engine.demo;

import tutti.engine.driver.virtual.SignalSource;

/// A part of a recording beside what was played at that time and up to [#maxLagFrames] before. Stereo.
///
/// A *lag* is how many frames later a frame of the recording is than the frame of the piece that is heard in it.
final class Passage {
    /// The search for a lag first looks at every fourth frame: sums of four, both channels together.
    private static final int DECIMATION = 4;

    private static final int CANDIDATES = 4;
    private static final int CHANNELS = 2;

    private final float[][] heard;
    private final float[][] played;
    private final int numFrames;
    private final int maxLagFrames;
    private final float[] heardThinned;
    private final float[] playedThinned;

    /// Sum of the squares of `playedThinned` before each index.
    private final double[] energyBefore;

    /// @param heard `[channel][frame]`
    /// @param source what was played
    /// @param alignedFrame the source's frame that was played when the first frame was heard; may be negative
    /// @param maxLagFrames lags are from 0 to this
    Passage(float[][] heard, SignalSource source, long alignedFrame, int loopFrames, int maxLagFrames) {
        this.heard = heard;
        this.maxLagFrames = maxLagFrames / DECIMATION * DECIMATION;
        numFrames = heard[0].length;
        played = new float[CHANNELS][numFrames + this.maxLagFrames];
        long first = Math.floorMod(alignedFrame - this.maxLagFrames, (long) loopFrames);
        for (int channel = 0; channel < CHANNELS; channel++) {
            source.fill(channel, first, played[channel], 0, played[channel].length);
        }
        heardThinned = thinned(heard);
        playedThinned = thinned(played);
        energyBefore = new double[playedThinned.length + 1];
        for (int i = 0; i < playedThinned.length; i++) {
            energyBefore[i + 1] = energyBefore[i] + (double) playedThinned[i] * playedThinned[i];
        }
    }

    int numFrames() {
        return numFrames;
    }

    int maxLagFrames() {
        return maxLagFrames;
    }

    /// The lag between two bounds at which a stretch of the recording is most like what was played.
    int bestLag(int fromFrame, int lengthFrames, int leastLag, int mostLag) {
        int from = fromFrame / DECIMATION;
        int length = lengthFrames / DECIMATION;
        int least = Math.max(0, leastLag) / DECIMATION;
        double[] likeness = new double[Math.min(maxLagFrames, mostLag) / DECIMATION - least + 1];
        for (int i = 0; i < likeness.length; i++) {
            int at = from - (least + i) + maxLagFrames / DECIMATION;
            double energy = energyBefore[at + length] - energyBefore[at];
            likeness[i] = dot(heardThinned, from, playedThinned, at, length) / Math.sqrt(energy + 1e-20);
        }
        int best = 0;
        double bestError = Double.POSITIVE_INFINITY;
        for (int candidate = 0; candidate < CANDIDATES; candidate++) {
            int top = takeTop(likeness);
            int middle = (least + top) * DECIMATION;
            for (int lag = middle - 2 * DECIMATION; lag <= middle + 2 * DECIMATION; lag++) {
                if (lag >= 0 && lag <= maxLagFrames) {
                    double error = error(fromFrame, lengthFrames, lag);
                    if (error < bestError) {
                        bestError = error;
                        best = lag;
                    }
                }
            }
        }
        return best;
    }

    /// The index of the greatest value, which is crossed out together with its neighbours.
    private static int takeTop(double[] values) {
        int top = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[top]) {
                top = i;
            }
        }
        for (int i = Math.max(0, top - 2); i <= Math.min(values.length - 1, top + 2); i++) {
            values[i] = Double.NEGATIVE_INFINITY;
        }
        return top;
    }

    /// Energy of the difference between a stretch of the recording and what was played a lag before.
    double error(int fromFrame, int lengthFrames, int lag) {
        double sum = 0;
        int at = fromFrame - lag + maxLagFrames;
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int i = 0; i < lengthFrames; i++) {
                float difference = heard[channel][fromFrame + i] - played[channel][at + i];
                sum += difference * difference;
            }
        }
        return sum;
    }

    /// Energy of what was played a lag before a stretch of the recording.
    double energy(int fromFrame, int lengthFrames, int lag) {
        double sum = 0;
        int at = fromFrame - lag + maxLagFrames;
        for (float[] channel : played) {
            sum += dot(channel, at, channel, at, lengthFrames);
        }
        return sum;
    }

    private static float[] thinned(float[][] planar) {
        float[] thinned = new float[planar[0].length / DECIMATION];
        for (float[] channel : planar) {
            for (int i = 0; i < thinned.length * DECIMATION; i++) {
                thinned[i / DECIMATION] += channel[i];
            }
        }
        return thinned;
    }

    /// Four sums side by side: the compiler keeps the order of a single one, which is slower.
    private static double dot(float[] a, int fromA, float[] b, int fromB, int length) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            sum0 += a[fromA + i] * b[fromB + i];
            sum1 += a[fromA + i + 1] * b[fromB + i + 1];
            sum2 += a[fromA + i + 2] * b[fromB + i + 2];
            sum3 += a[fromA + i + 3] * b[fromB + i + 3];
        }
        for (; i < length; i++) {
            sum0 += a[fromA + i] * b[fromB + i];
        }
        return (double) sum0 + sum1 + sum2 + sum3;
    }
}
