package tutti.engine.desk;

/// Whether everybody is to be heard equally late, and how late.
///
/// @param isMatched whether strips are padded
/// @param targetMs how late everybody is heard, 0 to [#MAX_TARGET_MS]; 0 for what is suggested when it is first needed
/// @param isOwnDelayed whether one hears oneself as late as the others
public record LatencySettings(boolean isMatched, double targetMs, boolean isOwnDelayed) {
    /// The latest: far beyond what anybody can play together with.
    public static final double MAX_TARGET_MS = 300;

    /// Nobody is padded.
    public static final LatencySettings OFF = new LatencySettings(false, 0, false);

    public LatencySettings {
        if (!(targetMs >= 0 && targetMs <= MAX_TARGET_MS)) {
            throw new IllegalArgumentException("A target latency goes from 0 to 300 ms, not to " + targetMs + ".");
        }
    }

    public LatencySettings withMatched(boolean nowMatched) {
        return new LatencySettings(nowMatched, targetMs, isOwnDelayed);
    }

    public LatencySettings withTargetMs(double newTargetMs) {
        return new LatencySettings(isMatched, newTargetMs, isOwnDelayed);
    }

    public LatencySettings withOwnDelayed(boolean nowDelayed) {
        return new LatencySettings(isMatched, targetMs, nowDelayed);
    }
}
