package tutti.codecs.pcm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import tutti.plugins.api.RealTimeSafe;

/// Float to 16 bit: s = round(2^15 x + d), d being triangular dither, clipped to -32,768..32,767.
@RealTimeSafe
final class L16Encoder extends PcmEncoder {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private final TriangularDither dither;

    L16Encoder(int numChannels, long seed) {
        super(numChannels, Short.BYTES);
        dither = new TriangularDither(seed);
    }

    @Override
    void writeChannel(
            float[] samples, int offsetFrames, int numFrames, byte[] payload, int firstByte, int strideBytes) {
        int index = firstByte;
        for (int frame = offsetFrames; frame < offsetFrames + numFrames; frame++) {
            // The cast makes 0 of NaN and the nearest int of everything too large.
            int rounded = (int) Math.rint(samples[frame] * 0x1p15 + dither.next());
            SHORT.set(payload, index, (short) Math.clamp(rounded, Short.MIN_VALUE, Short.MAX_VALUE));
            index += strideBytes;
        }
    }
}
