package tutti.engine.judge;

/// Sound that can be read anywhere and more than once: samples by channel and frame, +-1.0 = 0 dBFS. Frames before
/// its beginning and after its end are silent.
///
/// Thread: one at a time.
public interface Sound {
    /// How many channels there are, 1 or more.
    int numChannels();

    /// Reads a stretch of one channel.
    ///
    /// @param firstFrame may be negative, or beyond the end
    /// @param into receives `numFrames` samples from index 0
    void read(int channel, long firstFrame, float[] into, int numFrames);

    /// Samples in memory; kept, not copied.
    ///
    /// @param channels planar `[channel][frame]`, all of the same length
    static Sound of(float[]... channels) {
        return new Sound() {
            @Override
            public int numChannels() {
                return channels.length;
            }

            @Override
            public void read(int channel, long firstFrame, float[] into, int numFrames) {
                float[] samples = channels[channel];
                for (int i = 0; i < numFrames; i++) {
                    long frame = firstFrame + i;
                    into[i] = frame >= 0 && frame < samples.length ? samples[(int) frame] : 0;
                }
            }
        };
    }
}
