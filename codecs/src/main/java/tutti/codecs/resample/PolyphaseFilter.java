package tutti.codecs.resample;

import tutti.plugins.api.RealTimeSafe;

/// A windowed-sinc low-pass filter, tabulated at fractions of a frame.
///
/// With T taps, cut-off c (cycles per input frame, -6 dB), and d the distance in input frames between an output
/// instant and an input frame, -T/2 <= d <= T/2:
///
/// ```
/// h(d) = 2c sinc(2c d) I0(beta sqrt(1 - (2d/T)^2)) / I0(beta)       sinc(x) = sin(pi x) / (pi x)
/// beta = 0.1102 (A - 8.7)                                            A = 105 dB of stop-band attenuation
/// transition = (A - 8) / (2.285 (T - 1) 2 pi) cycles per frame, centred on c
/// ```
///
/// (Kaiser's window and formulas: Oppenheim and Schafer, "Discrete-Time Signal Processing", section 7.5.3.) Each row
/// is then scaled to a sum of 1, so that a constant passes exactly.
///
/// With r = input rate / output rate, T = 32 round(max(1, r)) and c = min(1, 1/r) / 2. At 48 kHz in and out, the
/// transition goes from 18.8 to 29.2 kHz and the delay is 16 frames, 0.33 ms; from 96 to 48 kHz it is the same in Hz
/// and ms. A cut-off at exactly half the input rate makes the sinc vanish at all whole frames but 0: where an output
/// instant falls on an input frame, the filter copies it.
///
/// Between the L = 256 rows of a frame coefficients are interpolated linearly, which leaves images of a tone of f
/// cycles per frame at (f / L)^2: -113 dB for 18 kHz, -163 dB for 1 kHz at 48 kHz.
///
/// Measured, with a full-scale tone:
///
/// | from, to     | 18 kHz     | THD+N of 1, 10, 17 kHz  | rejected                                            |
/// |--------------|------------|-------------------------|-----------------------------------------------------|
/// | 48, 47.995   | -0.0001 dB | -118, -117, -107 dB     |                                                     |
/// | 44.1, 48     | -0.005 dB  | -119, -111, -107 dB     | image of 18 kHz, at 21.9 kHz: 64 dB                 |
/// | 48, 44.1     | -0.018 dB  | -112, -109, -109 dB     |                                                     |
/// | 96, 48       | 0.0000 dB  | -149, -147, -149 dB     | 30 kHz to 18: 107 dB; 28 to 20: 52; 26 to 22: 20 dB |
///
/// Immutable, so that all streams of the same rates share one. Thread: any. RT-safe: yes, all but the making.
public final class PolyphaseFilter {
    /// The rows of a frame are 2^8.
    static final int PHASE_BITS = 8;

    private static final int NUM_PHASES = 1 << PHASE_BITS;
    private static final int BASE_TAPS = 32;
    private static final double MAX_RATIO = 16;
    private static final double ATTENUATION_DB = 105;
    private static final double KAISER_BETA = 0.1102 * (ATTENUATION_DB - 8.7);
    private static final double BESSEL_OF_BETA = bessel(KAISER_BETA);

    private final int numTaps;
    private final boolean copiesWholeFrames;
    private final float[] rows;

    private PolyphaseFilter(int numTaps, double cutoff) {
        this.numTaps = numTaps;
        copiesWholeFrames = cutoff == 0.5;
        rows = new float[(NUM_PHASES + 1) * numTaps];
        double[] row = new double[numTaps];
        for (int phase = 0; phase <= NUM_PHASES; phase++) {
            double sum = 0;
            for (int tap = 0; tap < numTaps; tap++) {
                double distanceFrames = numTaps / 2 - 1 - tap + (double) phase / NUM_PHASES;
                row[tap] = 2 * cutoff * sinc(2 * cutoff * distanceFrames) * kaiser(2 * distanceFrames / numTaps);
                sum += row[tap];
            }
            for (int tap = 0; tap < numTaps; tap++) {
                rows[phase * numTaps + tap] = (float) (row[tap] / sum);
            }
        }
    }

    /// The filter for a conversion between two nominal rates. The ratio may then stray from the nominal one by as
    /// much as clocks do; the pass band moves with it.
    ///
    /// RT-safe: no (allocates 33 kB, and as much again for each further factor of the ratio).
    ///
    /// @throws IllegalArgumentException if a rate is not positive, or the input's is more than 16 times that of the
    ///     output
    public static PolyphaseFilter forRates(int inputRateHz, int outputRateHz) {
        if (inputRateHz <= 0 || outputRateHz <= 0 || inputRateHz > MAX_RATIO * outputRateHz) {
            throw new IllegalArgumentException("Sound at " + inputRateHz + " Hz cannot be converted to " + outputRateHz
                    + " Hz: use two rates of the same order.");
        }
        double ratio = Math.max(1, (double) inputRateHz / outputRateHz);
        return new PolyphaseFilter((int) (BASE_TAPS * Math.round(ratio)), 0.5 / ratio);
    }

    /// Taps of each row, a multiple of 32. RT-safe: yes.
    @RealTimeSafe
    public int numTaps() {
        return numTaps;
    }

    /// How far an output instant lies behind the newest input frame that it needs, give or take the phase: half the
    /// taps. RT-safe: yes.
    @RealTimeSafe
    public double delayFrames() {
        return numTaps / 2.0;
    }

    /// Whether an output instant on an input frame gives just that frame, unfiltered: when not converting down.
    @RealTimeSafe
    boolean copiesWholeFrames() {
        return copiesWholeFrames;
    }

    /// Interpolates the coefficients for one output instant.
    ///
    /// @param row how far the instant is beyond a whole input frame, in 2^-`PHASE_BITS` frames, rounded down
    /// @param fraction what was rounded off, in 2^-`PHASE_BITS` frames: 0 to 1
    /// @param coefficients receives [#numTaps] coefficients, for the oldest frame first
    @RealTimeSafe
    void coefficientsAt(int row, float fraction, float[] coefficients) {
        int lower = row * numTaps;
        int upper = lower + numTaps;
        for (int tap = 0; tap < numTaps; tap++) {
            float from = rows[lower + tap];
            coefficients[tap] = from + fraction * (rows[upper + tap] - from);
        }
    }

    private static double sinc(double x) {
        // At whole numbers exactly: what Math.sin leaves there would spoil the copy.
        if (x == Math.rint(x)) {
            return x == 0 ? 1 : 0;
        }
        return Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / BESSEL_OF_BETA;
    }

    /// The modified Bessel function of the first kind and order 0, by its power series: the sum of ((x/2)^k / k!)^2.
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
