package tutti.engine.driver.virtual;

import tutti.plugins.api.RealTimeSafe;

/// What a virtual driver's capture ports hear: a function of channel and time, so that it can be asked twice and
/// gives the same sound again.
public interface SignalSource {
    /// Nothing at all, on every channel.
    SignalSource SILENCE = (channel, startFrame, into, offsetFrames, numFrames) -> {
        for (int i = offsetFrames; i < offsetFrames + numFrames; i++) {
            into[i] = 0;
        }
    };

    /// Writes one channel's samples.
    ///
    /// Thread: the callback. RT-safe: yes.
    ///
    /// @param channel 0 or more; a source with fewer channels gives what it likes, without throwing
    /// @param startFrame number of the first frame since the driver started, 0 or more
    /// @param into receives float32 samples, +-1.0 = 0 dBFS
    @RealTimeSafe
    void fill(int channel, long startFrame, float[] into, int offsetFrames, int numFrames);

    /// Which channel a capture port hears. Thread: the conductor.
    ///
    /// @param portName the name it is opened by
    /// @param order how many capture ports of other names were opened before it; the usual answer
    default int channelOf(String portName, int order) {
        return order;
    }
}
