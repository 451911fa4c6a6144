package tutti.nat.dtls;

import java.util.Arrays;

/// Looks at a datagram's records (RFC 6347, section 4.1) before the library does, and takes out what could harm it
/// as long as nothing is authenticated:
///
/// - alerts in clear, which anybody could forge; they are remembered as a hint;
/// - HelloVerifyRequest and HelloRequest, which no side of ours sends;
/// - handshake messages that claim to be longer than any of ours, for which memory would be set aside;
/// - anything else in clear that has no place before the keys.
///
///     | type 1 | version 2 | epoch 2 | sequence 6 | length 2 | ...                                record
///     | type 1 | length 3 | sequence 2 | fragment offset 3 | fragment length 3 | ...              handshake
///
/// Encrypted records (epoch 1) are left alone: the library drops what is not authentic.
///
/// Thread: the handshake's.
final class DtlsRecords {
    /// No alert was seen.
    static final int NO_ALERT = -1;

    /// A certificate of [tutti.nat.identity.Certificates#MAX_BYTES] and what surrounds it, with room to spare.
    private static final int MAX_MESSAGE_BYTES = 4096;

    private static final int RECORD_HEADER_BYTES = 13;
    private static final int MESSAGE_HEADER_BYTES = 12;
    private static final int RANDOM_AT = RECORD_HEADER_BYTES + MESSAGE_HEADER_BYTES + 2;
    private static final int RANDOM_BYTES = 32;

    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    private static final int HELLO_REQUEST = 0;
    private static final int CLIENT_HELLO = 1;
    private static final int HELLO_VERIFY_REQUEST = 3;
    private static final int FATAL = 2;

    private int alert = NO_ALERT;
    private boolean alertIsNew;
    private long numRemoved;

    /// Takes harmful records out of a datagram, in place; the rest moves up.
    ///
    /// @return how many bytes are left
    int clean(byte[] buffer, int offsetBytes, int numBytes) {
        int end = offsetBytes + numBytes;
        int to = offsetBytes;
        int at = offsetBytes;
        while (at + RECORD_HEADER_BYTES <= end) {
            int recordBytes = RECORD_HEADER_BYTES + uint16(buffer, at + 11);
            if (at + recordBytes > end) {
                break;
            }
            if (isWelcome(buffer, at, recordBytes)) {
                System.arraycopy(buffer, at, buffer, to, recordBytes);
                to += recordBytes;
            } else {
                numRemoved++;
            }
            at += recordBytes;
        }
        return to - offsetBytes;
    }

    private boolean isWelcome(byte[] buffer, int at, int recordBytes) {
        if (uint16(buffer, at + 3) != 0) {
            return true;
        }
        return switch (buffer[at]) {
            case CHANGE_CIPHER_SPEC -> true;
            case HANDSHAKE -> areOurs(buffer, at + RECORD_HEADER_BYTES, at + recordBytes);
            case ALERT -> {
                note(buffer, at + RECORD_HEADER_BYTES, recordBytes - RECORD_HEADER_BYTES);
                yield false;
            }
            default -> false;
        };
    }

    private void note(byte[] buffer, int at, int numBytes) {
        if (numBytes == 2 && buffer[at] == FATAL) {
            alert = buffer[at + 1] & 0xFF;
            alertIsNew = true;
        }
    }

    private static boolean areOurs(byte[] buffer, int from, int end) {
        int at = from;
        while (at + MESSAGE_HEADER_BYTES <= end) {
            int type = buffer[at];
            if (type == HELLO_REQUEST || type == HELLO_VERIFY_REQUEST || uint24(buffer, at + 1) > MAX_MESSAGE_BYTES) {
                return false;
            }
            at += MESSAGE_HEADER_BYTES + uint24(buffer, at + 9);
        }
        return at == end;
    }

    /// The client's random of the hello that this datagram begins with; empty if it begins with something else.
    static byte[] helloRandom(byte[] buffer, int offsetBytes, int numBytes) {
        boolean isHello = numBytes >= RANDOM_AT + RANDOM_BYTES
                && buffer[offsetBytes] == HANDSHAKE
                && uint16(buffer, offsetBytes + 3) == 0
                && buffer[offsetBytes + RECORD_HEADER_BYTES] == CLIENT_HELLO
                && uint24(buffer, offsetBytes + RECORD_HEADER_BYTES + 6) == 0;
        int at = offsetBytes + RANDOM_AT;
        return isHello ? Arrays.copyOfRange(buffer, at, at + RANDOM_BYTES) : new byte[0];
    }

    /// The last fatal alert that came in clear, or [#NO_ALERT].
    int alert() {
        return alert;
    }

    /// Whether one has come since this was asked last.
    boolean takeAlert() {
        boolean isNew = alertIsNew;
        alertIsNew = false;
        return isNew;
    }

    /// How many records were taken out.
    long numRemoved() {
        return numRemoved;
    }

    private static int uint16(byte[] buffer, int at) {
        return (buffer[at] & 0xFF) << 8 | (buffer[at + 1] & 0xFF);
    }

    private static int uint24(byte[] buffer, int at) {
        return uint16(buffer, at) << 8 | (buffer[at + 2] & 0xFF);
    }
}
