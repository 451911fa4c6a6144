package tutti.engine.mix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import tutti.plugins.api.RealTimeSafe;

/// The callback's part of a loudness meter (ITU-R BS.1770-4): weights each channel by the K curve and hands on the
/// mean square of every 100 ms. Gating and averaging are [LoudnessMeter]'s, on another thread.
///
/// The K curve is a shelf and a high-pass, given as analogue prototypes, so that the bilinear transform makes them
/// at any rate: with `k = tan(pi f / rate)`
///
/// ```
/// shelf:      f = 1681.974450955533 Hz, Q = 0.7071752369554196, G = 3.999843853973347 dB
///             Vh = 10^(G/20), Vb = Vh^0.4996667741545416, a0 = 1 + k/Q + k^2
///             b = (Vh + Vb k/Q + k^2, 2 (k^2 - Vh), Vh - Vb k/Q + k^2) / a0
/// high-pass:  f = 38.13547087602444 Hz, Q = 0.5003270373238773, b = (1, -2, 1)
/// both:       a = (1, 2 (k^2 - 1) / a0, (1 - k/Q + k^2) / a0)
/// ```
///
/// At 48 kHz these are the coefficients that the recommendation prints, to 1e-12.
///
/// The handoff holds [#BLOCKS] blocks, 25 s; the oldest are written over.
public final class LoudnessFilter {
    static final int BLOCKS = 256;

    /// Blocks a second.
    static final int BLOCK_RATE = 10;

    private static final double SHELF_HZ = 1681.974450955533;
    private static final double SHELF_Q = 0.7071752369554196;
    private static final double SHELF_DB = 3.999843853973347;
    private static final double SHELF_BAND_POWER = 0.4996667741545416;
    private static final double HIGH_PASS_HZ = 38.13547087602444;
    private static final double HIGH_PASS_Q = 0.5003270373238773;

    /// What is left of a sound is set to zero here: arithmetic with denormal numbers is slow.
    private static final double NOTHING = 1e-30;

    private static final int STATES = 4;
    private static final VarHandle DOUBLES = MethodHandles.arrayElementVarHandle(double[].class);
    private static final VarHandle FINISHED = finished();

    private final double[] weights;
    private final int blockFrames;
    private final double[] shelf;
    private final double[] highPass;
    private final double[] states;
    private final double[] blocks = new double[BLOCKS];
    private double openSum;
    private int openFrames;

    @SuppressWarnings("unused") // by its VarHandle
    private volatile long finishedBlocks;

    /// @param channelWeights 1 for left, right and centre, 1.41 for surround channels, 0 for the subwoofer's
    public LoudnessFilter(int sampleRateHz, double... channelWeights) {
        weights = channelWeights.clone();
        blockFrames = Math.round((float) sampleRateHz / BLOCK_RATE);
        shelf = shelf(sampleRateHz);
        highPass = highPass(sampleRateHz);
        states = new double[STATES * weights.length];
    }

    private static VarHandle finished() {
        try {
            return MethodHandles.lookup().findVarHandle(LoudnessFilter.class, "finishedBlocks", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// As `b0, b1, b2, a1, a2`.
    static double[] shelf(int sampleRateHz) {
        double k = Math.tan(Math.PI * SHELF_HZ / sampleRateHz);
        double high = Math.pow(10, SHELF_DB / 20);
        double band = Math.pow(high, SHELF_BAND_POWER);
        double a0 = 1 + k / SHELF_Q + k * k;
        return new double[] {
            (high + band * k / SHELF_Q + k * k) / a0,
            2 * (k * k - high) / a0,
            (high - band * k / SHELF_Q + k * k) / a0,
            2 * (k * k - 1) / a0,
            (1 - k / SHELF_Q + k * k) / a0
        };
    }

    /// As `b0, b1, b2, a1, a2`.
    static double[] highPass(int sampleRateHz) {
        double k = Math.tan(Math.PI * HIGH_PASS_HZ / sampleRateHz);
        double a0 = 1 + k / HIGH_PASS_Q + k * k;
        return new double[] {1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / HIGH_PASS_Q + k * k) / a0};
    }

    /// Takes in one period of finite samples.
    ///
    /// Thread: the callback. RT-safe: yes.
    ///
    /// @param planar float32 samples `[channel][frame]`, a channel for each weight
    @RealTimeSafe
    public void measure(float[][] planar, int numFrames) {
        int done = 0;
        while (done < numFrames) {
            int part = Math.min(numFrames - done, blockFrames - openFrames);
            for (int channel = 0; channel < weights.length; channel++) {
                openSum += weights[channel] * energy(planar[channel], done, part, STATES * channel);
            }
            done += part;
            openFrames += part;
            if (openFrames == blockFrames) {
                finishBlock();
            }
        }
    }

    /// Both filters in transposed direct form II, and the sum of what comes out, squared.
    @RealTimeSafe
    private double energy(float[] samples, int begin, int numFrames, int state) {
        double b0 = shelf[0];
        double b1 = shelf[1];
        double b2 = shelf[2];
        double a1 = shelf[3];
        double a2 = shelf[4];
        double c1 = highPass[3];
        double c2 = highPass[4];
        double s1 = states[state];
        double s2 = states[state + 1];
        double h1 = states[state + 2];
        double h2 = states[state + 3];
        double sum = 0;
        for (int i = begin; i < begin + numFrames; i++) {
            double x = samples[i];
            double y = b0 * x + s1;
            s1 = b1 * x - a1 * y + s2;
            s2 = b2 * x - a2 * y;
            double z = y + h1;
            h1 = -2 * y - c1 * z + h2;
            h2 = y - c2 * z;
            sum += z * z;
        }
        states[state] = settled(s1);
        states[state + 1] = settled(s2);
        states[state + 2] = settled(h1);
        states[state + 3] = settled(h2);
        return sum;
    }

    @RealTimeSafe
    private static double settled(double value) {
        return Math.abs(value) < NOTHING ? 0 : value;
    }

    @RealTimeSafe
    private void finishBlock() {
        long finished = finishedBlocks;
        DOUBLES.setOpaque(blocks, (int) (finished % BLOCKS), openSum / blockFrames);
        openSum = 0;
        openFrames = 0;
        FINISHED.setRelease(this, finished + 1);
        VarHandle.storeStoreFence();
    }

    /// Blocks finished so far. Thread: any.
    long finishedBlocks() {
        return finishedBlocks;
    }

    /// The weighted mean square of a finished block; it may have been written over if it is older than [#BLOCKS].
    /// Thread: any.
    double block(long number) {
        return (double) DOUBLES.getOpaque(blocks, (int) (number % BLOCKS));
    }
}
