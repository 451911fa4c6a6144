package tutti.codecs.conceal;

import java.util.Arrays;

/// Fits a [LinearModel] to the newest sound, by Burg's method (J. P. Burg, "Maximum entropy spectral analysis", 37th
/// meeting of the Society of Exploration Geophysicists, 1967, and thesis, Stanford 1975), with weights over the
/// window (D. N. Swingler, Proc. IEEE 67, 1979), one model for all channels, and a little damping.
///
/// With f(0, n) = b(0, n) = x(n) for the N frames of the window, each order m = 1, 2, ... takes the reflection
/// coefficient k that makes the errors of predicting forwards, f, and backwards, b, least together, summed over all
/// channels and over n = m ... N - 1:
///
/// ```
/// k(m) = -2 sum w f(m-1, n) b(m-1, n-1)  /  ((1 + d) sum w (f(m-1, n)^2 + b(m-1, n-1)^2))        d = 10^-6
/// f(m, n) = f(m-1, n)   + k(m) b(m-1, n-1)
/// b(m, n) = b(m-1, n-1) + k(m) f(m-1, n)
/// a(m, j) = a(m-1, j) + k(m) a(m-1, m-j)          a(m, m) = k(m)          c(j) = -a(order, j)
/// ```
///
/// The weight of a product is taken at its middle, n - m/2: w(i) = 0.3 + 0.7 sin^2(pi (i + 1/2) / N). Since
/// 2 |f b| <= f^2 + b^2 for any weight, |k| < 1, and the model does not grow. The window is scaled to a peak of 1
/// first; what is not a finite number in it counts as 0. Fitting ends early where nothing but rounding is left to
/// explain, as for a sine.
///
/// Work: about 3 (N - m) multiply-adds an order and channel, 2.75 million for order 512 on 2,048 frames.
///
/// Thread: of one thread at a time. RT-safe: no, it takes too long; it allocates only in its constructor.
public final class BurgFit {
    /// The order that measured best for its cost.
    public static final int DEFAULT_ORDER = 512;

    /// Frames of the window that go with it.
    public static final int DEFAULT_WINDOW_FRAMES = 2_048;

    private static final double DAMPING = 1 + 1e-6;
    private static final double EDGE_WEIGHT = 0.3;

    /// Below -240 dB a window is silence.
    private static final float SILENT = 1e-12f;

    /// Beyond this a sample is nonsense, and its square would not be.
    private static final float NONSENSE = 1e6f;

    /// Share of the window's energy that rounding to float32 alone leaves behind.
    private static final double ROUNDING = 1e-14;

    /// b(m, n) lies so far behind f(m, n + 1) in their common array, and the second sum behind the first. Distances
    /// known to the compiler, and sums in arrays of another type than what is summed, are what it takes for its
    /// automatic vector instructions: six times as fast as without.
    private static final int BACKWARD = 4_096;

    private static final int ENERGY = 256;

    private final int maxOrder;
    private final int windowFrames;
    private final float[] weights;

    /// `[channel]`: f(m, n) at n - m - 1 and b(m, n) at BACKWARD + n - m, so that those of the next product lie at
    /// the same place.
    private final float[][] errors;

    /// Sums of every 256th product, from 0 on, and of every 256th energy, from ENERGY on.
    private final double[] sums = new double[2 * ENERGY];

    /// a(m, 1) first.
    private final double[] filter;

    /// @param numChannels 1 or more
    /// @param maxOrder 1 to less than the window
    /// @param windowFrames frames of the window, at most 4,096
    public BurgFit(int numChannels, int maxOrder, int windowFrames) {
        if (maxOrder < 1 || maxOrder >= windowFrames || windowFrames > BACKWARD) {
            throw new IllegalArgumentException(
                    "An order of " + maxOrder + " takes a window longer than itself and of at" + " most " + BACKWARD
                            + " frames, not " + windowFrames + ".");
        }
        this.maxOrder = maxOrder;
        this.windowFrames = windowFrames;
        errors = new float[numChannels][BACKWARD + windowFrames];
        filter = new double[maxOrder];
        weights = new float[windowFrames];
        for (int i = 0; i < windowFrames; i++) {
            double rise = Math.sin(Math.PI * (i + 0.5) / windowFrames);
            weights[i] = (float) (EDGE_WEIGHT + (1 - EDGE_WEIGHT) * rise * rise);
        }
    }

