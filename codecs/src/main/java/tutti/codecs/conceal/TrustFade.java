package tutti.codecs.conceal;

import tutti.plugins.api.RealTimeSafe;

/// How long a prediction is believed. It holds its level for H, and goes to silence until E:
///
/// ```
/// g(t) = 1 - 3 u^2 + 2 u^3      u = (t - H) / (E - H), 0 to 1
/// ```
///
/// The better the model foretold the last frames before the gap, the longer: from H = 0, E = 20 ms at an error of
/// -5 dB, over which nothing is heard of drums but a short tail, to H = 10 ms, E = 60 ms at -25 dB. Measured: the
/// gain that leaves the least error is 0.4 after 10 ms in the first case and 0.9 in the second
/// (engine/docs/decisions/0007-concealment.md).
///
/// Thread: the callback. RT-safe: yes, all but the constructor.
@RealTimeSafe
final class TrustFade {
    private static final double DOUBTED_DB = -5;
    private static final double TRUSTED_DB = -25;
    private static final double MAX_HOLD_MS = 10;
    private static final double MIN_END_MS = 20;
    private static final double MAX_END_MS = 60;

    private final double framesPerMs;
    private int holdFrames;
    private int endFrames;

    TrustFade(int sampleRateHz) {
        framesPerMs = sampleRateHz / 1000.0;
    }

    /// @param errorDb of the last frames before the gap
    void begin(double errorDb) {
        double trust = Math.clamp((DOUBTED_DB - errorDb) / (DOUBTED_DB - TRUSTED_DB), 0.0, 1.0);
        holdFrames = (int) (trust * MAX_HOLD_MS * framesPerMs);
        endFrames = (int) ((MIN_END_MS + trust * (MAX_END_MS - MIN_END_MS)) * framesPerMs);
    }

    /// From this frame of the gap on there is silence.
    int endFrames() {
        return endFrames;
    }

    /// The gain of the frame that many after the first missing one, 1 to 0.
    float gain(int gapFrame) {
        if (gapFrame < holdFrames) {
            return 1f;
        }
        float u = Math.min(1f, (gapFrame - holdFrames) / (float) (endFrames - holdFrames));
        return 1f - u * u * (3f - 2f * u);
    }
}
