package tutti.codecs.conceal;

import tutti.plugins.api.RealTimeSafe;

/// Judges a model by frames that are known: how far off would it have been, had they been missing?
///
/// ```
/// error = 10 log10 (sum (y - x)^2 / sum x^2)      over the frames and all channels, in dB; 0 is no better than
/// silence
/// ```
///
/// within -60 and +6 dB. The sum of x^2 counts as -90 dBFS at least, so that silence foretold is well foretold.
///
/// Thread: of one thread at a time. RT-safe: yes, all but the constructor.
@RealTimeSafe
public final class Prediction {
    private static final double BEST_DB = -60;
    private static final double WORST_DB = 6;
    private static final double FLOOR = 1e-9;

    /// Foretold frames of one channel behind as many as the model looks back upon.
    private final float[] line;

    private double error;
    private double energy;
    private long frames;

    /// @param maxOrder of the models
    /// @param maxFrames to be foretold at once
    public Prediction(int maxOrder, int maxFrames) {
        line = new float[maxOrder + maxFrames];
    }

    /// The error of foretelling the frames after `history`.
    ///
    /// @param history float32 `[channel][frame]`, newest last; at least as long as the model's order
    /// @param truth float32 `[channel][frame]`, what followed
    /// @param numFrames 1 to the number given to the constructor
    /// @return dB, -60 to +6
    public double errorDb(LinearModel model, float[][] history, float[][] truth, int numFrames) {
        begin();
        for (int channel = 0; channel < history.length; channel++) {
            int order = model.order();
            System.arraycopy(history[channel], history[channel].length - order, line, 0, order);
            foretell(model, truth[channel], 0, numFrames);
        }
        return errorDb();
    }

    void begin() {
        error = 0;
        energy = 0;
        frames = 0;
    }

    /// Adds a channel, in which the frames to be foretold follow upon those to look back upon.
    void add(LinearModel model, float[] samples, int at, int numFrames) {
        System.arraycopy(samples, at - model.order(), line, 0, model.order());
        foretell(model, samples, at, numFrames);
    }

    double errorDb() {
        double ratio = error / Math.max(energy, FLOOR * frames);
        // Not a number must not pass for a good model.
        return ratio < 1e9 ? Math.clamp(10 * Math.log10(ratio), BEST_DB, WORST_DB) : WORST_DB;
    }

    private void foretell(LinearModel model, float[] truth, int at, int numFrames) {
        int order = model.order();
        model.extend(line, order, numFrames, Float.MAX_VALUE);
        for (int i = 0; i < numFrames; i++) {
            double known = truth[at + i];
            double off = line[order + i] - known;
            error += off * off;
            energy += known * known;
        }
        frames += numFrames;
    }
}
