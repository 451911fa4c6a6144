package tutti.engine.driver.virtual;

import tutti.plugins.api.RealTimeSafe;

/// A sine on every channel; channel c sounds c + 1 times as high, so that mixed-up channels are heard.
///
/// @param frequencyHz of channel 0, above 0
/// @param peak the amplitude, 0 to 1
/// @param sampleRateHz the driver's
public record SineSource(double frequencyHz, float peak, int sampleRateHz) implements SignalSource {
    @Override
    @RealTimeSafe
    public void fill(int channel, long startFrame, float[] into, int offsetFrames, int numFrames) {
        double cyclesPerFrame = frequencyHz * (channel + 1) / sampleRateHz;
        for (int i = 0; i < numFrames; i++) {
            double cycles = (startFrame + i) * cyclesPerFrame;
            into[offsetFrames + i] = peak * (float) Math.sin(2 * Math.PI * (cycles - Math.floor(cycles)));
        }
    }
}
