package tutti.nat.impair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImpairmentRelayTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final List<DatagramSocket> clients = new ArrayList<>();
    private DatagramSocket target;
    private DatagramSocket alice;
    private DatagramSocket bob;

    @BeforeEach
    void openSockets() throws IOException {
        target = new DatagramSocket(ANY_PORT);
        alice = new DatagramSocket(ANY_PORT);
        bob = new DatagramSocket(ANY_PORT);
    }

    @AfterEach
    void closeSockets() {
        target.close();
        alice.close();
        bob.close();
        clients.forEach(DatagramSocket::close);
    }

    private ImpairmentRelay relay(Impairment toTarget, Impairment toClients) throws IOException {
        return ImpairmentRelay.open(
                ANY_PORT, (InetSocketAddress) target.getLocalSocketAddress(), toTarget, toClients, 1);
    }

    private static void send(DatagramSocket from, String text, SocketAddress to) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        from.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private static DatagramPacket receive(DatagramSocket at) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        at.receive(packet);
        return packet;
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Test
    void shouldCarryPacketsOfManyClientsBothWays() throws IOException {
        Impairment delayed = Impairment.NONE.withDelayNs(2_000_000);
        try (ImpairmentRelay relay = relay(delayed, delayed)) {
            send(alice, "from alice", relay.localAddress());
            DatagramPacket fromAlice = receive(target);
            send(bob, "from bob", relay.localAddress());
            DatagramPacket fromBob = receive(target);

            assertEquals("from alice", text(fromAlice));
            assertEquals("from bob", text(fromBob));
            assertNotEquals(fromAlice.getSocketAddress(), fromBob.getSocketAddress());

            send(target, "to bob", fromBob.getSocketAddress());
            send(target, "to alice", fromAlice.getSocketAddress());
            DatagramPacket toBob = receive(bob);
            assertEquals("to bob", text(toBob));
            assertEquals(relay.localAddress(), toBob.getSocketAddress());
            assertEquals("to alice", text(receive(alice)));
            assertEquals(new ImpairmentCounters(2, 0, 0, 0), relay.countersToTarget());
            assertEquals(new ImpairmentCounters(2, 0, 0, 0), relay.countersToClients());
        }
    }

    @Test
    void shouldHoldAPacketBackForItsDelay() throws IOException {
        try (ImpairmentRelay relay = relay(Impairment.NONE.withDelayNs(30_000_000), Impairment.NONE)) {
            long sentNs = System.nanoTime();
            send(alice, "slowly", relay.localAddress());
            receive(target);

            assertFalse(System.nanoTime() - sentNs < 30_000_000);
        }
    }

    @Test
    void shouldImpairEachDirectionOnItsOwn() throws IOException {
        try (ImpairmentRelay relay = relay(Impairment.NONE, Impairment.NONE.withDuplicates(1))) {
            send(alice, "once", relay.localAddress());
            DatagramPacket once = receive(target);
            send(target, "twice", once.getSocketAddress());

            assertEquals("twice", text(receive(alice)));
            assertEquals("twice", text(receive(alice)));
            assertEquals(0, relay.countersToTarget().duplicated());
            assertEquals(1, relay.countersToClients().duplicated());
        }
    }

    @Test
    void shouldLoseWhatComesInDuringAnOutage() throws IOException {
        try (ImpairmentRelay relay = relay(Impairment.NONE, Impairment.NONE)) {
            send(alice, "before", relay.localAddress());
            receive(target);
            relay.outage(true);
            send(alice, "during", relay.localAddress());
            while (relay.countersToTarget().lost() == 0) {
                Thread.onSpinWait();
            }
            relay.outage(false);
            send(alice, "after", relay.localAddress());

            assertEquals("after", text(receive(target)));
        }
    }

    @Test
    void shouldRefuseClientsBeyondItsLimit() throws IOException {
        try (ImpairmentRelay relay = relay(Impairment.NONE, Impairment.NONE)) {
            for (int i = 0; i < ImpairmentRelay.MAX_CLIENTS; i++) {
                DatagramSocket client = new DatagramSocket(ANY_PORT);
                clients.add(client);
                send(client, "hello", relay.localAddress());
                receive(target);
            }
            send(bob, "too many", relay.localAddress());
            while (relay.refusedPackets() == 0) {
                Thread.onSpinWait();
            }

            assertEquals(ImpairmentRelay.MAX_CLIENTS, relay.countersToTarget().offered());
        }
    }

    @Test
    void shouldFreeItsPortWhenClosed() throws IOException {
        ImpairmentRelay relay = relay(Impairment.NONE.withDelayNs(10_000_000_000L), Impairment.NONE);
        InetSocketAddress address = relay.localAddress();
        send(alice, "never arrives", address);
        relay.close();
        relay.close();

        try (DatagramSocket again = new DatagramSocket(address)) {
            assertEquals(address, again.getLocalSocketAddress());
        }
    }
}
