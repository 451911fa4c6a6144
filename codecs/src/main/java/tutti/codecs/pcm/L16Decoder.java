package tutti.codecs.pcm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import tutti.plugins.api.RealTimeSafe;

/// 16 bit to float, exactly: x = s / 2^15.
@RealTimeSafe
final class L16Decoder extends PcmDecoder {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    L16Decoder(int numChannels) {
        super(numChannels, Short.BYTES);
    }

    @Override
    void readChannel(byte[] payload, int firstByte, int strideBytes, float[] samples, int numFrames) {
        int index = firstByte;
        for (int frame = 0; frame < numFrames; frame++) {
            samples[frame] = (short) SHORT.get(payload, index) * 0x1p-15f;
            index += strideBytes;
        }
    }
}
