package tutti.nat.udp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class UdpPortTest {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    private static UdpPort open(String address) {
        return UdpPort.open(new InetSocketAddress(address, 0), System::nanoTime);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void shouldCarryDatagramsOfAnyLength(String address) {
        byte[] buffer = new byte[DatagramPort.MAX_DATAGRAM_BYTES + 1];
        try (UdpPort one = open(address);
                UdpPort other = open(address)) {
            for (int numBytes : new int[] {1, 100, DatagramPort.MAX_DATAGRAM_BYTES}) {
                byte[] sent = new byte[numBytes + 3];
                Arrays.fill(sent, (byte) numBytes);
                long beforeNs = System.nanoTime();
                assertTrue(one.send(sent, 3, numBytes, other.localAddress()));
                assertEquals(numBytes, other.receive(buffer, PATIENCE_NS));
                assertEquals(one.localAddress(), other.sender());
                assertTrue(other.arrivalNs() - beforeNs >= 0);
                assertArrayEquals(Arrays.copyOfRange(sent, 3, sent.length), Arrays.copyOf(buffer, numBytes));
            }
            assertEquals(DatagramPort.NONE, other.receive(buffer, 0));
        }
    }

    @Test
    void shouldShowAnOversizedDatagramByItsLength() {
        byte[] buffer = new byte[DatagramPort.MAX_DATAGRAM_BYTES + 1];
        try (UdpPort port = open("127.0.0.1")) {
            assertFalse(port.send(new byte[1501], 0, 1501, port.localAddress()), "too long to send");
            oversized(port);
            assertEquals(1501, port.receive(buffer, PATIENCE_NS));
        }
    }

    private static void oversized(UdpPort to) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(new byte[3000], 3000, to.localAddress()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldSayHowMuchTheSystemBuffers() {
        UdpPort port = open("127.0.0.1");
        assertTrue(port.receiveBufferBytes() > DatagramPort.MAX_DATAGRAM_BYTES);
        port.close();
        assertEquals(0, port.receiveBufferBytes());
    }

    @Test
    void shouldSayWhichPortIsTakenAndWhatToDo() {
        try (UdpPort port = open("127.0.0.1")) {
            UdpPortException e =
                    assertThrows(UdpPortException.class, () -> UdpPort.open(port.localAddress(), System::nanoTime));
            assertEquals(
                    "UDP port " + port.localAddress().getPort()
                            + " of 127.0.0.1 is taken by another program; close that program or listen on another port.",
                    e.getMessage());
        }
    }

    @Test
    void shouldSayThatAnAddressIsNotThisComputers() {
        // A documentation address (RFC 5737), which nobody has.
        UdpPortException e = assertThrows(
                UdpPortException.class, () -> UdpPort.open(new InetSocketAddress("192.0.2.1", 4464), System::nanoTime));
        assertTrue(String.valueOf(e.getMessage()).startsWith("192.0.2.1 is not an address of this computer"));
        UdpPortException unresolved = assertThrows(
                UdpPortException.class,
                () -> UdpPort.open(InetSocketAddress.createUnresolved("no.such.host", 1), System::nanoTime));
        assertTrue(String.valueOf(unresolved.getMessage()).contains("no.such.host"));
    }

    @Test
    void shouldSurviveDatagramsToNowhere() {
        byte[] buffer = new byte[DatagramPort.MAX_DATAGRAM_BYTES + 1];
        try (UdpPort port = open("127.0.0.1")) {
            UdpPort gone = open("127.0.0.1");
            InetSocketAddress nowhere = gone.localAddress();
            gone.close();
            for (int i = 0; i < 10; i++) {
                assertTrue(port.send(new byte[10], 0, 10, nowhere));
            }
            try (UdpPort other = open("::1")) {
                assertFalse(port.send(new byte[10], 0, 10, other.localAddress()), "the other family");
            }
            assertFalse(port.send(new byte[10], 0, 10, InetSocketAddress.createUnresolved("x", 1)));
            assertTrue(port.send(new byte[10], 0, 10, port.localAddress()));
            assertEquals(10, port.receive(buffer, PATIENCE_NS));
        }
    }

    @Test
    void shouldWakeAWaitingReceiverWhenClosed() throws Exception {
        UdpPort port = open("127.0.0.1");
        CompletableFuture<Integer> received =
                CompletableFuture.supplyAsync(() -> port.receive(new byte[1501], TimeUnit.MINUTES.toNanos(10)));
        port.close();
        port.close();
        assertEquals(DatagramPort.NONE, received.get(20, TimeUnit.SECONDS));
        assertFalse(port.send(new byte[1], 0, 1, port.localAddress()));
    }
}
