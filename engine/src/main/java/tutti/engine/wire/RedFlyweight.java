package tutti.engine.wire;

/// A view of the payload of one RTP packet that carries copies of earlier ones, RFC 2198 section 3: a header of four
/// bytes for each copy, a last header of one byte for the primary payload, then the blocks in the order of their
/// headers.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |1|   block PT  |     timestamp offset      |   block length    |   at most 2 times
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |0|   block PT  |
/// +-+-+-+-+-+-+-+-+
/// | copies ...    | primary payload ...
/// ```
///
/// A copy's timestamp is the packet's less the offset. [#wrap] checks every length once; the accessors rely on it.
/// One thread an instance.
public final class RedFlyweight {
    /// The RTP payload type of `red`, dynamic.
    public static final int PAYLOAD_TYPE = 100;

    /// The most copies that are taken from a packet, and put into one.
    public static final int MAX_COPIES = 2;

    /// A copy's header.
    public static final int COPY_HEADER_BYTES = 4;

    /// The primary payload's header.
    public static final int PRIMARY_HEADER_BYTES = 1;

    /// The longest copy: 10 bits.
    public static final int MAX_COPY_BYTES = 1_023;

    /// The furthest that a copy lies before the packet, in frames: 14 bits.
    public static final int MAX_OFFSET_FRAMES = 16_383;

    private static final int FOLLOWED = 0x80;
    private static final int LENGTH_BITS = 10;

    private final int[] payloadTypes = new int[MAX_COPIES + 1];
    private final int[] offsetsFrames = new int[MAX_COPIES + 1];
    private final int[] offsetsBytes = new int[MAX_COPIES + 1];
    private final int[] lengthsBytes = new int[MAX_COPIES + 1];
    private int numCopies;

    /// Writes the header of a copy.
    ///
    /// @param payloadType how the copy is encoded, 0 to 127
    /// @param offsetFrames how far its first frame lies before the packet's, 0 to [#MAX_OFFSET_FRAMES]
    /// @param numBytes its length, 1 to [#MAX_COPY_BYTES]
    /// @return where the next header goes
    public static int writeCopyHeader(byte[] buffer, int at, int payloadType, int offsetFrames, int numBytes) {
        buffer[at] = (byte) (FOLLOWED | payloadType);
        int rest = offsetFrames << LENGTH_BITS | numBytes;
        buffer[at + 1] = (byte) (rest >> 16);
        buffer[at + 2] = (byte) (rest >> 8);
        buffer[at + 3] = (byte) rest;
        return at + COPY_HEADER_BYTES;
    }

    /// Writes the last header, that of the primary payload.
    ///
    /// @return where the first copy goes, or the primary payload if there is none
    public static int writePrimaryHeader(byte[] buffer, int at, int payloadType) {
        buffer[at] = (byte) payloadType;
        return at + PRIMARY_HEADER_BYTES;
    }

    /// Parses the headers of a payload that somebody else made. Anything may be in it.
    ///
    /// @return false if a length in it leads outside, there are more than [#MAX_COPIES] copies, or no primary
    ///     payload
    public boolean wrap(byte[] payload, int offsetBytes, int numBytes) {
        int end = offsetBytes + numBytes;
        int at = offsetBytes;
        int copies = 0;
        int copiesBytes = 0;
        while (at < end && (payload[at] & FOLLOWED) != 0) {
            if (copies == MAX_COPIES || at + COPY_HEADER_BYTES > end) {
                return false;
            }
            int rest = (payload[at + 1] & 0xFF) << 16 | (payload[at + 2] & 0xFF) << 8 | (payload[at + 3] & 0xFF);
            payloadTypes[copies] = payload[at] & 0x7F;
            offsetsFrames[copies] = rest >> LENGTH_BITS;
            lengthsBytes[copies] = rest & MAX_COPY_BYTES;
            copiesBytes += lengthsBytes[copies];
            copies++;
            at += COPY_HEADER_BYTES;
        }
        if (end - at - PRIMARY_HEADER_BYTES - copiesBytes < 1) {
            return false;
        }
        payloadTypes[copies] = payload[at];
        offsetsFrames[copies] = 0;
        lengthsBytes[copies] = end - at - PRIMARY_HEADER_BYTES - copiesBytes;
        at += PRIMARY_HEADER_BYTES;
        for (int block = 0; block <= copies; block++) {
            offsetsBytes[block] = at;
            at += lengthsBytes[block];
        }
        numCopies = copies;
        return true;
    }

    /// How many copies there are; the block of that number is the primary payload.
    public int numCopies() {
        return numCopies;
    }

    /// How a block is encoded, 0 to 127.
    ///
    /// @param block 0 to [#numCopies]
    public int payloadType(int block) {
        return payloadTypes[block];
    }

    /// How far a block's first frame lies before the packet's; 0 for the primary payload.
    public int offsetFrames(int block) {
        return offsetsFrames[block];
    }

    /// Where a block begins in the wrapped array.
    public int blockOffsetBytes(int block) {
        return offsetsBytes[block];
    }

    /// A block's length; a copy's may be 0.
    public int blockBytes(int block) {
        return lengthsBytes[block];
    }
}
