package tutti.engine.judge;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Sounds, and what paths do to them, from seeds. Float arithmetic alone, so that every computer makes the same.
final class Damage {
    static final int RATE_HZ = 48_000;
    static final int NUM_FRAMES = 8 * RATE_HZ;

    private Damage() {}

    /// White noise, a third of full scale.
    static float[] noise(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] noise = new float[NUM_FRAMES];
        for (int i = 0; i < NUM_FRAMES; i++) {
            noise[i] = (float) (random.nextDouble() - 0.5) * 0.6f;
        }
        return noise;
    }

    /// Plucked notes of a pentatonic scale with six harmonics, four a second, in a loop of two seconds.
    static float[] tune(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] loop = new float[2 * RATE_HZ];
        int[] scale = {0, 3, 5, 7, 10, 12};
        for (int note = 0; note < 8; note++) {
            double hz = 196 * Math.pow(2, scale[random.nextInt(scale.length)] / 12.0);
            for (int i = 0; i < RATE_HZ; i++) {
                int at = (note * RATE_HZ / 4 + i) % loop.length;
                double seconds = (double) i / RATE_HZ;
                for (int harmonic = 1; harmonic <= 6; harmonic++) {
                    loop[at] += (float) (0.12
                            / harmonic
                            * Math.min(1, seconds * 200)
                            * Math.exp(-seconds * (2 + harmonic))
                            * Math.sin(2 * Math.PI * hz * harmonic * seconds));
                }
            }
        }
        float[] tune = new float[NUM_FRAMES];
        for (int i = 0; i < NUM_FRAMES; i++) {
            tune[i] = loop[i % loop.length];
        }
        return tune;
    }

    /// The same some frames later, with silence before and nothing cut off.
    static float[] delayed(float[] sound, int frames) {
        float[] delayed = new float[sound.length + RATE_HZ];
        System.arraycopy(sound, 0, delayed, frames, sound.length);
        return delayed;
    }

    /// The same later by a time that changes evenly, as of a path that resamples.
    static float[] resampled(float[] sound, double lagFrames, double slidePpm) {
        float[] later = new float[sound.length + RATE_HZ];
        for (int i = 0; i < later.length; i++) {
            double at = i - lagFrames - slidePpm * 1e-6 * i;
            int whole = (int) Math.floor(at);
            double sum = 0;
            for (int j = whole - 31; j <= whole + 32; j++) {
                if (j >= 0 && j < sound.length) {
                    sum += sound[j] * FractionalDelay.kernel(at - j);
                }
            }
            later[i] = (float) sum;
        }
        return later;
    }

    /// Silence in place of every so many packets of 64 frames.
    static float[] torn(float[] heard, int everyPackets) {
        float[] torn = heard.clone();
        for (int packet = 0; 64 * (packet + 1) <= torn.length; packet += everyPackets) {
            Arrays.fill(torn, 64 * packet, 64 * (packet + 1), 0);
        }
        return torn;
    }

    /// The end of one and the beginning of another.
    static float[] joined(float[] first, float[] second, int atFrame) {
        float[] joined = first.clone();
        System.arraycopy(second, atFrame, joined, atFrame, second.length - atFrame);
        return joined;
    }

    /// With some noise on top.
    static float[] noisy(float[] heard, double amplitude, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] noisy = heard.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += (float) ((random.nextDouble() - 0.5) * 2 * amplitude);
        }
        return noisy;
    }
}
