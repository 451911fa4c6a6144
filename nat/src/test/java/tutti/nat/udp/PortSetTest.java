package tutti.nat.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PortSetTest {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

    private final PortSet<String> set = PortSet.open(System::nanoTime);
    private final UdpPort outside = UdpPort.open(LOOPBACK, System::nanoTime);
    private final byte[] buffer = new byte[DatagramPort.MAX_DATAGRAM_BYTES + 1];

    @AfterEach
    void close() {
        outside.close();
        set.close();
    }

    private Port open(String owner) {
        return set.open(LOOPBACK, owner, DatagramFilter.NONE);
    }

    private void send(Port to, int... bytes) {
        byte[] datagram = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            datagram[i] = (byte) bytes[i];
        }
        assertTrue(outside.send(datagram, 0, datagram.length, to.localAddress()));
    }

    @Test
    void shouldTellWhoseDatagramItIs() {
        Port ann = open("ann");
        Port bob = set.open(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0), "bob", DatagramFilter.NONE);
        assertNull(set.owner());
        long beforeNs = System.nanoTime();
        send(ann, 1, 2, 3);
        assertEquals(3, set.receive(buffer, PATIENCE_NS));
        assertEquals("ann", set.owner());
        assertEquals(ann, set.port());
        assertEquals(outside.localAddress(), set.sender());
        assertTrue(set.arrivalNs() >= beforeNs && set.arrivalNs() <= System.nanoTime());
        assertTrue(bob.send(new byte[9], 0, 9, bob.localAddress()));
        assertEquals(9, set.receive(buffer, PATIENCE_NS));
        assertEquals("bob", set.owner());
        assertEquals(bob.localAddress(), set.sender());
        assertEquals(DatagramPort.NONE, set.receive(buffer, 0));
    }

    @Test
    void shouldLetEveryPortHaveItsTurnInAFlood() {
        Port loud = open("loud");
        Port quiet = open("quiet");
        for (int i = 0; i < 100; i++) {
            send(loud, 7);
        }
        send(quiet, 8);
        int numBefore = 0;
        while (set.receive(buffer, PATIENCE_NS) == 1 && buffer[0] == 7) {
            numBefore++;
        }
        assertEquals(8, buffer[0]);
        assertTrue(numBefore <= 32, "waited for " + numBefore);
    }

    @Test
    void shouldLetFiltersTakeAndUnwrap() {
        Port port = set.open(LOOPBACK, "ann", (bytes, numBytes, from, arrivalNs) -> {
            if (bytes[0] == 1) {
                return DatagramPort.NONE;
            }
            bytes[0] = 42;
            return numBytes - 1;
        });
        send(port, 1, 1);
        send(port, 1, 1);
        send(port, 2, 2);
        assertEquals(1, set.receive(buffer, PATIENCE_NS));
        assertEquals(42, buffer[0]);
    }

    @Test
    void shouldReturnInAFloodOfWhatFiltersTake() {
        Port port = set.open(LOOPBACK, "ann", (bytes, numBytes, from, arrivalNs) -> {
            // As fast as it is taken, more comes.
            outside.send(bytes, 0, numBytes, address());
            return DatagramPort.NONE;
        });
        flooded = port;
        send(port, 1);
        assertEquals(DatagramPort.NONE, set.receive(buffer, TimeUnit.MINUTES.toNanos(10)));
    }

    private @Nullable Port flooded;

    private InetSocketAddress address() {
        return flooded == null ? LOOPBACK : flooded.localAddress();
    }

    @Test
    void shouldHandOverWhatIsOffered() throws Exception {
        open("ann");
        CompletableFuture<Integer> received = CompletableFuture.supplyAsync(() -> {
            int numBytes = set.receive(buffer, PATIENCE_NS);
            return numBytes == DatagramPort.NONE ? set.receive(buffer, PATIENCE_NS) : numBytes;
        });
        byte[] datagram = {0, 0, 5, 6, 7};
        assertTrue(set.offer("bob", datagram, 2, 3, 1234));
        assertEquals(3, received.get(20, TimeUnit.SECONDS));
        assertEquals(5, buffer[0]);
        assertEquals("bob", set.owner());
        assertNull(set.port());
        assertNull(set.sender());
        assertEquals(1234, set.arrivalNs());
        int numTaken = 0;
        while (set.offer("bob", datagram, 0, 5, 0)) {
            numTaken++;
        }
        assertEquals(256, numTaken);
        assertEquals(1, set.droppedOffers());
        for (int i = 0; i < numTaken; i++) {
            assertEquals(5, set.receive(buffer, 0));
        }
        assertEquals(DatagramPort.NONE, set.receive(buffer, 0));
    }

    @Test
    void shouldHearAPortThatIsOpenedWhileItWaits() throws Exception {
        CompletableFuture<Integer> received = CompletableFuture.supplyAsync(() -> {
            int numBytes = DatagramPort.NONE;
            while (numBytes == DatagramPort.NONE) {
                numBytes = set.receive(buffer, PATIENCE_NS);
            }
            return numBytes;
        });
        Port late = open("late");
        send(late, 1, 2);
        assertEquals(2, received.get(20, TimeUnit.SECONDS));
    }

    @Test
    void shouldGiveTheSystemAClosedPortBack() {
        Port port = open("ann");
        InetSocketAddress address = port.localAddress();
        port.close();
        port.close();
        assertFalse(port.isOpen());
        assertFalse(port.send(new byte[1], 0, 1, outside.localAddress()));
        assertEquals(DatagramPort.NONE, set.receive(buffer, 1));
        try (UdpPort again = UdpPort.open(address, System::nanoTime)) {
            assertEquals(address, again.localAddress());
        }
    }

    /// ice4j interrupts threads that may be sending; a channel that waits would be closed by that.
    @Test
    void shouldSurviveInterruptedSenders() {
        Port port = open("ann");
        Thread.currentThread().interrupt();
        assertTrue(port.send(new byte[3], 0, 3, port.localAddress()));
        assertTrue(Thread.interrupted());
        assertTrue(port.isOpen());
        assertEquals(3, set.receive(buffer, PATIENCE_NS));
    }

    @Test
    void shouldWakeAndClose() throws Exception {
        Port port = open("ann");
        CompletableFuture<Integer> woken =
                CompletableFuture.supplyAsync(() -> set.receive(buffer, TimeUnit.MINUTES.toNanos(10)));
        set.wake();
        assertEquals(DatagramPort.NONE, woken.get(20, TimeUnit.SECONDS));
        CompletableFuture<Integer> closed =
                CompletableFuture.supplyAsync(() -> set.receive(buffer, TimeUnit.MINUTES.toNanos(10)));
        set.close();
        set.close();
        assertEquals(DatagramPort.NONE, closed.get(20, TimeUnit.SECONDS));
        assertFalse(port.isOpen());
        assertEquals(DatagramPort.NONE, set.receive(buffer, PATIENCE_NS));
        UdpPortException e = assertThrows(UdpPortException.class, () -> open("late"));
        assertTrue(String.valueOf(e.getMessage()).contains("closing"));
    }

    /// Random traffic to random ports that open and close: everything sent to an open port comes, in order, to its
    /// owner.
    @Test
    void shouldLoseNothingAndMixNothingUp() {
        SplittableRandom random = new SplittableRandom(7);
        Map<String, Port> ports = new HashMap<>();
        Map<String, Integer> expected = new HashMap<>();
        int numReceived = 0;
        for (int round = 0; round < 500; round++) {
            String owner = "p" + random.nextInt(8);
            if (random.nextInt(10) == 0 && ports.get(owner) != null) {
                close(ports, owner);
                expected.remove(owner);
            }
            Port port = ports.computeIfAbsent(owner, this::open);
            int numSent = random.nextInt(20);
            int first = expected.getOrDefault(owner, 0);
            for (int i = 0; i < numSent; i++) {
                send(port, owner.charAt(1), (first + i) & 0xFF);
            }
            for (int i = 0; i < numSent; i++) {
                assertEquals(2, set.receive(buffer, PATIENCE_NS));
                assertEquals(owner, set.owner());
                assertEquals(owner.charAt(1), buffer[0]);
                assertEquals((first + i) & 0xFF, buffer[1] & 0xFF);
                numReceived++;
            }
            expected.put(owner, first + numSent);
        }
        assertNotEquals(0, numReceived);
    }

    private void close(Map<String, Port> ports, String owner) {
        Port port = ports.remove(owner);
        if (port != null) {
            port.close();
            // The wake-up that a closing port sends must not be taken for silence.
            assertEquals(DatagramPort.NONE, set.receive(buffer, 0));
        }
    }

    /// Above file number 127 the JDK's selector boxes the number of each port that is ready: 16 bytes. An address is
    /// 88.
    @Test
    void shouldAllocateNothingOfItsOwnWhileItReceives() {
        Port port = open("ann");
        byte[] datagram = new byte[200];
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long leastBytes = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long beforeBytes = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                outside.send(datagram, 0, datagram.length, port.localAddress());
                set.receive(buffer, PATIENCE_NS);
                set.receive(buffer, 0);
            }
            leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - beforeBytes);
        }
        assertTrue(leastBytes <= 17_000, leastBytes + " bytes for 1,000 datagrams");
    }
}
