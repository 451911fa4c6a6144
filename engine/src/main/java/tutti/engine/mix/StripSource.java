package tutti.engine.mix;

import tutti.plugins.api.RealTimeSafe;

/// Where the sound of a strip comes from.
@RealTimeSafe
public interface StripSource {
    /// Makes one period of sound.
    ///
    /// Thread: the callback, once a cycle. RT-safe: yes.
    ///
    /// @param numFrames at most the driver's period
    /// @param cycleStartNs when the cycle began, smoothed
    /// @param nsPerFrame how long a local frame takes
    /// @param captureFrame the driver's number of the first frame
    /// @return float32 samples `[channel][frame]`, as many channels as the strip has; the mixer may change them
    ///     until the next call
    float[][] pull(int numFrames, long cycleStartNs, double nsPerFrame, long captureFrame);
}
