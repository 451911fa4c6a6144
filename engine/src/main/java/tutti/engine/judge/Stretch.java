package tutti.engine.judge;

/// A stretch of a sound in memory, all channels.
final class Stretch {
    private final Sound sound;
    private final float[][] samples;
    private final int numFrames;
    private long firstFrame;

    Stretch(Sound sound, int numFrames) {
        this.sound = sound;
        this.numFrames = numFrames;
        samples = new float[sound.numChannels()][numFrames];
    }

    void read(long newFirstFrame) {
        firstFrame = newFirstFrame;
        for (int channel = 0; channel < samples.length; channel++) {
            sound.read(channel, newFirstFrame, samples[channel], numFrames);
        }
    }

    /// The frame of the sound at index 0.
    long firstFrame() {
        return firstFrame;
    }

    int numChannels() {
        return samples.length;
    }

    int numFrames() {
        return numFrames;
    }

    float[] channel(int channel) {
        return samples[channel];
    }

    /// Where a frame of the sound stands in [#channel].
    int indexOf(long frame) {
        return (int) (frame - firstFrame);
    }

    /// Energy from an index on.
    double energy(int from, int count) {
        double sum = 0;
        for (float[] channel : samples) {
            for (int i = from; i < from + count; i++) {
                sum += (double) channel[i] * channel[i];
            }
        }
        return sum;
    }

    /// Scalar product with another stretch.
    double dot(int from, Stretch other, int otherFrom, int count) {
        double sum = 0;
        for (int channel = 0; channel < samples.length; channel++) {
            float[] here = samples[channel];
            float[] there = other.samples[channel];
            for (int i = 0; i < count; i++) {
                sum += (double) here[from + i] * there[otherFrom + i];
            }
        }
        return sum;
    }
}
