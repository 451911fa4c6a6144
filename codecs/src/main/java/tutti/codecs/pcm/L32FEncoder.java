package tutti.codecs.pcm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import tutti.plugins.api.RealTimeSafe;

/// The bits of a float, little-endian; of NaN and the infinities those of 0.
@RealTimeSafe
final class L32FEncoder extends PcmEncoder {
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    L32FEncoder(int numChannels) {
        super(numChannels, Float.BYTES);
    }

    @Override
    void writeChannel(
            float[] samples, int offsetFrames, int numFrames, byte[] payload, int firstByte, int strideBytes) {
        int index = firstByte;
        for (int frame = offsetFrames; frame < offsetFrames + numFrames; frame++) {
            float sample = samples[frame];
            FLOAT.set(payload, index, Float.isFinite(sample) ? sample : 0f);
            index += strideBytes;
        }
    }
}
