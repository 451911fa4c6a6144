package tutti.engine.mix;

import tutti.plugins.api.RealTimeSafe;

/// Keeps a stereo bus from ever exceeding 0 dBFS, without looking ahead and so without delay. It is there to save
/// ears and converters, not to make things loud.
///
/// With the greater of both sides' magnitudes p, and the gain g for both sides:
///
/// ```
/// g += (1 - g) (1 - e^(-1 / (0.1 s rate)))        every frame: back to 1 with a time constant of 100 ms
/// g  = 1 / p   if p g > 1                         at once: the sample itself comes out at 0 dBFS
/// ```
///
/// What is below 0 dBFS passes unchanged to the bit while g is 1. Samples that are no numbers become silence,
/// whether or not the limiter is on: nothing downstream is to be spoilt by them.
///
/// Thread: the callback. RT-safe: yes.
@RealTimeSafe
final class Limiter {
    private static final float CEILING = 1;
    private static final double RELEASE_SECONDS = 0.1;
    private static final double NEARLY_ONE = 1 - 1e-6;

    private final double release;

    /// A float would come to rest below 1, where a frame's part of the way is less than its last bit.
    private double gain = 1;

    private double leastGain = 1;

    Limiter(int sampleRateHz) {
        release = -Math.expm1(-1 / (RELEASE_SECONDS * sampleRateHz));
    }

    /// Works in place.
    ///
    /// @param isOn when it is switched off, the gain returns to 1 as after any attack
    void process(float[] left, float[] right, int numFrames, boolean isOn) {
        float peak = Math.max(ChannelStrip.peak(left, numFrames), ChannelStrip.peak(right, numFrames));
        if (!(peak <= Float.MAX_VALUE)) {
            silenceNonsense(left, numFrames);
            silenceNonsense(right, numFrames);
            peak = Float.MAX_VALUE;
        }
        leastGain = gain;
        if (gain == 1 && (!isOn || peak <= CEILING)) {
            return;
        }
        double g = gain;
        for (int i = 0; i < numFrames; i++) {
            g += (1 - g) * release;
            float p = Math.max(Math.abs(left[i]), Math.abs(right[i]));
            if (isOn && p * g > CEILING) {
                g = CEILING / p;
                leastGain = Math.min(leastGain, g);
            }
            left[i] = (float) (left[i] * g);
            right[i] = (float) (right[i] * g);
        }
        if (isOn) {
            cut(left, numFrames);
            cut(right, numFrames);
        }
        gain = g > NEARLY_ONE ? 1 : g;
    }

    /// The least gain in the latest period.
    double leastGain() {
        return leastGain;
    }

    /// `p * (1 / p)` may round to a little more than 1.
    private static void cut(float[] samples, int numFrames) {
        for (int i = 0; i < numFrames; i++) {
            samples[i] = Math.max(-CEILING, Math.min(CEILING, samples[i]));
        }
    }

    private static void silenceNonsense(float[] samples, int numFrames) {
        for (int i = 0; i < numFrames; i++) {
            samples[i] = Float.isFinite(samples[i]) ? samples[i] : 0;
        }
    }
}
