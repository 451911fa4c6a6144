package tutti.engine.driver.virtual;

import tutti.engine.driver.PlaybackPort;
import tutti.plugins.api.RealTimeSafe;

/// A port that is heard on one channel of the sink, or nowhere.
final class VirtualPlaybackPort extends VirtualPort implements PlaybackPort {
    private final SignalSink sink;
    private final int channel;
    private final float[] samples;

    /// Whether something was written in the cycle that runs. The callback's own.
    private boolean written;

    VirtualPlaybackPort(String name, VirtualDriver driver, SignalSink sink, int periodFrames) {
        super(name, driver);
        this.sink = sink;
        channel = sink.channelOf(name);
        samples = new float[periodFrames];
    }

    @RealTimeSafe
    void beginCycle() {
        written = false;
    }

    @RealTimeSafe
    void endCycle(long startFrame, int numFrames, boolean fault) {
        if (written && !fault && channel != SignalSink.NOWHERE) {
            sink.write(channel, startFrame, samples, numFrames);
        }
        written = false;
    }

    @Override
    @RealTimeSafe
    public void write(float[] from, int offsetFrames, int numFrames) {
        System.arraycopy(from, offsetFrames, samples, 0, numFrames);
        written = true;
    }
}
