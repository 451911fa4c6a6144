package tutti.codecs.pcm;

import tutti.plugins.api.RealTimeSafe;

/// Float to 24 bit: s = round(2^23 x), clipped to -8,388,608..8,388,607. Float itself has 24 significant bits, so
/// there is nothing to dither at full scale, and values that are whole steps stay exact.
@RealTimeSafe
final class L24Encoder extends PcmEncoder {
    private static final int BYTES = 3;
    private static final int MIN = -(1 << 23);
    private static final int MAX = (1 << 23) - 1;

    L24Encoder(int numChannels) {
        super(numChannels, BYTES);
    }

    @Override
    void writeChannel(
            float[] samples, int offsetFrames, int numFrames, byte[] payload, int firstByte, int strideBytes) {
        int index = firstByte;
        for (int frame = offsetFrames; frame < offsetFrames + numFrames; frame++) {
            // The cast makes 0 of NaN and the nearest int of everything too large.
            int sample = Math.clamp((int) Math.rint(samples[frame] * 0x1p23), MIN, MAX);
            payload[index] = (byte) (sample >> 16);
            payload[index + 1] = (byte) (sample >> 8);
            payload[index + 2] = (byte) sample;
            index += strideBytes;
        }
    }
}
