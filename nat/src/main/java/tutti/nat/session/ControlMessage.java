package tutti.nat.session;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tutti.nat.link.MediaLink;

/// What the two ends of a link tell each other for the link's own sake: one RTCP APP packet (RFC 3550, section 6.7),
/// named "TUTT", alone in its SRTCP packet (reduced size, RFC 5506).
///
///      0                   1                   2                   3
///     |V=2|0| subtype |    PT = 204   |       length in words - 1     |
///     |            SSRC: this end's control SSRC                      |
///     |     'T'       |     'U'       |     'T'       |     'T'       |
///     |            version                                            |   description and acknowledgement
///     |            number of bytes    |              0                |   description
///     |            bytes, then zeros to the next word ...                description
///
/// Thread: any (stateless).
sealed interface ControlMessage {
    /// "I am here."
    record KeepAlive() implements ControlMessage {}

    /// What this end offers; a higher version replaces a lower one.
    final class Description implements ControlMessage {
        final int version;
        final byte[] bytes;

        Description(int version, byte[] bytes) {
            this.version = version;
            this.bytes = bytes;
        }
    }

    /// The highest version of the other end's description that has arrived.
    record Acknowledgement(int version) implements ControlMessage {}

    /// "I am leaving, do not wait for me."
    record Goodbye() implements ControlMessage {}

    /// A subtype of the future: authentic, so not an error, but not understood.
    record Unknown() implements ControlMessage {}

    int PACKET_TYPE_APP = 204;
    int NAME = 0x54555454;
    int HEADER_BYTES = 12;
    int SUBTYPE_KEEP_ALIVE = 1;
    int SUBTYPE_DESCRIPTION = 2;
    int SUBTYPE_ACKNOWLEDGEMENT = 3;
    int SUBTYPE_GOODBYE = 4;

    /// Whether a plain RTCP packet is for the link itself rather than for whoever uses it.
    static boolean isOne(byte[] buffer, int numBytes) {
        return numBytes >= HEADER_BYTES
                && (buffer[1] & 0xFF) == PACKET_TYPE_APP
                && ByteBuffer.wrap(buffer).getInt(8) == NAME;
    }

    /// Reads a packet that [#isOne].
    ///
    /// @return null if its lengths contradict each other
    static @Nullable ControlMessage read(byte[] buffer, int numBytes) {
        ByteBuffer packet = ByteBuffer.wrap(buffer, 0, numBytes);
        int padding = buffer[0] & 0x20;
        if (padding != 0 || 4 * (packet.getShort(2) & 0xFFFF) + 4 != numBytes) {
            return null;
        }
        int bodyBytes = numBytes - HEADER_BYTES;
        return switch (buffer[0] & 0x1F) {
            case SUBTYPE_KEEP_ALIVE -> bodyBytes == 0 ? new KeepAlive() : null;
            case SUBTYPE_DESCRIPTION -> bodyBytes >= 8 ? readDescription(buffer, bodyBytes) : null;
            case SUBTYPE_ACKNOWLEDGEMENT -> bodyBytes == 4 ? new Acknowledgement(packet.getInt(HEADER_BYTES)) : null;
            case SUBTYPE_GOODBYE -> bodyBytes == 0 ? new Goodbye() : null;
            default -> new Unknown();
        };
    }

    private static @Nullable ControlMessage readDescription(byte[] buffer, int bodyBytes) {
        ByteBuffer packet = ByteBuffer.wrap(buffer);
        int version = packet.getInt(HEADER_BYTES);
        int descriptionBytes = packet.getShort(HEADER_BYTES + 4) & 0xFFFF;
        boolean fits = descriptionBytes <= MediaLink.MAX_DESCRIPTION_BYTES
                && bodyBytes == 8 + paddedBytes(descriptionBytes)
                && version > 0;
        int at = HEADER_BYTES + 8;
        return fits ? new Description(version, Arrays.copyOfRange(buffer, at, at + descriptionBytes)) : null;
    }

    /// Writes a message to the start of a new array, with [MediaLink#TRAILER_BYTES] of room behind it.
    static byte[] write(ControlMessage message, int ssrc) {
        return switch (message) {
            case KeepAlive _ -> packet(SUBTYPE_KEEP_ALIVE, ssrc, 0).array();
            case Goodbye _ -> packet(SUBTYPE_GOODBYE, ssrc, 0).array();
            case Acknowledgement acknowledgement ->
                packet(SUBTYPE_ACKNOWLEDGEMENT, ssrc, 4)
                        .putInt(acknowledgement.version)
                        .array();
            case Description description ->
                packet(SUBTYPE_DESCRIPTION, ssrc, 8 + paddedBytes(description.bytes.length))
                        .putInt(description.version)
                        .putInt(description.bytes.length << 16)
                        .put(description.bytes)
                        .array();
            case Unknown _ -> throw new IllegalArgumentException("Nobody sends what nobody knows.");
        };
    }

    private static ByteBuffer packet(int subtype, int ssrc, int bodyBytes) {
        int numBytes = HEADER_BYTES + bodyBytes;
        return ByteBuffer.allocate(numBytes + MediaLink.TRAILER_BYTES)
                .put((byte) (0x80 | subtype))
                .put((byte) PACKET_TYPE_APP)
                .putShort((short) (numBytes / 4 - 1))
                .putInt(ssrc)
                .putInt(NAME);
    }

    private static int paddedBytes(int numBytes) {
        return (numBytes + 3) / 4 * 4;
    }
}
