package tutti.engine.receive;

import tutti.plugins.api.RealTimeSafe;

/// Steers the reader to its place: how many of the sender's frames the next cycle takes for each of its own.
///
/// A proportional-integral loop whose integral part, the drift, is measured by [ArrivalLine] and fed forward:
///
/// ```
/// ratio = nominal + slope - w e        w = 2 pi F / rate        e = reader's place - wanted place, in frames
/// ```
///
/// with F = 0.5 Hz while the reader is more than half a frame off (a new delay, the first drift), and 0.05 Hz to stay
/// there, so that the tremble of the measurement is not heard. Where both sides run on one clock, the last few frames
/// are taken at 0.03 %, and the end is met exactly. The correction is at most 0.3 %, 5 cents: a
/// millisecond is moved in a third of a second.
///
/// Thread: the callback. RT-safe: yes.
@RealTimeSafe
final class PlayoutServo {
    /// The greatest part by which sound is played faster or slower in order to move.
    static final double MAX_CORRECTION = 0.003;

    private static final double ACQUIRE_HZ = 0.5;
    private static final double TRACK_HZ = 0.05;
    private static final double NEAR_FRAMES = 0.5;
    private static final double LANDING_CORRECTION = 0.0003;

    private final double nominalRatio;
    private final double acquireGain;
    private final double trackGain;

    PlayoutServo(double nominalRatio, int outputRateHz) {
        this.nominalRatio = nominalRatio;
        acquireGain = 2 * Math.PI * ACQUIRE_HZ / outputRateHz;
        trackGain = 2 * Math.PI * TRACK_HZ / outputRateHz;
    }

    /// The sender's frames to take for each local frame.
    ///
    /// @param slope the drift, see [PlayoutPlan#slope]
    /// @param errorFrames how far the reader stands beyond its place
    double ratio(double slope, double errorFrames) {
        double gain = Math.abs(errorFrames) > NEAR_FRAMES ? acquireGain : trackGain;
        double most = MAX_CORRECTION * nominalRatio;
        return nominalRatio + slope - Math.clamp(gain * errorFrames, -most, most);
    }

    /// The same on one clock: where the reader is close enough, it goes at the nominal speed.
    double levelRatio(double errorFrames) {
        return Math.abs(errorFrames) <= NEAR_FRAMES ? nominalRatio : landingRatio(errorFrames);
    }

    /// The same on one clock and rate, where the reader ends on its place exactly: it never slows down for good.
    double landingRatio(double errorFrames) {
        double correction = Math.clamp(acquireGain * Math.abs(errorFrames), LANDING_CORRECTION, MAX_CORRECTION);
        return nominalRatio - Math.copySign(correction * nominalRatio, errorFrames);
    }

    /// Whether a cycle of so many frames can take the reader all the way to its place.
    boolean canLand(double errorFrames, int numFrames) {
        return Math.abs(errorFrames) <= MAX_CORRECTION * numFrames;
    }
}
