package tutti.codecs.resample;

import java.util.Arrays;
import tutti.plugins.api.RealTimeSafe;

/// Converts the sample rate of one multi-channel stream, by a ratio that may change between blocks without a click.
///
/// It is pulled: the caller asks how many input frames the next block takes, and hands over exactly those. Positions
/// are counted in fixed point (2^-40 frames), so that they never gather rounding errors, and the output does not
/// depend on how the stream is cut into blocks. Between instants on whole input frames at a ratio of exactly 1 the
/// output is the input, delayed by [#delayFrames] and unchanged to the bit.
///
/// After a block, the last output frame shows the input at the instant
/// `consumed frames - 1 - delayFrames() + phaseFrames()`, where the first input frame ever is 0; the next one follows
/// at one ratio's distance. What lies before the first frame is silence.
///
/// State of one stream. Thread: the callback, or whichever one thread pulls. RT-safe: yes, all but the constructor.
@RealTimeSafe
public final class Resampler {
    private static final int FRACTION_BITS = 40;
    private static final long ONE_FRAME = 1L << FRACTION_BITS;
    private static final int ROW_SHIFT = FRACTION_BITS - PolyphaseFilter.PHASE_BITS;
    private static final long SETTLED_FIXED = ONE_FRAME >> 20;
    private static final double MIN_RATIO = 1.0 / 16;
    private static final double MAX_RATIO = 16;
    private static final int CHUNK_FRAMES = 256;

    /// -500 dB. Input below it counts as 0 where it is filtered, because many processors are slow over the subnormal
    /// products that it would make, and a fading reverberation makes them for seconds.
    private static final float SMALLEST = 1e-25f;

    private final PolyphaseFilter filter;
    private final int numTaps;
    private final int numChannels;
    private final float[] coefficients;

    /// Of each channel the last `numTaps` input frames, then room for a chunk of new ones.
    private final float[][] window;

    private long stepFixed = ONE_FRAME;
    private long phaseFixed;

    public Resampler(PolyphaseFilter filter, int numChannels) {
        this.filter = filter;
        this.numChannels = numChannels;
        numTaps = filter.numTaps();
        coefficients = new float[numTaps];
        window = new float[numChannels][numTaps + CHUNK_FRAMES];
    }

    /// Sets the ratio from the next output frame on.
    ///
    /// @param inputPerOutput input frames per output frame, 1/16 to 16 (clamped; NaN changes nothing); kept to
    ///     2^-40, which is a thousandth of a frame in half a day at 48 kHz
    public void setRatio(double inputPerOutput) {
        if (!Double.isNaN(inputPerOutput)) {
            stepFixed = Math.round(Math.clamp(inputPerOutput, MIN_RATIO, MAX_RATIO) * ONE_FRAME);
        }
    }

    /// The ratio with which the next block ends on a whole input frame.
    ///
    /// @param inputFrames how many input frames the block is to take
    /// @param outputFrames the block's length, 1 or more
    public double ratioToLand(int inputFrames, int outputFrames) {
        long distanceFixed = inputFrames * ONE_FRAME - phaseFixed;
        return Math.ceilDiv(distanceFixed, (long) outputFrames) / (double) ONE_FRAME;
    }

    /// Drops what rounding has left of a phase: less than a millionth of a frame counts as none.
    public void settle() {
        if (phaseFixed < SETTLED_FIXED) {
            phaseFixed = 0;
        }
    }

    /// Input frames per output frame, as kept.
    public double ratio() {
        return (double) stepFixed / ONE_FRAME;
    }

    /// The group delay in input frames, a constant: half the filter's taps.
    public double delayFrames() {
        return filter.delayFrames();
    }

    /// How far the last output frame's instant lies beyond a whole input frame: 0 or more, less than 1.
    public double phaseFrames() {
        return (double) phaseFixed / ONE_FRAME;
    }

    /// How many input frames the next call of [#process] takes, exactly, at the present ratio.
    ///
    /// @param outputFrames 0 to 500,000
    public int inputFramesFor(int outputFrames) {
        return (int) ((phaseFixed + outputFrames * stepFixed) >> FRACTION_BITS);
    }

