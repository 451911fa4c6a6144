package tutti.engine.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tutti.nat.link.MediaLink;

/// An RTCP sender report (RFC 3550 section 6.4.1) with its report blocks; the only RTCP that the engine itself sends.
///
/// ```
///  0                   1                   2                   3
/// |V=2|P|   RC    |   PT = 200    |          length / 4 - 1       |
/// |                         SSRC of sender                        |
/// |              NTP time (64), RTP time (32)                     |
/// |         packets sent (32), payload bytes sent (32)            |
/// |                 report blocks, 24 bytes each                  |
/// |     "Tt"      |  version = 1  |  N    | health of N streams,  |
/// |                                         24 bytes each         |
/// ```
///
/// What follows the report blocks is a profile-specific extension (section 6.4.3). One that is not ours, or of
/// another version, is passed over: [#health] is empty then.
///
/// A stream's health is laid out like this:
///
/// ```
/// |                             SSRC                              |
/// |  loss share of 2 s (1/65536)  |  loss share of 20 s (1/65536) |
/// |     burst     | allowance (/4)|      mean burst (1/16)        |
/// |   concealed share (1/65536)   | queueing delay (1/65536 s)    |
/// |   repaired share by a copy 1, 2, 3, 4 packets back (1/255)    |
/// |                           5, 6, 7, 8                          |
/// ```
///
/// @param ssrc a stream of the sender
/// @param sentNs the sender's media clock when it was made, in nanoseconds
/// @param rtpTimestamp the same moment on the stream's timeline
/// @param packets packets sent of that stream
/// @param payloadBytes their payload
/// @param blocks at most [#MAX_BLOCKS]
/// @param health at most [#MAX_BLOCKS]; may be of fewer streams than the blocks
public record SenderReport(
        int ssrc,
        long sentNs,
        int rtpTimestamp,
        int packets,
        int payloadBytes,
        List<ReportBlock> blocks,
        List<StreamHealth> health) {
    private static final int TYPE = 200;
    private static final int HEADER_BYTES = 28;
    private static final int EXTENSION_HEADER_BYTES = 4;
    private static final int MAX_BYTES = 1200 - MediaLink.TRAILER_BYTES;

    /// As many streams as fit into 1,200 bytes with their health: 23. A peer sends 16 at most
    /// ([EngineDescription#MAX_TRACKS]).
    public static final int MAX_BLOCKS =
            (MAX_BYTES - HEADER_BYTES - EXTENSION_HEADER_BYTES) / (ReportBlock.BYTES + StreamHealth.BYTES);

    private static final int EXTENSION_NAME = ('T' << 8) | 't';
    private static final int EXTENSION_VERSION = 1;
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    public SenderReport {
        blocks = List.copyOf(blocks);
        health = List.copyOf(health);
        if (blocks.size() > MAX_BLOCKS || health.size() > MAX_BLOCKS) {
            throw new IllegalArgumentException("A sender report has at most " + MAX_BLOCKS + " blocks.");
        }
    }

    /// A report without the extension.
    public SenderReport(
            int ssrc, long sentNs, int rtpTimestamp, int packets, int payloadBytes, List<ReportBlock> blocks) {
        this(ssrc, sentNs, rtpTimestamp, packets, payloadBytes, blocks, List.of());
    }

    /// Writes the report at the start of `buffer` and tells its length in bytes.
    public int encode(byte[] buffer) {
        int extension = health.isEmpty() ? 0 : EXTENSION_HEADER_BYTES + StreamHealth.BYTES * health.size();
        int length = HEADER_BYTES + ReportBlock.BYTES * blocks.size() + extension;
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
        if (!health.isEmpty()) {
            encodeHealth(buffer, at);
        }
        return length;
    }

    private void encodeHealth(byte[] buffer, int start) {
        INT.set(buffer, start, (EXTENSION_NAME << 16) | (EXTENSION_VERSION << 8) | health.size());
        int at = start + EXTENSION_HEADER_BYTES;
        for (StreamHealth stream : health) {
            INT.set(buffer, at, stream.ssrc());
            SHORT.set(buffer, at + 4, (short) stream.lossShare());
            SHORT.set(buffer, at + 6, (short) stream.slowLossShare());
            buffer[at + 8] = (byte) stream.burstPackets();
            buffer[at + 9] = (byte) stream.allowanceQuarters();
            SHORT.set(buffer, at + 10, (short) stream.meanBurst());
            SHORT.set(buffer, at + 12, (short) stream.concealedShare());
            SHORT.set(buffer, at + 14, (short) stream.queueingDelay());
            LONG.set(buffer, at + 16, stream.repairedShares());
            at += StreamHealth.BYTES;
        }
    }

    /// Reads the first packet of a compound, if it is a sender report.
    public static Optional<SenderReport> decode(byte[] buffer, int offset, int numBytes) {
        if (numBytes < HEADER_BYTES || (buffer[offset] & 0xC0) != 0x80 || (buffer[offset + 1] & 0xFF) != TYPE) {
            return Optional.empty();
        }
        int count = buffer[offset] & 0x1F;
        int length = 4 * (((short) SHORT.get(buffer, offset + 2) & 0xFFFF) + 1);
        int blocksEnd = HEADER_BYTES + ReportBlock.BYTES * count;
        if (count > MAX_BLOCKS || length > numBytes || length < blocksEnd) {
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
                blocks,
                decodeHealth(buffer, offset + blocksEnd, length - blocksEnd)));
    }

    private static List<StreamHealth> decodeHealth(byte[] buffer, int start, int numBytes) {
        if (numBytes < EXTENSION_HEADER_BYTES
                || (int) INT.get(buffer, start) >>> 8 != ((EXTENSION_NAME << 8) | EXTENSION_VERSION)) {
            return List.of();
        }
        int count = buffer[start + 3] & 0xFF;
        if (count > MAX_BLOCKS || numBytes < EXTENSION_HEADER_BYTES + StreamHealth.BYTES * count) {
            return List.of();
        }
        List<StreamHealth> health = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = start + EXTENSION_HEADER_BYTES + StreamHealth.BYTES * i;
            health.add(new StreamHealth(
                    (int) INT.get(buffer, at),
                    unsigned16(buffer, at + 4),
                    unsigned16(buffer, at + 6),
                    buffer[at + 8] & 0xFF,
                    buffer[at + 9] & 0xFF,
                    unsigned16(buffer, at + 10),
                    unsigned16(buffer, at + 12),
                    unsigned16(buffer, at + 14),
                    (long) LONG.get(buffer, at + 16)));
        }
        return health;
    }

    private static int unsigned16(byte[] buffer, int at) {
        return (short) SHORT.get(buffer, at) & 0xFFFF;
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
