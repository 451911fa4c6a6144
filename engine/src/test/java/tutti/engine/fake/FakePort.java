package tutti.engine.fake;

import java.util.Arrays;
import tutti.engine.driver.CapturePort;
import tutti.engine.driver.PlaybackPort;

/// A port of either kind: remembers what was written, and reads as what was put in.
public final class FakePort implements CapturePort, PlaybackPort {
    public final float[] samples = new float[8192];
    public int writes;
    public boolean closed;
    public int latencyFrames;
    private final String name;

    public FakePort(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int latencyFrames() {
        return latencyFrames;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void read(float[] into, int offsetFrames, int numFrames) {
        System.arraycopy(samples, 0, into, offsetFrames, numFrames);
    }

    @Override
    public void write(float[] from, int offsetFrames, int numFrames) {
        if (closed) {
            throw new IllegalStateException(name + " was closed while a plan named it");
        }
        writes++;
        System.arraycopy(from, offsetFrames, samples, 0, numFrames);
    }

    public FakePort filledWith(float value) {
        Arrays.fill(samples, value);
        return this;
    }
}
