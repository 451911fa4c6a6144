package tutti.engine.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An RTCP sender report (RFC 3550 section 6.4.1) with its report blocks; the only RTCP that the engine itself sends.
///
/// ```
///  0                   1                   2                   3
/// |V=2|P|   RC    |   PT = 200    |          length / 4 - 1       |
/// |                         SSRC of sender                        |
/// |              NTP time (64), RTP time (32)                     |
/// |         packets sent (32), payload bytes sent (32)            |
/// |                 report blocks, 24 bytes each                  |
/// ```
///
/// @param ssrc a stream of the sender
/// @param sentNs the sender's media clock when it was made, in nanoseconds
/// @param rtpTimestamp the same moment on the stream's timeline
/// @param packets packets sent of that stream
/// @param payloadBytes their payload
/// @param blocks at most [#MAX_BLOCKS]
public record SenderReport(
        int ssrc, long sentNs, int rtpTimestamp, int packets, int payloadBytes, List<ReportBlock> blocks) {
    /// As many as five bits can count.
    public static final int MAX_BLOCKS = 31;

    private static final int TYPE = 200;
    private static final int HEADER_BYTES = 28;
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    public SenderReport {
        blocks = List.copyOf(blocks);
        if (blocks.size() > MAX_BLOCKS) {
            throw new IllegalArgumentException("A sender report has at most " + MAX_BLOCKS + " blocks.");
        }
    }

    /// Writes the report at the start of `buffer` and tells its length in bytes.
    public int encode(byte[] buffer) {
        int length = HEADER_BYTES + ReportBlock.BYTES * blocks.size();
        buffer[0] = (byte) (0x80 | blocks.size());
        buffer[1] = (byte) TYPE;
        SHORT.set(buffer, 2, (short) (length / 4 - 1));
        INT.set(buffer, 4, ssrc);
        LONG.set(buffer, 8, NtpTime.fromNs(sentNs));
        INT.set(buffer, 16, rtpTimestamp);
        INT.set(buffer, 20, packets);
        INT.set(buffer, 24, payloadBytes);
        int at = HEADER_BYTES;
        for (ReportBlock block : blocks) {
            INT.set(buffer, at, block.ssrc());
            INT.set(buffer, at + 4, (block.fractionLost() << 24) | (block.cumulativeLost() & 0xFF_FFFF));
            INT.set(buffer, at + 8, block.highestSequence());
            INT.set(buffer, at + 12, block.jitterFrames());
            INT.set(buffer, at + 16, block.lastReport());
            INT.set(buffer, at + 20, block.delaySinceLastReport());
            at += ReportBlock.BYTES;
        }
        return length;
    }

    /// Reads the first packet of a compound, if it is a sender report.
    public static Optional<SenderReport> decode(byte[] buffer, int offset, int numBytes) {
        if (numBytes < HEADER_BYTES || (buffer[offset] & 0xC0) != 0x80 || (buffer[offset + 1] & 0xFF) != TYPE) {
            return Optional.empty();
        }
        int count = buffer[offset] & 0x1F;
        int length = 4 * (((short) SHORT.get(buffer, offset + 2) & 0xFFFF) + 1);
        if (length > numBytes || length < HEADER_BYTES + ReportBlock.BYTES * count) {
            return Optional.empty();
        }
        List<ReportBlock> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(decodeBlock(buffer, offset + HEADER_BYTES + ReportBlock.BYTES * i));
        }
        return Optional.of(new SenderReport(
                (int) INT.get(buffer, offset + 4),
                NtpTime.toNs((long) LONG.get(buffer, offset + 8)),
                (int) INT.get(buffer, offset + 16),
                (int) INT.get(buffer, offset + 20),
                (int) INT.get(buffer, offset + 24),
                blocks));
    }

    private static ReportBlock decodeBlock(byte[] buffer, int at) {
        int lost = (int) INT.get(buffer, at + 4);
        return new ReportBlock(
                (int) INT.get(buffer, at),
                lost >>> 24,
                (lost << 8) >> 8,
                (int) INT.get(buffer, at + 8),
                (int) INT.get(buffer, at + 12),
                (int) INT.get(buffer, at + 16),
                (int) INT.get(buffer, at + 20));
    }
}
