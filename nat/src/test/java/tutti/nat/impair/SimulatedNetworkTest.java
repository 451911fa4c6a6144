package tutti.nat.impair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.udp.DatagramPort;

class SimulatedNetworkTest {
    private static final InetSocketAddress ALICE = new InetSocketAddress("10.0.0.1", 4464);
    private static final InetSocketAddress BOB = new InetSocketAddress("10.0.0.2", 4464);
    private static final InetSocketAddress CAROL = new InetSocketAddress("fd00::3", 4464);

    private final byte[] buffer = new byte[DatagramPort.MAX_DATAGRAM_BYTES + 1];
    private long nowNs = 1_000;

    private SimulatedNetwork network(long seed) {
        return new SimulatedNetwork(() -> nowNs, seed);
    }

    private static byte[] packet(int number) {
        return new byte[] {(byte) (number >> 8), (byte) number};
    }

    private int receivedNumber(DatagramPort port) {
        int numBytes = port.receive(buffer, 0);
        return numBytes == DatagramPort.NONE ? DatagramPort.NONE : ((buffer[0] & 0xff) << 8) | (buffer[1] & 0xff);
    }

    @Test
    void shouldDeliverWhenTheClockHasReachedTheTimeAndNotBefore() {
        SimulatedNetwork network = network(1);
        network.impair(Impairment.NONE.withDelayNs(500));
        DatagramPort alice = network.open(ALICE);
        DatagramPort bob = network.open(BOB);

        assertEquals(Long.MAX_VALUE, network.nextDeliveryNs());
        assertTrue(alice.send(new byte[] {9, 1, 2, 3, 9}, 1, 3, BOB));
        assertEquals(1_500, network.nextDeliveryNs());
        nowNs = 1_499;
        assertEquals(DatagramPort.NONE, bob.receive(buffer, 1_000_000));
        nowNs = 1_700;
        assertEquals(3, bob.receive(buffer, 0));
        assertArrayEquals(new byte[] {1, 2, 3}, Arrays.copyOf(buffer, 3));
        assertEquals(ALICE, bob.sender());
        assertEquals(1_500, bob.arrivalNs());
        assertEquals(DatagramPort.NONE, bob.receive(buffer, 0));
    }

    @Test
    void shouldImpairEachDirectionOnItsOwn() {
        SimulatedNetwork network = network(1);
        DatagramPort alice = network.open(ALICE);
        DatagramPort bob = network.open(BOB);
        network.impair(ALICE, BOB, Impairment.NONE.withLoss(1, 1));
        network.impair(Impairment.NONE.withDelayNs(10));

        alice.send(packet(1), 0, 2, BOB);
        bob.send(packet(2), 0, 2, ALICE);
        nowNs += 10;

        assertEquals(DatagramPort.NONE, receivedNumber(bob));
        assertEquals(2, receivedNumber(alice));
        assertEquals(1, network.counters(ALICE, BOB).lost());
        assertEquals(0, network.counters(BOB, ALICE).lost());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldHandOutPacketsInTheOrderOfTheirTimes(long seed) {
        SimulatedNetwork network = network(seed);
        network.impair(Impairment.NONE
                .withDelayNs(5_000)
                .withJitter(JitterLaw.NORMAL, 2_000)
                .withReordering()
                .withDuplicates(0.1));
        DatagramPort alice = network.open(ALICE);
        DatagramPort bob = network.open(BOB);
        DatagramPort carol = network.open(CAROL);
        for (int i = 0; i < 1_000; i++) {
            (i % 2 == 0 ? alice : carol).send(packet(i), 0, 2, BOB);
            nowNs += 100;
        }

        int received = 0;
        boolean[] seen = new boolean[1_000];
        long lastNs = 0;
        for (nowNs = network.nextDeliveryNs(); nowNs < Long.MAX_VALUE; nowNs = network.nextDeliveryNs()) {
            int number = receivedNumber(bob);
            assertEquals(nowNs, bob.arrivalNs());
            assertTrue(nowNs >= lastNs);
            assertEquals(number % 2 == 0 ? ALICE : CAROL, bob.sender());
            lastNs = nowNs;
            seen[number] = true;
            received++;
        }
        assertFalse(Arrays.toString(seen).contains("false"));
        assertTrue(received > 1_000);
    }

    @Test
    void shouldRepeatItselfForTheSameSeedWhateverElseIsOpen() {
        assertEquals(run(11, false), run(11, true));
        assertNotEquals(run(11, false), run(12, false));
    }

    private List<Long> run(long seed, boolean carolFirst) {
        nowNs = 0;
        SimulatedNetwork network = network(seed);
        if (carolFirst) {
            network.open(CAROL).send(packet(0), 0, 2, BOB);
        }
        network.impair(Impairment.NONE
                .withDelayNs(1_000)
                .withJitter(JitterLaw.NORMAL, 100)
                .withLoss(0.1, 2));
        DatagramPort alice = network.open(ALICE);
        DatagramPort bob = network.open(BOB);
        List<Long> arrivals = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            nowNs += 50;
            alice.send(packet(i), 0, 2, BOB);
            for (int number = receivedNumber(bob); number != DatagramPort.NONE; number = receivedNumber(bob)) {
                arrivals.add((bob.arrivalNs() << 16) | number);
            }
        }
        return arrivals;
    }

