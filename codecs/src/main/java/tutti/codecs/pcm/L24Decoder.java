package tutti.codecs.pcm;

import tutti.plugins.api.RealTimeSafe;

/// 24 bit to float, exactly: x = s / 2^23.
@RealTimeSafe
final class L24Decoder extends PcmDecoder {
    private static final int BYTES = 3;

    L24Decoder(int numChannels) {
        super(numChannels, BYTES);
    }

    @Override
    void readChannel(byte[] payload, int firstByte, int strideBytes, float[] samples, int numFrames) {
        int index = firstByte;
        for (int frame = 0; frame < numFrames; frame++) {
            // Only the first byte keeps its sign.
            int sample = payload[index] << 16 | (payload[index + 1] & 0xFF) << 8 | (payload[index + 2] & 0xFF);
            samples[frame] = sample * 0x1p-23f;
            index += strideBytes;
        }
    }
}
