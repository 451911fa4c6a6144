package tutti.engine.driver;

import tutti.plugins.api.RealTimeSafe;

/// How a driver runs.
///
/// @param sampleRateHz frames a second, nominal, 8,000 to 384,000
/// @param periodFrames frames a callback, 1 to 8,192
public record DriverFormat(int sampleRateHz, int periodFrames) {
    /// The longest period that any driver may have.
    public static final int MAX_PERIOD_FRAMES = 8192;

    public DriverFormat {
        if (sampleRateHz < 8_000 || sampleRateHz > 384_000) {
            throw new IllegalArgumentException(
                    "A sample rate of " + sampleRateHz + " Hz is outside 8,000 to 384,000 Hz.");
        }
        if (periodFrames < 1 || periodFrames > MAX_PERIOD_FRAMES) {
            throw new IllegalArgumentException(
                    "A period of " + periodFrames + " frames is outside 1 to " + MAX_PERIOD_FRAMES + ".");
        }
    }

    /// The nominal length of a period in nanoseconds.
    @RealTimeSafe
    public long periodNs() {
        return 1_000_000_000L * periodFrames / sampleRateHz;
    }
}
