package tutti.codecs.pcm;

import tutti.codecs.AudioDecoder;
import tutti.plugins.api.RealTimeSafe;

/// Checks a payload's length before anything is written, then takes the channels apart; the formats below read one
/// channel at a time.
@RealTimeSafe
abstract sealed class PcmDecoder implements AudioDecoder permits L16Decoder, L24Decoder, L32FDecoder, MuLawDecoder {
    private final int numChannels;
    private final int bytesPerSample;

    PcmDecoder(int numChannels, int bytesPerSample) {
        this.numChannels = numChannels;
        this.bytesPerSample = bytesPerSample;
    }

    @Override
    public final int decode(byte[] payload, int offsetBytes, int numBytes, float[][] planar) {
        int frameBytes = numChannels * bytesPerSample;
        if (offsetBytes < 0 || numBytes <= 0 || numBytes > payload.length - offsetBytes || numBytes % frameBytes != 0) {
            return MALFORMED;
        }
        int numFrames = numBytes / frameBytes;
        if (!hasRoom(planar, numFrames)) {
            return MALFORMED;
        }
        for (int channel = 0; channel < numChannels; channel++) {
            readChannel(payload, offsetBytes + channel * bytesPerSample, frameBytes, planar[channel], numFrames);
        }
        return numFrames;
    }

    private boolean hasRoom(float[][] planar, int numFrames) {
        if (planar.length < numChannels) {
            return false;
        }
        for (int channel = 0; channel < numChannels; channel++) {
            if (planar[channel].length < numFrames) {
                return false;
            }
        }
        return true;
    }

    /// Reads the samples of one channel, `strideBytes` apart.
    abstract void readChannel(byte[] payload, int firstByte, int strideBytes, float[] samples, int numFrames);
}
