package tutti.codecs.conceal;

import tutti.plugins.api.RealTimeSafe;

/// How a sound goes on: each sample is foretold as a weighted sum of the ones before it,
///
/// ```
/// y(n) = sum over j = 1 ... order of c(j) y(n - j)
/// ```
///
/// with the same weights for all channels of a stream, so that a source stays where it was panned. The weights are
/// float64: rounded to float32, those of a square wave make a filter that grows.
///
/// A holder that is written again and again; its room is allocated once.
///
/// Thread: of one thread at a time, as [ModelExchange] hands it over. RT-safe: yes, all but the constructor.
@RealTimeSafe
public final class LinearModel {
    /// c(order) first, c(1) last, so that they lie as the samples lie that they belong to.
    final double[] oldestFirst;

    private int order;

    /// Which model of its exchange it is, from 1 on; 0 until it is published.
    private long serial;

    /// @param maxOrder 1 or more
    public LinearModel(int maxOrder) {
        oldestFirst = new double[maxOrder];
    }

    /// The greatest order it has room for.
    public int maxOrder() {
        return oldestFirst.length;
    }

    /// Whether it was ever published.
    public boolean isModel() {
        return serial > 0;
    }

    /// Past samples in use, 0 for the model of silence.
    public int order() {
        return order;
    }

    /// The weight c(j) of the sample `lag` frames ago.
    ///
    /// @param lag 1 to the order
    public double coefficient(int lag) {
        return oldestFirst[order - lag];
    }

    /// Becomes the same model as another one of no greater order than there is room for.
    public void copyFrom(LinearModel other) {
        order = other.order;
        System.arraycopy(other.oldestFirst, 0, oldestFirst, 0, order);
    }

    /// Becomes the model of these weights.
    ///
    /// @param coefficients c(1) first
    /// @param newOrder 0 to the greatest order
    public void set(double[] coefficients, int newOrder) {
        order = newOrder;
        for (int lag = 1; lag <= newOrder; lag++) {
            oldestFirst[newOrder - lag] = coefficients[lag - 1];
        }
    }

    long serial() {
        return serial;
    }

    void number(long newSerial) {
        serial = newSerial;
    }

    /// Foretells frames in place: each from those before it, be they true or foretold.
    ///
    /// @param samples float32; at least `order` of them before `at`
    /// @param at the first frame to write
    /// @param numFrames 0 or more
    /// @param ceiling the greatest magnitude written, 0 or more; what is not a number becomes 0
    void extend(float[] samples, int at, int numFrames, float ceiling) {
        for (int frame = at; frame < at + numFrames; frame++) {
            float next = next(samples, frame);
            samples[frame] = next >= -ceiling && next <= ceiling ? next : next > 0 ? ceiling : next < 0 ? -ceiling : 0f;
        }
    }

    /// Eight sums side by side: one alone would wait for each addition before it begins the next.
    private float next(float[] samples, int at) {
        double[] weights = oldestFirst;
        int from = at - order;
        int whole = order & -8;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        for (int j = 0; j < whole; j += 8) {
            s0 += weights[j] * samples[from + j];
            s1 += weights[j + 1] * samples[from + j + 1];
            s2 += weights[j + 2] * samples[from + j + 2];
            s3 += weights[j + 3] * samples[from + j + 3];
            s4 += weights[j + 4] * samples[from + j + 4];
            s5 += weights[j + 5] * samples[from + j + 5];
            s6 += weights[j + 6] * samples[from + j + 6];
            s7 += weights[j + 7] * samples[from + j + 7];
        }
        double rest = 0;
        for (int j = whole; j < order; j++) {
            rest += weights[j] * samples[from + j];
        }
        return (float) (((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)) + rest);
    }
}
