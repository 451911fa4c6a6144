package tutti.engine.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A view of one RTP packet in a byte array, RFC 3550 section 5.1, as Tutti sends it: no CSRCs, one header extension
/// in the one-byte form of RFC 8285 with the capture time.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
/// |                           timestamp                           |
/// |                             SSRC                              |
/// |      0xBE     |      0xDE     |           length = 3          |
/// | ID=1  | len=7 |   capture time, ns on the sender's media      |
/// |      clock, 64 bit            ...                             |
/// |      ...                      |   0   |   0   |   0           |
/// |                         payload ...                           |
/// ```
///
/// [#wrap] checks every length once; the accessors rely on it. One thread an instance.
public final class RtpFlyweight {
    /// Bytes before the payload in packets that [#writeHeader] makes: fixed header 12, extension header 4, element
    /// 12.
    public static final int HEADER_BYTES = 28;

    /// The longest RTP packet sent, so that with the tag of 16 bytes (RFC 7714) it fits into 1,200 bytes of UDP
    /// payload.
    public static final int MAX_PACKET_BYTES = 1200 - 16;

    /// The longest payload.
    public static final int MAX_PAYLOAD_BYTES = MAX_PACKET_BYTES - HEADER_BYTES;

    private static final int FIXED_HEADER_BYTES = 12;
    private static final int ONE_BYTE_PROFILE = 0xBEDE;
    private static final int CAPTURE_TIME_ID = 1;
    private static final int CAPTURE_TIME_BYTES = 8;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] buffer = new byte[0];
    private int offsetBytes;
    private int payloadOffsetBytes;
    private int payloadBytes;
    private boolean hasCaptureTime;
    private long captureTimeNs;

    /// Writes a whole header at the start of `buffer`; the payload follows at [#HEADER_BYTES].
    public static void writeHeader(
            byte[] buffer, int payloadType, int sequence, int timestamp, int ssrc, long captureTimeNs) {
        buffer[0] = (byte) 0x90;
        buffer[1] = (byte) payloadType;
        writeSequence(buffer, sequence);
        INT.set(buffer, 4, timestamp);
        INT.set(buffer, 8, ssrc);
        INT.set(buffer, 12, (ONE_BYTE_PROFILE << 16) | 3);
        buffer[16] = (byte) ((CAPTURE_TIME_ID << 4) | (CAPTURE_TIME_BYTES - 1));
        LONG.set(buffer, 17, captureTimeNs);
        buffer[25] = 0;
        buffer[26] = 0;
        buffer[27] = 0;
    }

    /// Writes the sequence number alone, modulo 2^16.
    public static void writeSequence(byte[] buffer, int sequence) {
        SHORT.set(buffer, 2, (short) sequence);
    }

    /// Parses the header of a packet that somebody else made. Anything may be in it.
    ///
    /// @return false if it is not an RTP packet of version 2 with a payload, or a length in it leads outside
    public boolean wrap(byte[] packet, int offset, int numBytes) {
        buffer = packet;
        offsetBytes = offset;
        if (numBytes < FIXED_HEADER_BYTES || (packet[offset] & 0xC0) != 0x80) {
            return false;
        }
        int first = packet[offset];
        int end = offset + numBytes;
        int at = offset + FIXED_HEADER_BYTES + 4 * (first & 0x0F);
        hasCaptureTime = false;
        if ((first & 0x10) != 0) {
            if (at + 4 > end) {
                return false;
            }
            int extensionEnd = at + 4 + 4 * (((short) SHORT.get(packet, at + 2)) & 0xFFFF);
            if (extensionEnd > end) {
                return false;
            }
            if (((short) SHORT.get(packet, at) & 0xFFFF) == ONE_BYTE_PROFILE) {
                readElements(at + 4, extensionEnd);
            }
            at = extensionEnd;
        }
        int padding = 0;
        if ((first & 0x20) != 0 && at < end) {
            padding = packet[end - 1] & 0xFF;
            if (padding == 0) {
                return false;
            }
        }
        payloadOffsetBytes = at;
        payloadBytes = end - at - padding;
        return payloadBytes > 0;
    }

    private void readElements(int from, int end) {
        int at = from;
        while (at < end) {
            int id = (buffer[at] & 0xF0) >>> 4;
            int length = (buffer[at] & 0x0F) + 1;
            if (buffer[at] == 0) {
                at++;
                continue;
            }
            if (id == 15 || at + 1 + length > end) {
                return;
            }
            if (id == CAPTURE_TIME_ID && length == CAPTURE_TIME_BYTES) {
                captureTimeNs = (long) LONG.get(buffer, at + 1);
                hasCaptureTime = true;
            }
            at += 1 + length;
        }
    }

    /// 0 to 127.
    public int payloadType() {
        return buffer[offsetBytes + 1] & 0x7F;
    }

    /// 0 to 65,535.
    public int sequence() {
        return (short) SHORT.get(buffer, offsetBytes + 2) & 0xFFFF;
    }

    /// Number of the first frame, modulo 2^32.
    public int timestamp() {
        return (int) INT.get(buffer, offsetBytes + 4);
    }

    public int ssrc() {
        return (int) INT.get(buffer, offsetBytes + 8);
    }

    /// Whether the packet says when its first frame was captured.
    public boolean hasCaptureTime() {
        return hasCaptureTime;
    }

    /// When the first frame was captured, on the sender's clock, if [#hasCaptureTime].
    public long captureTimeNs() {
        return captureTimeNs;
    }

    /// The wrapped array.
    public byte[] buffer() {
        return buffer;
    }

    /// Where the payload begins in the wrapped array.
    public int payloadOffsetBytes() {
        return payloadOffsetBytes;
    }

    /// The payload's length, at least 1.
    public int payloadBytes() {
        return payloadBytes;
    }
}
