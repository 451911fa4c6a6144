package tutti.codecs.conceal;

import java.util.Random;

/// Sounds to take frames out of, float32 at 48 kHz.
final class Sounds {
    static final int RATE_HZ = 48_000;

    private Sounds() {}

    static float[] sine(double toneHz, double amplitude, int numFrames) {
        float[] sound = new float[numFrames];
        for (int frame = 0; frame < numFrames; frame++) {
            sound[frame] = (float) (amplitude * Math.sin(2 * Math.PI * toneHz * frame / RATE_HZ));
        }
        return sound;
    }

    /// Three tones and a little noise.
    static float[] chord(int numFrames, long seed) {
        float[] sound = noise(numFrames, 1e-4, seed);
        add(sound, sine(220, 0.3, numFrames));
        add(sound, sine(277.2, 0.2, numFrames));
        add(sound, sine(1_318.5, 0.1, numFrames));
        return sound;
    }

    static float[] noise(int numFrames, double deviation, long seed) {
        Random random = new Random(seed);
        float[] sound = new float[numFrames];
        for (int frame = 0; frame < numFrames; frame++) {
            sound[frame] = (float) (deviation * random.nextGaussian());
        }
        return sound;
    }

    static void add(float[] to, float[] sound) {
        for (int frame = 0; frame < to.length; frame++) {
            to[frame] += sound[frame];
        }
    }

    static float[] scaled(float[] sound, float gain) {
        float[] scaled = new float[sound.length];
        for (int frame = 0; frame < sound.length; frame++) {
            scaled[frame] = gain * sound[frame];
        }
        return scaled;
    }

    static double energy(float[] sound, int from, int to) {
        double energy = 0;
        for (int frame = from; frame < to; frame++) {
            energy += (double) sound[frame] * sound[frame];
        }
        return energy;
    }

    /// 10 log10 of the energy of the difference over that of the truth.
    static double errorDb(float[] truth, float[] heard, int from, int to) {
        double error = 0;
        for (int frame = from; frame < to; frame++) {
            double off = (double) heard[frame] - truth[frame];
            error += off * off;
        }
        return 10 * Math.log10(error / energy(truth, from, to));
    }
}