    /// Makes the next block. Input and output must not share arrays.
    ///
    /// @param in float32 `[channel][frame]`
    /// @param inFrames [#inputFramesFor] of `outFrames`; frames missing from it count as silence, and what is
    ///     beyond it is not read
    /// @param out float32 `[channel][frame]`, overwritten from `outOffset` on
    /// @param outFrames 0 to 500,000
    public void process(float[][] in, int inOffset, int inFrames, float[][] out, int outOffset, int outFrames) {
        int consumed = 0;
        int produced = 0;
        while (produced < outFrames) {
            // As many as the window has room to be moved for, whatever the phase.
            int chunkOut = (int) Math.min(outFrames - produced, (CHUNK_FRAMES * ONE_FRAME - phaseFixed) / stepFixed);
            int chunkIn = inputFramesFor(chunkOut);
            boolean copying = phaseFixed == 0 && stepFixed == ONE_FRAME && filter.copiesWholeFrames();
            // A starved call must not reach beyond its input, not even to read nothing there.
            int from = Math.min(consumed, Math.max(inFrames, 0));
            append(in, inOffset + from, Math.clamp(inFrames - from, 0, chunkIn), chunkIn, !copying);
            if (copying) {
                copy(out, outOffset + produced, chunkOut);
            } else {
                convolve(out, outOffset + produced, chunkOut);
            }
            discard(chunkIn);
            phaseFixed = (phaseFixed + chunkOut * stepFixed) & (ONE_FRAME - 1);
            consumed += chunkIn;
            produced += chunkOut;
        }
    }

    /// Forgets the stream: silence before the next frame, phase 0. The ratio stays.
    public void reset() {
        phaseFixed = 0;
        for (int channel = 0; channel < numChannels; channel++) {
            Arrays.fill(window[channel], 0f);
        }
    }

    private void append(float[][] in, int inOffset, int available, int chunkIn, boolean flushing) {
        for (int channel = 0; channel < numChannels; channel++) {
            float[] source = in[channel];
            float[] frames = window[channel];
            if (flushing) {
                for (int i = 0; i < available; i++) {
                    float sample = source[inOffset + i];
                    frames[numTaps + i] = Math.abs(sample) < SMALLEST ? 0f : sample;
                }
            } else {
                System.arraycopy(source, inOffset, frames, numTaps, available);
            }
            Arrays.fill(frames, numTaps + available, numTaps + chunkIn, 0f);
        }
    }

    private void copy(float[][] out, int outOffset, int outFrames) {
        for (int channel = 0; channel < numChannels; channel++) {
            System.arraycopy(window[channel], numTaps / 2, out[channel], outOffset, outFrames);
        }
    }

    private void convolve(float[][] out, int outOffset, int outFrames) {
        long position = phaseFixed;
        for (int frame = outOffset; frame < outOffset + outFrames; frame++) {
            position += stepFixed;
            long phase = position & (ONE_FRAME - 1);
            int row = (int) (phase >> ROW_SHIFT);
            float fraction = (phase & ((1L << ROW_SHIFT) - 1)) * (1f / (1L << ROW_SHIFT));
            filter.coefficientsAt(row, fraction, coefficients);
            int oldest = (int) (position >> FRACTION_BITS);
            for (int channel = 0; channel < numChannels; channel++) {
                out[channel][frame] = dot(window[channel], oldest);
            }
        }
    }

    /// Four sums side by side, because one would wait for itself: the compiler keeps the order of float additions.
    private float dot(float[] frames, int oldest) {
        float[] h = coefficients;
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int tap = 0; tap < numTaps; tap += 4) {
            int from = oldest + tap;
            s0 += h[tap] * frames[from];
            s1 += h[tap + 1] * frames[from + 1];
            s2 += h[tap + 2] * frames[from + 2];
            s3 += h[tap + 3] * frames[from + 3];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private void discard(int numFrames) {
        for (int channel = 0; channel < numChannels; channel++) {
            System.arraycopy(window[channel], numFrames, window[channel], 0, numTaps);
        }
    }
}
