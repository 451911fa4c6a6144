package tutti.engine.system;

/// A sine of known frequency fitted to a stretch of sound by least squares, and what is left over: for
/// x(n) = a cos(w n) + b sin(w n) + c + r(n), w = 2 pi f / rate.
///
/// @param peak amplitude, sqrt(a^2 + b^2)
/// @param phaseCycles phase at frame 0 of the sound, -0.5 to 0.5
/// @param noiseDb power of r relative to the sine's: THD+N
record Tone(double peak, double phaseCycles, double noiseDb) {
    /// @param from first frame of the stretch
    /// @param numFrames best many periods of the sine
    static Tone fit(float[] sound, int from, int numFrames, double frequencyHz, double rateHz) {
        double cyclesPerFrame = frequencyHz / rateHz;
        double[][] normal = new double[3][3];
        double[] right = new double[3];
        double[] basis = new double[3];
        for (int n = from; n < from + numFrames; n++) {
            basisAt(n * cyclesPerFrame, basis);
            for (int i = 0; i < 3; i++) {
                right[i] += basis[i] * sound[n];
                for (int j = 0; j < 3; j++) {
                    normal[i][j] += basis[i] * basis[j];
                }
            }
        }
        double[] solution = solve(normal, right);
        double residue = 0;
        for (int n = from; n < from + numFrames; n++) {
            basisAt(n * cyclesPerFrame, basis);
            double r = sound[n] - basis[0] * solution[0] - basis[1] * solution[1] - basis[2] * solution[2];
            residue += r * r;
        }
        double peak = Math.hypot(solution[0], solution[1]);
        return new Tone(
                peak,
                Math.atan2(solution[0], solution[1]) / (2 * Math.PI),
                10 * Math.log10(residue / numFrames / (peak * peak / 2)));
    }

    /// The true frequency, found from how far the phase moves between two stretches.
    static double frequencyHz(float[] sound, int first, int second, int numFrames, double nearHz, double rateHz) {
        double moved = fit(sound, second, numFrames, nearHz, rateHz).phaseCycles
                - fit(sound, first, numFrames, nearHz, rateHz).phaseCycles;
        return nearHz + (moved - Math.rint(moved)) * rateHz / (second - first);
    }

    private static void basisAt(double cycles, double[] basis) {
        double angle = 2 * Math.PI * (cycles - Math.floor(cycles));
        basis[0] = Math.cos(angle);
        basis[1] = Math.sin(angle);
        basis[2] = 1;
    }

    /// Gaussian elimination; the matrix is positive definite and far from singular.
    private static double[] solve(double[][] a, double[] b) {
        for (int i = 0; i < 3; i++) {
            for (int row = i + 1; row < 3; row++) {
                double factor = a[row][i] / a[i][i];
                for (int column = i; column < 3; column++) {
                    a[row][column] -= factor * a[i][column];
                }
                b[row] -= factor * b[i];
            }
        }
        double[] x = new double[3];
        for (int i = 2; i >= 0; i--) {
            double sum = b[i];
            for (int column = i + 1; column < 3; column++) {
                sum -= a[i][column] * x[column];
            }
            x[i] = sum / a[i][i];
        }
        return x;
    }
}
