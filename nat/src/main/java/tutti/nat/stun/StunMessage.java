package tutti.nat.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message that was received (RFC 8489, section 5), whole and well-formed; [StunWriter] makes those to send.
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     |0 0|  type: method and kind    |  length without these 20 bytes |
///     |                     magic cookie 0x2112A442                    |
///     |                                                                |
///     |                     transaction id (96 bits)                   |
///     |                                                                |
///     |  attribute's type             |  length of its value           |
///     |  value, padded to four bytes ...                               |
///
/// Thread: any (immutable).
public final class StunMessage {
    /// What the message is to its method.
    public enum Kind {
        REQUEST(0x000),
        INDICATION(0x010),
        SUCCESS(0x100),
        ERROR(0x110);

        final int bits;

        Kind(int bits) {
            this.bits = bits;
        }
    }

    /// An answer that says no.
    ///
    /// @param code 300 to 699
    /// @param reason the server's words, printable ASCII, at most 127 characters
    public record Failure(int code, String reason) {}

    /// Asks from which address one is seen.
    public static final int BINDING = 0x001;

    /// Asks a TURN server for a relayed address.
    public static final int ALLOCATE = 0x003;

    /// Keeps a relayed address, or gives it back.
    public static final int REFRESH = 0x004;

    static final int HEADER_BYTES = 20;
    static final int ATTRIBUTE_HEADER_BYTES = 4;
    static final int MAGIC_COOKIE = 0x2112A442;
    static final int FAMILY_V4 = 1;
    static final int FAMILY_V6 = 2;

    private static final int KIND_BITS = 0x110;
    private static final int MAX_REASON_CHARACTERS = 127;
    private static final int ABSENT = -1;

    private final byte[] bytes;

    private StunMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Whether a datagram begins as STUN does, and its length agrees: enough to tell it from all that travels beside
    /// it (RFC 7983).
    public static boolean isOne(byte[] datagram, int numBytes) {
        return numBytes >= HEADER_BYTES
                && (datagram[0] & 0xC0) == 0
                && intAt(datagram, 4) == MAGIC_COOKIE
                && shortAt(datagram, 2) == numBytes - HEADER_BYTES
                && numBytes % 4 == 0;
    }

    /// Reads a datagram; the message keeps a copy.
    ///
    /// @return null if it is not STUN, an attribute runs over the end, or there is a FINGERPRINT that is wrong or
    ///     not the last attribute
    public static @Nullable StunMessage parse(byte[] datagram, int numBytes) {
        if (!isOne(datagram, numBytes)) {
            return null;
        }
        StunMessage message = new StunMessage(Arrays.copyOf(datagram, numBytes));
        return message.isWellFormed() ? message : null;
    }

    private boolean isWellFormed() {
        int at = HEADER_BYTES;
        while (at < bytes.length) {
            // Lengths are multiples of four, so a header always fits.
            int next = next(at);
            if (next > bytes.length) {
                return false;
            }
            if (shortAt(bytes, at) == StunAttribute.FINGERPRINT) {
                return next == bytes.length
                        && shortAt(bytes, at + 2) == StunIntegrity.CRC_BYTES
                        && intAt(bytes, at + ATTRIBUTE_HEADER_BYTES) == StunIntegrity.fingerprint(bytes, at);
            }
            at = next;
        }
        return true;
    }

    /// Where the attribute behind the one at `at` begins.
    private int next(int at) {
        return at + ATTRIBUTE_HEADER_BYTES + (shortAt(bytes, at + 2) + 3 & ~3);
    }

    /// Whether this asks, tells, or answers.
    public Kind kind() {
        int bits = shortAt(bytes, 0) & KIND_BITS;
        return switch (bits) {
            case 0x000 -> Kind.REQUEST;
            case 0x010 -> Kind.INDICATION;
            case 0x100 -> Kind.SUCCESS;
            default -> Kind.ERROR;
        };
    }

    /// The method, 0 to 0xFFF: [#BINDING] and others.
    public int method() {
        int type = shortAt(bytes, 0);
        return (type & 0x000F) | (type & 0x00E0) >> 1 | (type & 0x3E00) >> 2;
    }

    static int type(Kind kind, int method) {
        return kind.bits | (method & 0x000F) | (method & 0x0070) << 1 | (method & 0x0F80) << 2;
    }

