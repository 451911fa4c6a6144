package tutti.codecs.pcm;

import tutti.plugins.api.RealTimeSafe;

/// Float to 8-bit mu-law (G.711): the magnitude plus a bias falls into one of eight segments, each twice as wide as
/// the one below and of 16 steps.
///
/// ```
///  7   6 5 4    3 2 1 0
/// +---+-------+---------+
/// | S |segment|  step   |   all bits inverted on the wire
/// +---+-------+---------+
/// ```
@RealTimeSafe
final class MuLawEncoder extends PcmEncoder {
    /// G.711's bias of 33 in 14 bits, here in 16, and the loudest magnitude that does not leave the last segment.
    static final int BIAS = 132;

    private static final int LOUDEST = (1 << 15) - 1 - BIAS;
    private static final int STEP_BITS = 4;

    /// The lowest segment's biased magnitudes have their highest bit here.
    private static final int LOWEST_BIT = 7;

    MuLawEncoder(int numChannels) {
        super(numChannels, Byte.BYTES);
    }

    @Override
    void writeChannel(
            float[] samples, int offsetFrames, int numFrames, byte[] payload, int firstByte, int strideBytes) {
        int index = firstByte;
        for (int frame = offsetFrames; frame < offsetFrames + numFrames; frame++) {
            // The cast makes 0 of NaN and the nearest int of everything too large.
            int sample = Math.clamp((int) Math.rint(samples[frame] * 0x1p15), -LOUDEST, LOUDEST);
            int biased = Math.abs(sample) + BIAS;
            int segment = Math.getExponent((float) biased) - LOWEST_BIT;
            int step = (biased >> (segment + LOWEST_BIT - STEP_BITS)) & 0x0F;
            int sign = sample < 0 ? 0x80 : 0;
            payload[index] = (byte) ~(sign | segment << STEP_BITS | step);
            index += strideBytes;
        }
    }
}
