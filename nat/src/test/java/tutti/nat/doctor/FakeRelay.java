package tutti.nat.doctor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tutti.nat.ice.IceServers;
import tutti.nat.stun.StunAttribute;
import tutti.nat.stun.StunIntegrity;
import tutti.nat.stun.StunMessage;
import tutti.nat.stun.StunWriter;
import tutti.nat.udp.DatagramPort;
import tutti.nat.udp.UdpPort;

/// A TURN server on loopback that grants everything to `bob` with the password `secret`, and sees everybody at the
/// address that the test says.
final class FakeRelay implements AutoCloseable {
    static final InetSocketAddress RELAYED = new InetSocketAddress(InetAddress.ofLiteral("203.0.113.1"), 50_000);

    private final UdpPort port =
            UdpPort.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), System::nanoTime);

    /// What was asked: methods, with `!` if it was authentic.
    final List<String> asked = new CopyOnWriteArrayList<>();

    volatile InetSocketAddress mapped = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 1);

    /// Answers instead of the relay; null to let it answer itself.
    volatile Function<StunMessage, @Nullable StunWriter> instead = message -> null;

    FakeRelay() {
        Thread.ofPlatform().daemon().start(this::serve);
    }

    IceServers.Turn turn(String password) {
        return new IceServers.Turn(port.localAddress(), "bob", password);
    }

    private void serve() {
        byte[] datagram = new byte[DatagramPort.MAX_DATAGRAM_BYTES + 1];
        while (true) {
            int numBytes = port.receive(datagram, 1_000_000_000L);
            StunMessage message = numBytes < 0 ? null : StunMessage.parse(datagram, numBytes);
            if (message != null) {
                StunWriter given = instead.apply(message);
                byte[] reply = (given == null ? answer(message) : given).toBytes();
                port.send(reply, 0, reply.length, port.sender());
            } else if (port.receiveBufferBytes() == 0) {
                return;
            }
        }
    }

    static StunWriter reply(StunMessage message, StunMessage.Kind kind) {
        return new StunWriter(kind, message.method(), message.transactionId());
    }

    static StunWriter error(StunMessage message, int code, String reason) {
        String head = new String(new char[] {0, 0, (char) (code / 100), (char) (code % 100)});
        return reply(message, StunMessage.Kind.ERROR)
                .attribute(StunAttribute.ERROR_CODE, (head + reason).getBytes(StandardCharsets.US_ASCII));
    }

    static StunWriter challenge(StunMessage message, int code, String nonce) {
        return error(message, code, "Unauthorized")
                .attribute(StunAttribute.REALM, "tutti".getBytes(StandardCharsets.US_ASCII))
                .attribute(StunAttribute.NONCE, nonce.getBytes(StandardCharsets.US_ASCII));
    }

    private StunWriter answer(StunMessage message) {
        byte[] key = StunIntegrity.longTermKey("bob", "tutti", "secret");
        boolean isAuthentic = message.isAuthentic(key);
        asked.add(message.method() + (isAuthentic ? "!" : ""));
        if (message.method() == StunMessage.BINDING) {
            return reply(message, StunMessage.Kind.SUCCESS).address(StunAttribute.XOR_MAPPED_ADDRESS, mapped);
        }
        if (!isAuthentic) {
            return challenge(message, 401, "abc");
        }
        StunWriter granted = reply(message, StunMessage.Kind.SUCCESS);
        if (message.method() == StunMessage.ALLOCATE) {
            granted.address(StunAttribute.XOR_RELAYED_ADDRESS, RELAYED);
        }
        return granted.integrity(key);
    }

    @Override
    public void close() {
        port.close();
    }
}
