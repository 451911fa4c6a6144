package tutti.nat.portmap;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The messages of NAT-PMP (RFC 6886, section 3): which address the router has, and a way in.
final class NatPmpMessage {
    static final int SUCCESS = 0;
    static final int UNSUPPORTED_VERSION = 1;
    static final int NOT_AUTHORIZED = 2;
    static final int NETWORK_FAILURE = 3;
    static final int OUT_OF_RESOURCES = 4;

    private static final int RESPONSE = 128;
    private static final int ADDRESS_OP = 0;
    private static final int HEADER_BYTES = 8;
    private static final int ADDRESS_BYTES = 12;
    private static final int MAPPING_BYTES = 16;

    /// The router's address to the world.
    ///
    /// @param result 0 or why not (section 3.5)
    /// @param epochS the router's clock since it began to remember
    record Address(int result, long epochS, @Nullable InetAddress address) {}

    /// What became of a wish.
    ///
    /// @param result 0 or why not (section 3.5)
    /// @param epochS the router's clock since it began to remember
    record Mapping(int result, long epochS, int externalPort, int lifetimeS) {}

    private NatPmpMessage() {}

    static byte[] addressRequest() {
        return new byte[2];
    }

    static byte[] mappingRequest(Wish wish) {
        // Ending asks for no port (section 3.4).
        int externalPort = wish.lifetimeS() == 0 ? 0 : wish.externalPort();
        return ByteBuffer.allocate(12)
                .put((byte) 0)
                .put((byte) op(wish))
                .putShort((short) 0)
                .putShort((short) wish.internalPort())
                .putShort((short) externalPort)
                .putInt(wish.lifetimeS())
                .array();
    }

    /// Reads the router's address. A router that answers in PCP alone says [#UNSUPPORTED_VERSION].
    ///
    /// @return null if it is no such answer
    static @Nullable Address address(byte[] datagram, int numBytes) {
        if (numBytes >= HEADER_BYTES && datagram[0] != 0 && datagram[1] == (byte) RESPONSE) {
            return new Address(UNSUPPORTED_VERSION, 0, null);
        }
        if (!isResponse(datagram, numBytes, ADDRESS_OP, ADDRESS_BYTES)) {
            return null;
        }
        int result = result(datagram);
        return new Address(result, epochS(datagram), result == SUCCESS ? literal(datagram) : null);
    }

    /// Reads the response to exactly this wish.
    ///
    /// @return null if it is none, or another's
    static @Nullable Mapping mapping(byte[] datagram, int numBytes, Wish wish) {
        if (!isResponse(datagram, numBytes, op(wish), MAPPING_BYTES)) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(datagram);
        if (result(datagram) != SUCCESS) {
            return new Mapping(result(datagram), epochS(datagram), 0, 0);
        }
        boolean isMine = (bytes.getShort(8) & 0xFFFF) == wish.internalPort();
        int lifetimeS = bytes.getInt(12) < 0 ? Integer.MAX_VALUE : bytes.getInt(12);
        return isMine ? new Mapping(SUCCESS, epochS(datagram), bytes.getShort(10) & 0xFFFF, lifetimeS) : null;
    }

    /// A refusal may be shorter: it ends behind the epoch.
    private static boolean isResponse(byte[] datagram, int numBytes, int op, int wholeBytes) {
        return numBytes >= HEADER_BYTES
                && datagram[0] == 0
                && datagram[1] == (byte) (RESPONSE + op)
                && (result(datagram) != SUCCESS || numBytes >= wholeBytes);
    }

    private static int op(Wish wish) {
        return wish.protocol() == Protocol.UDP ? 1 : 2;
    }

    private static int result(byte[] datagram) {
        return ByteBuffer.wrap(datagram).getShort(2) & 0xFFFF;
    }

    private static long epochS(byte[] datagram) {
        return ByteBuffer.wrap(datagram).getInt(4) & 0xFFFF_FFFFL;
    }

    private static InetAddress literal(byte[] datagram) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(datagram, HEADER_BYTES, ADDRESS_BYTES));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("An IPv4 address has 4 bytes.", e);
        }
    }
}
