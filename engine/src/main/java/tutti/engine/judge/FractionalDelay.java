package tutti.engine.judge;

import java.util.Arrays;

/// Delays a sound by sixteenths of a frame, as a path does that resamples: an ideal low-pass cut off by a window.
///
/// `y(n) = sum over j of x(n - j) sinc(j - k / 16) w(j - k / 16)`, `w` Kaiser's window (Kaiser 1974) with beta 9 and
/// a half width of [#MARGIN_FRAMES]: what the filter itself does wrong is below -80 dB up to 0.9 of the Nyquist
/// frequency.
final class FractionalDelay {
    /// Steps in a frame.
    static final int STEPS = 16;

    /// Frames needed before and after those that are delayed.
    static final int MARGIN_FRAMES = 32;

    private static final double BETA = 9;

    private final float[][] kernels = new float[STEPS][2 * MARGIN_FRAMES];

    FractionalDelay() {
        for (int step = 1; step < STEPS; step++) {
            for (int tap = 0; tap < 2 * MARGIN_FRAMES; tap++) {
                kernels[step][tap] = (float) kernel(tap - MARGIN_FRAMES + 1 - (double) step / STEPS);
            }
        }
    }

    /// The windowed sinc at a distance in frames.
    static double kernel(double x) {
        double share = x / MARGIN_FRAMES;
        if (Math.abs(share) >= 1) {
            return 0;
        }
        double sinc = x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
        return sinc * bessel(BETA * Math.sqrt(1 - share * share)) / bessel(BETA);
    }

    /// Modified Bessel function of the first kind, order 0, by its power series.
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }

    /// Writes `into[i] = from(i + MARGIN_FRAMES - step / 16)`.
    ///
    /// @param step 0 to 15
    /// @param from with [#MARGIN_FRAMES] frames before and after those that are wanted
    void apply(int step, float[] from, float[] into, int numFrames) {
        if (step == 0) {
            System.arraycopy(from, MARGIN_FRAMES, into, 0, numFrames);
            return;
        }
        Arrays.fill(into, 0, numFrames, 0);
        float[] kernel = kernels[step];
        for (int tap = 0; tap < kernel.length; tap++) {
            float weight = kernel[tap];
            int offset = 2 * MARGIN_FRAMES - 1 - tap;
            for (int i = 0; i < numFrames; i++) {
                into[i] += weight * from[i + offset];
            }
        }
    }
}
