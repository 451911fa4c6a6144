package tutti.engine.driver.javasound;

import java.util.Arrays;
import tutti.engine.driver.CapturePort;
import tutti.engine.driver.PlaybackPort;
import tutti.plugins.api.RealTimeSafe;

/// A port of either direction: one channel of the card's buffer, or nothing.
final class CardPort implements CapturePort, PlaybackPort {
    /// Not a channel of the card: silence in, nowhere out.
    static final int NOWHERE = -1;

    private final JavaSoundDriver driver;
    private final String name;
    private final boolean isCapture;
    private final int channel;
    private final float[] samples;

    /// Whether this port's samples are those of the cycle that runs. The callback's own.
    private boolean isCurrent;

    CardPort(JavaSoundDriver driver, String name, boolean isCapture, int channel, int periodFrames) {
        this.driver = driver;
        this.name = name;
        this.isCapture = isCapture;
        this.channel = channel;
        samples = new float[periodFrames];
    }

    boolean isCapture() {
        return isCapture;
    }

    @RealTimeSafe
    int channel() {
        return channel;
    }

    /// The samples of this cycle. The callback's.
    @RealTimeSafe
    float[] samples() {
        return samples;
    }

    @RealTimeSafe
    boolean isCurrent() {
        return isCurrent;
    }

    @RealTimeSafe
    void setCurrent(boolean current) {
        isCurrent = current;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int latencyFrames() {
        return channel == NOWHERE ? 0 : driver.latencyFrames(isCapture);
    }

    @Override
    @RealTimeSafe
    public void read(float[] into, int offsetFrames, int numFrames) {
        if (isCurrent) {
            System.arraycopy(samples, 0, into, offsetFrames, numFrames);
        } else {
            Arrays.fill(into, offsetFrames, offsetFrames + numFrames, 0);
        }
    }

    @Override
    @RealTimeSafe
    public void write(float[] from, int offsetFrames, int numFrames) {
        System.arraycopy(from, offsetFrames, samples, 0, numFrames);
        isCurrent = true;
    }

    @Override
    public void close() {
        driver.remove(this);
    }
}
