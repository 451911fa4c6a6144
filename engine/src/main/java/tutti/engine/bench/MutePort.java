package tutti.engine.bench;

import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.PlaybackPort;
import tutti.plugins.api.RealTimeSafe;

/// A port that leads nowhere, as costly as a copy.
@RealTimeSafe
final class MutePort implements CapturePort, PlaybackPort {
    private final float[] memory = new float[DriverFormat.MAX_PERIOD_FRAMES];

    @Override
    public void read(float[] into, int offsetFrames, int numFrames) {
        System.arraycopy(memory, 0, into, offsetFrames, numFrames);
    }

    @Override
    public void write(float[] from, int offsetFrames, int numFrames) {
        System.arraycopy(from, offsetFrames, memory, 0, numFrames);
    }

    @Override
    public String name() {
        return "mute";
    }

    @Override
    public int latencyFrames() {
        return 0;
    }

    @Override
    public void close() {}
}
