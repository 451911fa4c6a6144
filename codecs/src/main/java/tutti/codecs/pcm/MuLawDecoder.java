package tutti.codecs.pcm;

import tutti.plugins.api.RealTimeSafe;

/// 8-bit mu-law to float: each code stands for the middle of its step. See [MuLawEncoder].
@RealTimeSafe
final class MuLawDecoder extends PcmDecoder {
    MuLawDecoder(int numChannels) {
        super(numChannels, Byte.BYTES);
    }

    @Override
    void readChannel(byte[] payload, int firstByte, int strideBytes, float[] samples, int numFrames) {
        int index = firstByte;
        for (int frame = 0; frame < numFrames; frame++) {
            int code = ~payload[index];
            int biased = (((code & 0x0F) << 3) + MuLawEncoder.BIAS) << ((code & 0x70) >> 4);
            int magnitude = biased - MuLawEncoder.BIAS;
            samples[frame] = ((code & 0x80) == 0 ? magnitude : -magnitude) * 0x1p-15f;
            index += strideBytes;
        }
    }
}