    @Test
    void shouldLoseEverythingDuringAnOutage() {
        SimulatedNetwork network = network(1);
        DatagramPort alice = network.open(ALICE);
        DatagramPort bob = network.open(BOB);
        network.outage(true);
        alice.send(packet(1), 0, 2, BOB);
        bob.send(packet(2), 0, 2, ALICE);
        network.outage(ALICE, BOB, false);
        alice.send(packet(3), 0, 2, BOB);
        bob.send(packet(4), 0, 2, ALICE);
        network.outage(false);
        bob.send(packet(5), 0, 2, ALICE);

        assertEquals(3, receivedNumber(bob));
        assertEquals(5, receivedNumber(alice));
        assertEquals(Long.MAX_VALUE, network.nextDeliveryNs());
    }

    @Test
    void shouldForgetWhatArrivedWhileAPortWasClosed() {
        SimulatedNetwork network = network(1);
        network.impair(Impairment.NONE.withDelayNs(100));
        DatagramPort alice = network.open(ALICE);
        DatagramPort bob = network.open(BOB);
        alice.send(packet(1), 0, 2, BOB);
        bob.close();
        assertEquals(Long.MAX_VALUE, network.nextDeliveryNs());
        assertFalse(bob.send(packet(9), 0, 2, ALICE));
        nowNs += 200;
        alice.send(packet(2), 0, 2, BOB);
        DatagramPort bobAgain = network.open(BOB);
        nowNs += 100;

        assertEquals(DatagramPort.NONE, receivedNumber(bob));
        assertEquals(2, receivedNumber(bobAgain));
        assertEquals(DatagramPort.NONE, receivedNumber(bobAgain));
    }

    @Test
    void shouldCutAnOversizedDatagramSoThatItCanBeTold() {
        SimulatedNetwork network = network(1);
        DatagramPort alice = network.open(ALICE);
        DatagramPort bob = network.open(BOB);
        alice.send(new byte[4_000], 0, 4_000, BOB);

        assertEquals(DatagramPort.MAX_DATAGRAM_BYTES + 1, bob.receive(buffer, 0));
    }

    @Test
    void shouldRefuseATakenAddressAndGiveFreePortNumbers() {
        SimulatedNetwork network = network(1);
        network.open(ALICE);
        InetSocketAddress any = new InetSocketAddress("10.0.0.1", 0);

        assertThrows(IllegalStateException.class, () -> network.open(ALICE));
        assertThrows(IllegalArgumentException.class, () -> network.open(new InetSocketAddress(4464)));
        assertNotEquals(network.open(any).localAddress(), network.open(any).localAddress());
    }

    @Test
    void shouldMakeNoGarbageInALongRun() {
        SimulatedNetwork network = network(1);
        network.impair(Impairment.NONE
                .withDelayNs(10_000)
                .withJitter(JitterLaw.UNIFORM, 5_000)
                .withReordering());
        DatagramPort alice = network.open(ALICE);
        DatagramPort bob = network.open(BOB);
        byte[] packet = new byte[200];
        carry(alice, bob, packet, 20_000);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

        long beforeBytes = threads.getCurrentThreadAllocatedBytes();
        carry(alice, bob, packet, 20_000);
        long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - beforeBytes;

        assertTrue(allocatedBytes < 20_000 * 8, "allocated " + allocatedBytes + " bytes");
    }

    private void carry(DatagramPort from, DatagramPort to, byte[] packet, int numPackets) {
        for (int i = 0; i < numPackets; i++) {
            nowNs += 1_000;
            from.send(packet, 0, packet.length, BOB);
            while (to.receive(buffer, 0) != DatagramPort.NONE) {
                assertEquals(ALICE, to.sender());
            }
        }
    }
}
