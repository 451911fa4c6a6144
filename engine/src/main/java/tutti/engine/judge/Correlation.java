package tutti.engine.judge;

import java.util.Arrays;

/// Cross-correlation by a fast Fourier transform: how alike a sound is to another one at every lag.
///
/// `c(l) = sum over i of a(i) b(i + l)`, which is the inverse transform of `conj(A(f)) B(f)` (the correlation
/// theorem). Both real inputs go through one complex transform, `a` as its real and `b` as its imaginary part.
/// Several stretches can be added up before the one inverse transform. In-place decimation in time, radix 2 (Cooley
/// and Tukey 1965).
final class Correlation {
    private static final double TIE = 1e-6;

    private final int size;
    private final double[] cosine;
    private final double[] sine;
    private final double[] real;
    private final double[] imaginary;
    private final double[] sumReal;
    private final double[] sumImaginary;

    /// @param frames the length of the longer input, or more; for no lag to be wrapped around, the sum of the length
    ///     of `a` and the greatest lag
    Correlation(int frames) {
        size = Math.max(2, Integer.highestOneBit(Math.max(1, frames - 1)) << 1);
        cosine = new double[size / 2];
        sine = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cosine[i] = Math.cos(2 * Math.PI * i / size);
            sine[i] = -Math.sin(2 * Math.PI * i / size);
        }
        real = new double[size];
        imaginary = new double[size];
        sumReal = new double[size];
        sumImaginary = new double[size];
    }

    int size() {
        return size;
    }

    /// Forgets what was added.
    void clear() {
        Arrays.fill(sumReal, 0);
        Arrays.fill(sumImaginary, 0);
    }

    /// Adds a pair of stretches.
    void add(float[] a, int numA, float[] b, int numB) {
        for (int i = 0; i < size; i++) {
            real[i] = i < numA ? a[i] : 0;
            imaginary[i] = i < numB ? b[i] : 0;
        }
        transform(real, imaginary);
        for (int f = 0; f < size; f++) {
            int mirror = (size - f) & (size - 1);
            double aReal = (real[f] + real[mirror]) / 2;
            double aImaginary = (imaginary[f] - imaginary[mirror]) / 2;
            double bReal = (imaginary[f] + imaginary[mirror]) / 2;
            double bImaginary = (real[mirror] - real[f]) / 2;
            sumReal[f] += aReal * bReal + aImaginary * bImaginary;
            sumImaginary[f] += aReal * bImaginary - aImaginary * bReal;
        }
    }

    /// The lag with the greatest sum, from 0 to one less than `numLags`; of lags that are as good, as in a loop, the
    /// least.
    int best(int numLags) {
        // The inverse is the transform of the conjugate; the sum is real, so its own conjugate and scale do not matter.
        System.arraycopy(sumReal, 0, real, 0, size);
        for (int f = 0; f < size; f++) {
            imaginary[f] = -sumImaginary[f];
        }
        transform(real, imaginary);
        int best = 0;
        for (int lag = 1; lag < numLags; lag++) {
            if (real[lag] > real[best] + TIE * Math.abs(real[best])) {
                best = lag;
            }
        }
        return best;
    }

    private void transform(double[] re, double[] im) {
        for (int i = 1, j = 0; i < size; i++) {
            int bit = size >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                swap(re, i, j);
                swap(im, i, j);
            }
        }
        for (int half = 1; half < size; half <<= 1) {
            int stride = size / (2 * half);
            for (int block = 0; block < size; block += 2 * half) {
                for (int i = 0; i < half; i++) {
                    double c = cosine[i * stride];
                    double s = sine[i * stride];
                    int low = block + i;
                    int high = low + half;
                    double x = re[high] * c - im[high] * s;
                    double y = re[high] * s + im[high] * c;
                    re[high] = re[low] - x;
                    im[high] = im[low] - y;
                    re[low] += x;
                    im[low] += y;
                }
            }
        }
    }

    private static void swap(double[] values, int i, int j) {
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
    }
}
