package tutti.engine.driver.virtual;

import java.nio.file.Path;
import tutti.engine.driver.DriverException;
import tutti.engine.wav.WavException;
import tutti.engine.wav.WavFile;
import tutti.plugins.api.RealTimeSafe;

/// A recording that is played again and again, without a gap. Ports beyond its channels hear its channels again from
/// the first on, so that a mono file is heard on both sides.
public final class LoopSource implements SignalSource {
    private final float[][] channels;

    /// @param channels planar float32 `[channel][frame]`, +-1.0 = 0 dBFS, all of the same length, at least one frame;
    ///     kept, not copied
    public LoopSource(float[][] channels) {
        if (channels.length == 0 || channels[0].length == 0) {
            throw new IllegalArgumentException("There is nothing in it to be played.");
        }
        this.channels = channels.clone();
    }

    /// A WAV file.
    ///
    /// @param sampleRateHz the driver's
    /// @throws DriverException if it cannot be read, is empty, or runs at another rate
    public static LoopSource ofWav(Path path, int sampleRateHz) {
        try {
            WavFile file = WavFile.read(path);
            if (file.sampleRateHz() != sampleRateHz) {
                throw new DriverException(path + " runs at " + file.sampleRateHz() + " Hz and the driver at "
                        + sampleRateHz + " Hz; convert the file or choose its rate.");
            }
            if (file.numFrames() == 0) {
                throw new DriverException(path + " is empty; give a file with sound in it.");
            }
            float[][] channels = new float[file.numChannels()][];
            for (int channel = 0; channel < channels.length; channel++) {
                channels[channel] = file.channel(channel);
            }
            return new LoopSource(channels);
        } catch (WavException e) {
            throw new DriverException(e.getMessage(), e);
        }
    }

    /// How many different channels there are. Thread: any.
    public int numChannels() {
        return channels.length;
    }

    /// The length of the loop. Thread: any.
    public int numFrames() {
        return channels[0].length;
    }

    @Override
    @RealTimeSafe
    public void fill(int channel, long startFrame, float[] into, int offsetFrames, int numFrames) {
        float[] samples = channels[channel % channels.length];
        int from = (int) (startFrame % samples.length);
        int at = offsetFrames;
        int left = numFrames;
        while (left > 0) {
            int count = Math.min(left, samples.length - from);
            System.arraycopy(samples, from, into, at, count);
            at += count;
            left -= count;
            from = 0;
        }
    }
}