    /// Frames of the window.
    public int windowFrames() {
        return windowFrames;
    }

    /// The greatest order it fits.
    public int maxOrder() {
        return maxOrder;
    }

    /// Fits.
    ///
    /// @param window float32 `[channel][frame]`, as many frames as [#windowFrames], the newest last; not changed
    /// @param into receives the model
    public void fit(float[][] window, LinearModel into) {
        int order = 0;
        if (load(window)) {
            int most = Math.min(maxOrder, into.maxOrder());
            double residue = 0;
            while (order < most) {
                int m = order + 1;
                sumUp(m);
                double energy = total(ENERGY);
                if (order == 0) {
                    residue = energy * ROUNDING;
                }
                double reflection = -2 * total(0) / (energy * DAMPING);
                if (!(energy > residue && Math.abs(reflection) < 1)) {
                    break;
                }
                raiseOrder(m, reflection);
                order = m;
            }
        }
        for (int j = 0; j < order; j++) {
            filter[j] = -filter[j];
        }
        into.set(filter, order);
    }

    /// Takes the window in, scaled.
    ///
    /// @return whether there is sound in it
    private boolean load(float[][] window) {
        float peak = 0;
        for (int channel = 0; channel < errors.length; channel++) {
            float[] from = window[channel];
            float[] to = errors[channel];
            for (int i = 0; i < windowFrames; i++) {
                to[BACKWARD + i] = Float.isFinite(from[i]) ? Math.clamp(from[i], -NONSENSE, NONSENSE) : 0f;
                peak = Math.max(peak, Math.abs(to[BACKWARD + i]));
            }
        }
        if (peak < SILENT) {
            return false;
        }
        for (float[] e : errors) {
            for (int i = 0; i < windowFrames; i++) {
                e[BACKWARD + i] /= peak;
            }
            System.arraycopy(e, BACKWARD + 1, e, 0, windowFrames - 1);
        }
        return true;
    }

    /// The sums of k(m) over all channels, in parts.
    private void sumUp(int m) {
        Arrays.fill(sums, 0);
        int length = windowFrames - m;
        int middle = m - (m >> 1);
        for (float[] e : errors) {
            for (int at = 0; at < length; at += ENERGY) {
                addUp(e, at, weights, at + middle, sums, Math.min(ENERGY, length - at));
            }
        }
    }

    private static void addUp(float[] e, int at, float[] w, int weightAt, double[] sums, int count) {
        for (int i = 0; i < count; i++) {
            float forward = e[at + i];
            float backward = e[BACKWARD + at + i];
            float weight = w[weightAt + i];
            sums[i] += weight * (forward * backward);
            sums[ENERGY + i] += weight * (forward * forward + backward * backward);
        }
    }

    private double total(int from) {
        double total = 0;
        for (int i = from; i < from + ENERGY; i++) {
            total += sums[i];
        }
        return total;
    }

    private void raiseOrder(int m, double reflection) {
        for (float[] e : errors) {
            reflect(e, windowFrames - m, (float) reflection);
        }
        for (int j = 0, mirror = m - 2; j <= mirror; j++, mirror--) {
            double left = filter[j];
            double right = filter[mirror];
            filter[j] = left + reflection * right;
            filter[mirror] = right + reflection * left;
        }
        filter[m - 1] = reflection;
    }

    /// From f(m-1), b(m-1) to f(m), b(m); f moves down by one, and its first goes.
    private static void reflect(float[] e, int length, float k) {
        e[BACKWARD] += k * e[0];
        for (int i = 1; i < length; i++) {
            float forward = e[i];
            float backward = e[BACKWARD + i];
            e[i - 1] = forward + k * backward;
            e[BACKWARD + i] = backward + k * forward;
        }
    }
}