    /// What ties it to its request or answer.
    public TransactionId transactionId() {
        return TransactionId.read(bytes, HEADER_BYTES - TransactionId.BYTES);
    }

    /// The length of the whole message.
    public int numBytes() {
        return bytes.length;
    }

    /// A copy of the value of the first attribute of a type ([StunAttribute]); what stands behind MESSAGE-INTEGRITY
    /// does not count, as nobody vouches for it (section 14.5).
    public Optional<byte[]> attribute(int type) {
        int at = find(type);
        return at == ABSENT ? Optional.empty() : Optional.of(value(at));
    }

    /// An attribute that is text, with everything but printable ASCII made a question mark.
    ///
    /// @param maxCharacters what is longer counts as absent
    public Optional<String> text(int type, int maxCharacters) {
        return attribute(type).filter(value -> value.length <= maxCharacters).map(StunMessage::printable);
    }

    /// An attribute that is an address, XORed or not as its type demands.
    public Optional<InetSocketAddress> address(int type) {
        return attribute(type).map(value -> address(value, type != StunAttribute.MAPPED_ADDRESS));
    }

    /// What ERROR-CODE says.
    public Optional<Failure> failure() {
        Optional<byte[]> value = attribute(StunAttribute.ERROR_CODE);
        if (value.isEmpty() || value.get().length < 4) {
            return Optional.empty();
        }
        byte[] error = value.get();
        int code = (error[2] & 7) * 100 + (error[3] & 0xFF);
        boolean isOne = code >= 300 && code <= 699 && (error[3] & 0xFF) < 100;
        String reason = printable(Arrays.copyOfRange(error, 4, Math.min(error.length, 4 + MAX_REASON_CHARACTERS)));
        return isOne ? Optional.of(new Failure(code, reason)) : Optional.empty();
    }

    /// Whether there is a MESSAGE-INTEGRITY made with this key.
    public boolean isAuthentic(byte[] key) {
        int at = find(StunAttribute.MESSAGE_INTEGRITY);
        if (at == ABSENT || shortAt(bytes, at + 2) != StunIntegrity.MAC_BYTES) {
            return false;
        }
        byte[] before = Arrays.copyOf(bytes, at);
        int length = at + ATTRIBUTE_HEADER_BYTES + StunIntegrity.MAC_BYTES - HEADER_BYTES;
        before[2] = (byte) (length >> 8);
        before[3] = (byte) length;
        return MessageDigest.isEqual(StunIntegrity.mac(key, before, at), value(at));
    }

    private int find(int type) {
        int at = HEADER_BYTES;
        while (at < bytes.length) {
            int found = shortAt(bytes, at);
            if (found == type) {
                return at;
            }
            if (found == StunAttribute.MESSAGE_INTEGRITY && type != StunAttribute.FINGERPRINT) {
                return ABSENT;
            }
            at = next(at);
        }
        return ABSENT;
    }

    private byte[] value(int at) {
        int from = at + ATTRIBUTE_HEADER_BYTES;
        return Arrays.copyOfRange(bytes, from, from + shortAt(bytes, at + 2));
    }

    /// Undoes section 14.2: the port is XORed with the cookie's upper half, the address with cookie and transaction
    /// id.
    private @Nullable InetSocketAddress address(byte[] value, boolean isXored) {
        int family = value.length < 4 ? 0 : value[1];
        boolean fits = (family == FAMILY_V4 && value.length == 8) || (family == FAMILY_V6 && value.length == 20);
        if (!fits) {
            return null;
        }
        byte[] literal = Arrays.copyOfRange(value, 4, value.length);
        int port = shortAt(value, 2);
        if (isXored) {
            port ^= MAGIC_COOKIE >>> 16;
            for (int i = 0; i < literal.length; i++) {
                literal[i] ^= bytes[4 + i];
            }
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(literal), port);
        } catch (UnknownHostException impossible) {
            return null;
        }
    }

    static String printable(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).replaceAll("[^ -~]", "?");
    }

    static int shortAt(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    static int intAt(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at);
    }

    /// Type and length only: attributes may hold credentials.
    @Override
    public String toString() {
        return kind() + " of method " + method() + ", " + bytes.length + " bytes";
    }
}
