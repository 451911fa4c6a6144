package tutti.nat.portmap;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The two messages of PCP that are spoken here (RFC 6887, sections 7 and 11): a MAP request and its response, of 60
/// bytes each. IPv4 addresses stand in them as IPv6 ones, `::ffff:a.b.c.d`.
///
///      0       1       2       3
///     |version|R| op  | reserved      |     response: result in byte 3
///     | lifetime, seconds             |
///     | client's address, 16 bytes    |     response: epoch, 12 bytes reserved
///     | nonce, 12 bytes               |
///     |protocol| reserved             |
///     | internal port | external port |
///     | external address, 16 bytes    |
final class PcpMessage {
    static final int VERSION = 2;
    static final int MAP_BYTES = 60;

    static final int SUCCESS = 0;
    static final int UNSUPPORTED_VERSION = 1;
    static final int NOT_AUTHORIZED = 2;
    static final int NETWORK_FAILURE = 7;
    static final int NO_RESOURCES = 8;
    static final int QUOTA = 10;
    static final int ADDRESS_MISMATCH = 12;

    private static final int HEADER_BYTES = 24;
    private static final int ANNOUNCE = 0;
    private static final int MAP = 1;
    private static final int RESPONSE = 0x80;
    private static final int ADDRESS_BYTES = 16;

    /// A response to a MAP request.
    ///
    /// @param result 0 or why not (section 7.4)
    /// @param lifetimeS of the mapping, or how long this refusal will stand
    /// @param epochS the router's clock since it began to remember
    record Response(int result, int lifetimeS, long epochS, InetAddress externalAddress, int externalPort) {}

    private PcpMessage() {}

    /// 96 random bits that tie a mapping to whoever made it.
    static byte[] newNonce(SecureRandom random) {
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        return nonce;
    }

    /// Asks for nothing but an answer (section 14.1).
    static byte[] announceRequest(InetAddress client) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .put((byte) VERSION)
                .put((byte) ANNOUNCE)
                .putShort((short) 0)
                .putInt(0)
                .put(mapped(client.getAddress()))
                .array();
    }

    /// Whether this answers it, however: who refuses in PCP speaks PCP.
    static boolean isAnnounceResponse(byte[] datagram, int numBytes) {
        return numBytes >= HEADER_BYTES
                && datagram[0] == VERSION
                && datagram[1] == (byte) (RESPONSE | ANNOUNCE)
                && datagram[3] != ADDRESS_MISMATCH;
    }

    /// Ending asks for no port (section 15).
    static byte[] request(Wish wish, InetAddress client, byte[] nonce) {
        int externalPort = wish.lifetimeS() == 0 ? 0 : wish.externalPort();
        return ByteBuffer.allocate(MAP_BYTES)
                .put((byte) VERSION)
                .put((byte) MAP)
                .putShort((short) 0)
                .putInt(wish.lifetimeS())
                .put(mapped(client.getAddress()))
                .put(nonce)
                .put((byte) wish.protocol().number)
                .put(new byte[3])
                .putShort((short) wish.internalPort())
                .putShort((short) externalPort)
                .put(mapped(new byte[4]))
                .array();
    }

    /// Whether the router, asked in PCP, says that it speaks another version, such as NAT-PMP (section 9).
    static boolean isOtherVersion(byte[] datagram, int numBytes) {
        return numBytes >= 4
                && datagram[0] != VERSION
                && (datagram[1] & RESPONSE) != 0
                && datagram[3] == UNSUPPORTED_VERSION;
    }

    /// Reads the response to exactly this wish.
    ///
    /// @return null if it is none, or another's
    static @Nullable Response response(byte[] datagram, int numBytes, Wish wish, byte[] nonce) {
        boolean isOne = numBytes >= MAP_BYTES
                && datagram[0] == VERSION
                && datagram[1] == (byte) (RESPONSE | MAP)
                && Arrays.equals(datagram, 24, 36, nonce, 0, nonce.length)
                && datagram[36] == wish.protocol().number;
        ByteBuffer bytes = ByteBuffer.wrap(datagram);
        if (!isOne || (bytes.getShort(40) & 0xFFFF) != wish.internalPort()) {
            return null;
        }
        // What was granted for longer than 68 years is for good.
        int lifetimeS = bytes.getInt(4) < 0 ? Integer.MAX_VALUE : bytes.getInt(4);
        return new Response(
                datagram[3] & 0xFF,
                lifetimeS,
                bytes.getInt(8) & 0xFFFF_FFFFL,
                address(Arrays.copyOfRange(datagram, 44, MAP_BYTES)),
                bytes.getShort(42) & 0xFFFF);
    }

    private static byte[] mapped(byte[] address) {
        if (address.length == ADDRESS_BYTES) {
            return address;
        }
        byte[] mapped = new byte[ADDRESS_BYTES];
        mapped[10] = (byte) 0xFF;
        mapped[11] = (byte) 0xFF;
        System.arraycopy(address, 0, mapped, 12, 4);
        return mapped;
    }

    /// Java makes an IPv4 address of one that is mapped.
    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("An IPv6 address has 16 bytes.", e);
        }
    }
}
