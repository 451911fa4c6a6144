package tutti.codecs.resample;

/// A sine, and what is left of a signal when the sine is taken out.
final class Tone {
    /// Frames thrown away at the start, while the filter fills.
    private static final int SETTLE_FRAMES = 256;

    private Tone() {}

    /// `numFrames` frames of a tone through a resampler in blocks of 64 output frames.
    static double[] resampled(int inRateHz, int outRateHz, double ratio, double toneHz, int numFrames) {
        Resampler resampler = new Resampler(PolyphaseFilter.forRates(inRateHz, outRateHz), 1);
        resampler.setRatio(ratio);
        float[][] in = new float[1][4096];
        float[][] out = new float[1][64];
        double[] result = new double[numFrames];
        long position = 0;
        for (int done = -SETTLE_FRAMES; done < numFrames; done += 64) {
            int needed = resampler.inputFramesFor(64);
            for (int i = 0; i < needed; i++) {
                in[0][i] = (float) Math.sin(2 * Math.PI * toneHz / inRateHz * position++);
            }
            resampler.process(in, 0, needed, out, 0, 64);
            for (int i = 0; i < 64 && done + i < numFrames; i++) {
                if (done + i >= 0) {
                    result[done + i] = out[0][i];
                }
            }
        }
        return result;
    }

    /// The amplitude of the tone in a signal, by least squares.
    static double amplitude(double[] signal, double cyclesPerFrame) {
        return fit(signal, cyclesPerFrame)[0];
    }

    /// The power of everything but the tone, below the tone's own: THD+N in dB.
    static double thdPlusNoiseDb(double[] signal, double cyclesPerFrame) {
        double[] fit = fit(signal, cyclesPerFrame);
        return 20 * Math.log10(fit[1] / (fit[0] / Math.sqrt(2)));
    }

    static double rms(double[] signal) {
        double squares = 0;
        for (double value : signal) {
            squares += value * value;
        }
        return Math.sqrt(squares / signal.length);
    }

    /// Amplitude of the best sine and cosine, and the RMS of the rest.
    private static double[] fit(double[] signal, double cyclesPerFrame) {
        double ss = 0;
        double sc = 0;
        double cc = 0;
        double xs = 0;
        double xc = 0;
        for (int i = 0; i < signal.length; i++) {
            double s = Math.sin(2 * Math.PI * cyclesPerFrame * i);
            double c = Math.cos(2 * Math.PI * cyclesPerFrame * i);
            ss += s * s;
            sc += s * c;
            cc += c * c;
            xs += signal[i] * s;
            xc += signal[i] * c;
        }
        double determinant = ss * cc - sc * sc;
        double a = (xs * cc - xc * sc) / determinant;
        double b = (xc * ss - xs * sc) / determinant;
        double[] rest = new double[signal.length];
        for (int i = 0; i < signal.length; i++) {
            double phase = 2 * Math.PI * cyclesPerFrame * i;
            rest[i] = signal[i] - a * Math.sin(phase) - b * Math.cos(phase);
        }
        return new double[] {Math.hypot(a, b), rms(rest)};
    }
}
