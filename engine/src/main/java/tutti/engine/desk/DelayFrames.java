package tutti.engine.desk;

import tutti.engine.driver.DriverFormat;

/// Delays in frames.
final class DelayFrames {
    private DelayFrames() {}

    /// The nearest whole number: at 48 kHz a delay is met to 10 us.
    static int of(double ms, DriverFormat format) {
        return (int) Math.round(ms * format.sampleRateHz() / 1_000);
    }
}
