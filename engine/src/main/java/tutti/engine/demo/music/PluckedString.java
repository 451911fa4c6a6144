package tutti.engine.demo.music;

import java.util.random.RandomGenerator;

/// A plucked string: Karplus and Strong, "Digital Synthesis of Plucked-String and Drum Timbres", CMJ 7(2), 1983,
/// tuned and damped as Jaffe and Smith describe, "Extensions of the Karplus-Strong Plucked-String Algorithm", same
/// issue: a burst of noise circles in a delay line of one period, through a gentle low-pass and an all-pass that
/// makes up the fraction of a sample.
final class PluckedString {
    private final int sampleRateHz;
    private final RandomGenerator random;

    PluckedString(int sampleRateHz, RandomGenerator random) {
        this.sampleRateHz = sampleRateHz;
        this.random = random;
    }

    /// Plucks.
    ///
    /// @param frequencyHz the pitch
    /// @param seconds how long until it has fallen by 60 dB, if nobody stops it
    /// @param brightness 0 (thumb) to 1 (nail)
    /// @param into receives the sound, whose level does not depend on the pitch
    /// @param holdFrames when it is stopped; it is damped over the frames from there to `numFrames`
    void pluck(double frequencyHz, double seconds, double brightness, float[] into, int holdFrames, int numFrames) {
        // The low-pass (1 - s) x[n] + s x[n-1] delays by about s, the all-pass by 0.1 to 1.1.
        double smoothing = 0.22 - 0.16 * brightness;
        double period = sampleRateHz / frequencyHz;
        int length = (int) (period - smoothing - 0.1);
        double fraction = period - smoothing - length;
        float allPass = (float) ((1 - fraction) / (1 + fraction));
        float feedback = (float) Math.pow(10, -3 / (seconds * frequencyHz));
        float[] line = excitation(length, brightness);
        float s = (float) smoothing;
        float before = 0;
        float allPassIn = 0;
        float allPassOut = 0;
        int at = 0;
        for (int i = 0; i < numFrames; i++) {
            float out = line[at];
            into[i] = out;
            float smooth = feedback * ((1 - s) * out + s * before);
            before = out;
            allPassOut = allPass * (smooth - allPassOut) + allPassIn;
            allPassIn = smooth;
            line[at] = allPassOut;
            at = at + 1 == length ? 0 : at + 1;
        }
        int attackFrames = Math.min(numFrames, sampleRateHz / 700);
        for (int i = 0; i < attackFrames; i++) {
            into[i] *= (float) i / attackFrames;
        }
        for (int i = holdFrames; i < numFrames; i++) {
            into[i] *= (float) (numFrames - i) / (numFrames - holdFrames);
        }
    }

    /// Noise without the overtones that have a node where the string is plucked, a sixth of its length from the
    /// bridge, rounded off by the finger, of mean zero and unit power.
    private float[] excitation(int length, double brightness) {
        float[] noise = new float[length];
        // Two poles at the overtone that still gets through: the second for a thumb, the eleventh for a nail.
        float finger = (float) (1 - Math.exp(-2 * Math.PI * (2 + 9 * brightness) / length));
        float state = 0;
        float softer = 0;
        for (int pass = 0; pass < 2; pass++) {
            // The second pass begins with the state that the first one ended with: the burst is periodic.
            for (int i = 0; i < length; i++) {
                if (pass == 0) {
                    noise[i] = random.nextFloat() - 0.5f;
                }
                state += finger * (noise[i] - state);
                softer += finger * (state - softer);
                if (pass == 1) {
                    noise[i] = softer;
                }
            }
        }
        float[] plucked = new float[length];
        int pluckedAt = Math.max(1, length / 6);
        double power = 0;
        for (int i = 0; i < length; i++) {
            plucked[i] = noise[i] - noise[Math.floorMod(i - pluckedAt, length)];
            power += plucked[i] * plucked[i];
        }
        float gain = (float) (0.3 / Math.sqrt(power / length + 1e-12));
        for (int i = 0; i < length; i++) {
            plucked[i] *= gain;
        }
        return plucked;
    }
}
