package tutti.engine.mix;

import tutti.plugins.api.RealTimeSafe;

/// A factor that goes to each new value on a smooth way of 10 ms instead of jumping there, so that nobody hears a
/// click.
///
/// The way from g to g + d is the cubic that begins with the slope m that the factor has (Hermite), and ends level:
///
/// ```
/// p(s) = g + m s + (3 d - 2 m) s^2 + (m - 2 d) s^3      s = 0 .. 1 over the ramp
/// ```
///
/// From rest it is `3 s^2 - 2 s^3`, whose spectrum falls by 18 dB an octave above 100 Hz, where a jump's falls by
/// 6. A value that comes while the factor is moving bends the way without a kink, as long as it goes on in the same
/// direction: m is kept between 0 and 3 d, so that the factor never leaves the range between where it is and where
/// it is going (Fritsch and Carlson 1980). The ramp begins with the first frame of the period in which the value
/// came, and lasts a whole number of frames whatever the period is; then the factor is exact.
///
/// Thread: the callback. RT-safe: yes.
@RealTimeSafe
public final class GainRamp {
    private static final int RAMPS_PER_SECOND = 100;

    private final int rampFrames;
    private final float perFrame;
    private boolean isSet;
    private float target;
    private int leftFrames;
    private float c0;
    private float c1;
    private float c2;
    private float c3;

    /// @param fadesIn whether it begins at 0; otherwise it takes its first value at once
    public GainRamp(int sampleRateHz, boolean fadesIn) {
        rampFrames = rampFrames(sampleRateHz);
        perFrame = 1f / rampFrames;
        isSet = fadesIn;
    }

    /// How long a ramp is.
    public static int rampFrames(int sampleRateHz) {
        return Math.max(1, sampleRateHz / RAMPS_PER_SECOND);
    }

    /// Goes to another value from the next frame on; no effect if that is where it is going already.
    void aim(float newTarget) {
        if (newTarget == target && isSet) {
            return;
        }
        if (!isSet) {
            isSet = true;
            target = newTarget;
            return;
        }
        float from = value();
        float change = newTarget - from;
        float slope = Math.clamp(slope(), Math.min(0, 3 * change), Math.max(0, 3 * change));
        c0 = from;
        c1 = slope;
        c2 = 3 * change - 2 * slope;
        c3 = slope - 2 * change;
        target = newTarget;
        leftFrames = rampFrames;
    }

    /// The factor of the next frame.
    float value() {
        if (leftFrames == 0) {
            return target;
        }
        float s = (rampFrames - leftFrames) * perFrame;
        return c0 + s * (c1 + s * (c2 + s * c3));
    }

    private float slope() {
        if (leftFrames == 0) {
            return 0;
        }
        float s = (rampFrames - leftFrames) * perFrame;
        return c1 + s * (2 * c2 + s * 3 * c3);
    }

    /// Whether all that is multiplied by it from here on is silence, until it aims elsewhere.
    boolean isSilent() {
        return leftFrames == 0 && target == 0;
    }

    /// Adds `from`, multiplied, to `onto`. The factor itself stays where it is until [#advance].
    void addTo(float[] from, float[] onto, int numFrames) {
        int moving = Math.min(leftFrames, numFrames);
        int done = rampFrames - leftFrames;
        for (int i = 0; i < moving; i++) {
            float s = (done + i) * perFrame;
            onto[i] += from[i] * (c0 + s * (c1 + s * (c2 + s * c3)));
        }
        float steady = target;
        if (steady == 0) {
            return;
        }
        for (int i = moving; i < numFrames; i++) {
            onto[i] += from[i] * steady;
        }
    }

    /// Multiplies in place. The factor itself stays where it is until [#advance].
    void scale(float[] samples, int numFrames) {
        int moving = Math.min(leftFrames, numFrames);
        int done = rampFrames - leftFrames;
        for (int i = 0; i < moving; i++) {
            float s = (done + i) * perFrame;
            samples[i] *= c0 + s * (c1 + s * (c2 + s * c3));
        }
        float steady = target;
        if (steady == 1) {
            return;
        }
        for (int i = moving; i < numFrames; i++) {
            samples[i] *= steady;
        }
    }

    /// Lets frames pass.
    void advance(int numFrames) {
        leftFrames = Math.max(0, leftFrames - numFrames);
    }
}
