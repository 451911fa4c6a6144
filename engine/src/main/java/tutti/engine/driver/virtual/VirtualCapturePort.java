package tutti.engine.driver.virtual;

import java.util.Arrays;
import tutti.engine.driver.CapturePort;
import tutti.plugins.api.RealTimeSafe;

/// A port that hears one channel of the source.
final class VirtualCapturePort extends VirtualPort implements CapturePort {
    private static final long NO_CYCLE = -1;

    private final SignalSource source;
    private final int channel;

    /// The first frame of the cycle that runs. The callback's own.
    private long cycleFrame = NO_CYCLE;

    VirtualCapturePort(String name, VirtualDriver driver, SignalSource source, int channel) {
        super(name, driver);
        this.source = source;
        this.channel = channel;
    }

    @RealTimeSafe
    void beginCycle(long startFrame) {
        cycleFrame = startFrame;
    }

    @RealTimeSafe
    void endCycle() {
        cycleFrame = NO_CYCLE;
    }

    @Override
    @RealTimeSafe
    public void read(float[] into, int offsetFrames, int numFrames) {
        if (cycleFrame == NO_CYCLE) {
            Arrays.fill(into, offsetFrames, offsetFrames + numFrames, 0);
        } else {
            source.fill(channel, cycleFrame, into, offsetFrames, numFrames);
        }
    }
}
