package tutti.engine.wav;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import tutti.plugins.api.RealTimeSafe;

/// How samples lie in WAV files and in sound cards' buffers: interleaved, little-endian. Integers are full scale at
/// 2^(bits - 1), so that a 16 or 24-bit sample survives the way to float and back to the bit. Beyond +-1.0 integers
/// are clipped, and NaN becomes 0.
@RealTimeSafe
public enum SampleFormat {
    INT_16(2),
    INT_24(3),
    INT_32(4),
    FLOAT_32(4);

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private final int bytes;

    SampleFormat(int bytes) {
        this.bytes = bytes;
    }

    /// Bytes a sample. Thread: any. RT-safe: yes.
    public int bytes() {
        return bytes;
    }

    /// Reads one channel out of interleaved bytes.
    ///
    /// Thread: any. RT-safe: yes.
    ///
    /// @param from the bytes
    /// @param offsetBytes where this channel's first sample lies
    /// @param strideBytes from one frame to the next
    /// @param into receives float32 samples, +-1.0 = 0 dBFS
    public void decode(byte[] from, int offsetBytes, int strideBytes, float[] into, int offsetFrames, int numFrames) {
        int at = offsetBytes;
        int end = offsetFrames + numFrames;
        switch (this) {
            case INT_16 -> {
                for (int i = offsetFrames; i < end; i++, at += strideBytes) {
                    into[i] = (short) SHORTS.get(from, at) * 0x1p-15f;
                }
            }
            case INT_24 -> {
                for (int i = offsetFrames; i < end; i++, at += strideBytes) {
                    int sample = (from[at] & 0xff) | ((from[at + 1] & 0xff) << 8) | (from[at + 2] << 16);
                    into[i] = sample * 0x1p-23f;
                }
            }
            case INT_32 -> {
                for (int i = offsetFrames; i < end; i++, at += strideBytes) {
                    into[i] = (int) INTS.get(from, at) * 0x1p-31f;
                }
            }
            case FLOAT_32 -> {
                for (int i = offsetFrames; i < end; i++, at += strideBytes) {
                    into[i] = (float) FLOATS.get(from, at);
                }
            }
        }
    }

    /// Writes one channel into interleaved bytes. As [#decode].
    ///
    /// Thread: any. RT-safe: yes.
    public void encode(float[] from, int offsetFrames, int numFrames, byte[] into, int offsetBytes, int strideBytes) {
        int at = offsetBytes;
        int end = offsetFrames + numFrames;
        switch (this) {
            case INT_16 -> {
                for (int i = offsetFrames; i < end; i++, at += strideBytes) {
                    SHORTS.set(into, at, (short) rounded(from[i], 0x1p15));
                }
            }
            case INT_24 -> {
                for (int i = offsetFrames; i < end; i++, at += strideBytes) {
                    int sample = rounded(from[i], 0x1p23);
                    into[at] = (byte) sample;
                    into[at + 1] = (byte) (sample >> 8);
                    into[at + 2] = (byte) (sample >> 16);
                }
            }
            case INT_32 -> {
                for (int i = offsetFrames; i < end; i++, at += strideBytes) {
                    INTS.set(into, at, rounded(from[i], 0x1p31));
                }
            }
            case FLOAT_32 -> {
                for (int i = offsetFrames; i < end; i++, at += strideBytes) {
                    FLOATS.set(into, at, from[i]);
                }
            }
        }
    }

    private static int rounded(float sample, double fullScale) {
        return (int) Math.rint(Math.max(-fullScale, Math.min(fullScale - 1, sample * fullScale)));
    }
}
