package tutti.codecs.pcm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import tutti.plugins.api.RealTimeSafe;

/// The bits of a float, little-endian. NaN and the infinities become 0: a peer must not be able to poison a mix.
@RealTimeSafe
final class L32FDecoder extends PcmDecoder {
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    L32FDecoder(int numChannels) {
        super(numChannels, Float.BYTES);
    }

    @Override
    void readChannel(byte[] payload, int firstByte, int strideBytes, float[] samples, int numFrames) {
        int index = firstByte;
        for (int frame = 0; frame < numFrames; frame++) {
            float sample = (float) FLOAT.get(payload, index);
            samples[frame] = Float.isFinite(sample) ? sample : 0f;
            index += strideBytes;
        }
    }
}
