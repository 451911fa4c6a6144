package tutti.engine.demo.music;

import java.util.random.RandomGenerator;

/// The instruments that are not strings: each method writes one note into an array and returns its length in frames.
final class Tones {
    private static final double TAU = 2 * Math.PI;

    /// -60 dB.
    private static final double INAUDIBLE = 1e-3;

    private final int sampleRateHz;
    private final RandomGenerator random;

    Tones(int sampleRateHz, RandomGenerator random) {
        this.sampleRateHz = sampleRateHz;
        this.random = random;
    }

    /// A bell-like electric piano: a sine whose phase is moved by a second one of the same pitch, which dies away,
    /// and a short stroke of a high one, the tine (Chowning, "The Synthesis of Complex Audio Spectra by Means of
    /// Frequency Modulation", JAES 21(7), 1973).
    ///
    /// @param velocity 0 to 1: harder is brighter
    int electricPiano(double frequencyHz, double velocity, double holdSeconds, float[] into) {
        int numFrames = frames(holdSeconds + 0.25, into);
        Partial carrier = new Partial(frequencyHz, 1.6);
        Partial body = new Partial(frequencyHz, 0.7);
        Partial tine = new Partial(frequencyHz * 14, 0.06);
        for (int i = 0; i < numFrames; i++) {
            double index = (0.5 + 1.3 * velocity) * body.next() + 0.25 * velocity * tine.next();
            into[i] = (float) (carrier.level * fastSine(carrier.phase + index / TAU));
            carrier.advance();
        }
        release(into, holdSeconds, numFrames);
        return numFrames;
    }

    /// A vibraphone bar: the fundamental and its first two tuned modes, 4 and 10 times as high.
    int vibraphone(double frequencyHz, double velocity, float[] into) {
        int numFrames = frames(1.8, into);
        Partial fundamental = new Partial(frequencyHz, 1.5);
        Partial fourth = new Partial(frequencyHz * 4, 0.45);
        Partial tenth = new Partial(Math.min(frequencyHz * 10, sampleRateHz * 0.45), 0.08);
        for (int i = 0; i < numFrames; i++) {
            into[i] = (float)
                    (0.9 * fundamental.next() + 0.22 * velocity * fourth.next() + 0.12 * velocity * tenth.next());
        }
        release(into, 1.5, numFrames);
        return numFrames;
    }

    /// A soft electric bass: a few harmonics, the higher ones the shorter.
    int bass(double frequencyHz, double velocity, double holdSeconds, float[] into) {
        int numFrames = frames(holdSeconds + 0.06, into);
        Partial[] partials = new Partial[5];
        for (int k = 0; k < partials.length; k++) {
            partials[k] = new Partial(frequencyHz * (k + 1), 2.2 / (1 + 1.4 * k));
        }
        double[] weights = {0.8, 0.45, 0.22 + 0.1 * velocity, 0.1 * velocity, 0.07 * velocity};
        for (int i = 0; i < numFrames; i++) {
            double sum = 0;
            for (int k = 0; k < partials.length; k++) {
                sum += weights[k] * partials[k].next();
            }
            into[i] = (float) sum;
        }
        release(into, holdSeconds, numFrames);
        return numFrames;
    }

    /// A bass drum, hit softly: a sine that falls from 120 to 48 Hz.
    int kick(float[] into) {
        int numFrames = frames(0.35, into);
        double phase = 0;
        for (int i = 0; i < numFrames; i++) {
            double seconds = (double) i / sampleRateHz;
            phase += (48 + 72 * Math.exp(-seconds / 0.03)) / sampleRateHz;
            into[i] = (float) (fastSine(phase) * Math.exp(-seconds / 0.09));
        }
        release(into, 0.25, numFrames);
        return numFrames;
    }

    /// Brushes or a shaker: noise without its low end that swells within the attack and dies away.
    int noise(double attackSeconds, double decaySeconds, double lowestHz, float[] into) {
        int numFrames = frames(attackSeconds + 6 * decaySeconds, into);
        // One pole each: a high-pass at lowestHz, and a low-pass at 9 kHz, which takes off the hiss.
        double high = Math.exp(-TAU * lowestHz / sampleRateHz);
        double low = 1 - Math.exp(-TAU * Math.min(9_000, 0.4 * sampleRateHz) / sampleRateHz);
        double before = 0;
        double passed = 0;
        double dull = 0;
        for (int i = 0; i < numFrames; i++) {
            double seconds = (double) i / sampleRateHz;
            double white = random.nextFloat() - 0.5;
            passed = high * (passed + white - before);
            before = white;
            dull += low * (passed - dull);
            double level = seconds < attackSeconds
                    ? seconds / attackSeconds
                    : Math.exp(-(seconds - attackSeconds) / decaySeconds);
            into[i] = (float) (dull * level);
        }
        return numFrames;
    }

    private int frames(double seconds, float[] into) {
        return Math.min(into.length, (int) (seconds * sampleRateHz));
    }

    /// No click at either end: 2 ms in, and down to nothing from `holdSeconds` on.
    private void release(float[] note, double holdSeconds, int numFrames) {
        int attack = Math.min(numFrames, sampleRateHz / 500);
        for (int i = 0; i < attack; i++) {
            note[i] *= (float) i / attack;
        }
        int from = Math.min(numFrames, (int) (holdSeconds * sampleRateHz));
        for (int i = from; i < numFrames; i++) {
            float left = (float) (numFrames - i) / (numFrames - from);
            note[i] *= left * left;
        }
    }

    /// A sine of a phase in cycles, by a parabola and its correction, to 0.1 %: plenty for an overtone.
    private static double fastSine(double cycles) {
        double x = 2 * (cycles - Math.floor(cycles + 0.5));
        double parabola = 4 * x * (1 - Math.abs(x));
        return parabola * (0.775 + 0.225 * Math.abs(parabola));
    }

    /// A sine that dies away.
    private final class Partial {
        private final double cyclesPerFrame;
        private final double decay;
        private double phase;
        private double level = 1;

        /// @param seconds until it has fallen by 60 dB
        Partial(double frequencyHz, double seconds) {
            cyclesPerFrame = frequencyHz / sampleRateHz;
            decay = Math.pow(INAUDIBLE, 1 / (seconds * sampleRateHz));
        }

        double next() {
            double sample = level * fastSine(phase);
            advance();
            return sample;
        }

        void advance() {
            phase += cyclesPerFrame;
            level *= decay;
        }
    }
}
