package tutti.nat.srtp;

/// What a datagram looks like, before any key is touched: RTP (RFC 3550, section 5.1), RTCP (section 6), told apart
/// by RFC 5761, section 4, or nothing of ours (RFC 7983). Stateless.
///
///      0                   1                   2                   3
///     |V=2|P|X|  CC   |M|     PT      |       sequence number         |   RTP
///     |                           timestamp                           |
///     |                             SSRC                              |
///
///     |V=2|P|   RC    |   PT 192..223 |             length            |   RTCP
///     |                             SSRC                              |
///
/// Thread: any. RT-safe: yes.
public final class PacketShape {
    private static final int RTP_HEADER_BYTES = 12;
    private static final int RTCP_HEADER_BYTES = 8;
    private static final int EXTENSION_HEADER_BYTES = 4;

    /// The most significant bit of the SRTCP index word: the packet is encrypted. It always is here.
    private static final int ENCRYPTED_FLAG = 0x80;

    private PacketShape() {}

    /// Whether a datagram's first byte says RTP or RTCP: 128 to 191, version 2.
    public static boolean isMedia(byte[] buffer, int numBytes) {
        return numBytes >= RTCP_HEADER_BYTES && (buffer[0] & 0xC0) == 0x80;
    }

    /// Whether a datagram of at least 2 bytes that [#isMedia] is RTCP.
    public static boolean isControl(byte[] buffer) {
        return isControlType(buffer[1]);
    }

    private static boolean isControlType(byte type) {
        return (type & 0xE0) == 0xC0;
    }

    /// Whether this can be an SRTP packet: all that its header announces is there, and a tag behind it. Encrypted
    /// header extensions (RFC 9335, known by their profile) are never negotiated, so they do not belong here.
    public static boolean isProtectedRtp(byte[] buffer, int numBytes) {
        return isRtp(buffer, 0, numBytes, SrtpCrypto.RTP_TRAILER_BYTES);
    }

    static boolean isPlainRtp(byte[] buffer, int offsetBytes, int numBytes) {
        return isRtp(buffer, offsetBytes, numBytes, 0);
    }

    private static boolean isRtp(byte[] buffer, int offsetBytes, int numBytes, int trailerBytes) {
        int neededBytes = RTP_HEADER_BYTES + trailerBytes;
        if (numBytes < neededBytes || (buffer[offsetBytes] & 0xC0) != 0x80 || isControlType(buffer[offsetBytes + 1])) {
            return false;
        }
        int csrcBytes = 4 * (buffer[offsetBytes] & 0x0F);
        neededBytes += csrcBytes;
        if ((buffer[offsetBytes] & 0x10) == 0) {
            return numBytes >= neededBytes;
        }
        neededBytes += EXTENSION_HEADER_BYTES;
        if (numBytes < neededBytes) {
            return false;
        }
        int extensionAt = offsetBytes + RTP_HEADER_BYTES + csrcBytes;
        int profile = uint16(buffer, extensionAt);
        neededBytes += 4 * uint16(buffer, extensionAt + 2);
        return numBytes >= neededBytes && profile != 0xC0DE && profile != 0xC2DE;
    }

    /// Whether this can be an SRTCP packet: whole words, a tag and an index behind them, marked as encrypted.
    public static boolean isProtectedRtcp(byte[] buffer, int numBytes) {
        int plainBytes = numBytes - SrtpCrypto.RTCP_TRAILER_BYTES;
        return isPlainRtcp(buffer, 0, plainBytes) && (buffer[numBytes - 4] & ENCRYPTED_FLAG) != 0;
    }

    static boolean isPlainRtcp(byte[] buffer, int offsetBytes, int numBytes) {
        return numBytes >= RTCP_HEADER_BYTES
                && numBytes % 4 == 0
                && (buffer[offsetBytes] & 0xC0) == 0x80
                && isControlType(buffer[offsetBytes + 1]);
    }

    /// The SSRC of an RTP packet of at least 12 bytes.
    public static int rtpSsrc(byte[] buffer, int offsetBytes) {
        return int32(buffer, offsetBytes + 8);
    }

    /// The sender's SSRC of an RTCP packet of at least 8 bytes.
    public static int rtcpSsrc(byte[] buffer, int offsetBytes) {
        return int32(buffer, offsetBytes + 4);
    }

    private static int uint16(byte[] buffer, int at) {
        return (buffer[at] & 0xFF) << 8 | (buffer[at + 1] & 0xFF);
    }

    private static int int32(byte[] buffer, int at) {
        return uint16(buffer, at) << 16 | uint16(buffer, at + 2);
    }
}
