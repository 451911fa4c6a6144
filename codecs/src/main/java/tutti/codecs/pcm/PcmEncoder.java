package tutti.codecs.pcm;

import tutti.codecs.AudioEncoder;
import tutti.plugins.api.RealTimeSafe;

/// Interleaves the channels; the formats below write one channel at a time, which keeps their loops free of
/// everything else.
@RealTimeSafe
abstract sealed class PcmEncoder implements AudioEncoder permits L16Encoder, L24Encoder, L32FEncoder, MuLawEncoder {
    private final int numChannels;
    private final int bytesPerSample;

    PcmEncoder(int numChannels, int bytesPerSample) {
        this.numChannels = numChannels;
        this.bytesPerSample = bytesPerSample;
    }

    @Override
    public final int encode(float[][] planar, int offsetFrames, int numFrames, byte[] payload, int offsetBytes) {
        int frameBytes = numChannels * bytesPerSample;
        for (int channel = 0; channel < numChannels; channel++) {
            int firstByte = offsetBytes + channel * bytesPerSample;
            writeChannel(planar[channel], offsetFrames, numFrames, payload, firstByte, frameBytes);
        }
        return numFrames * frameBytes;
    }

    /// Writes the samples of one channel, `strideBytes` apart.
    abstract void writeChannel(
            float[] samples, int offsetFrames, int numFrames, byte[] payload, int firstByte, int strideBytes);
}
