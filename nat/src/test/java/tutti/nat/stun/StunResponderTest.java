package tutti.nat.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.udp.DatagramPort;
import tutti.nat.udp.UdpPort;
import tutti.nat.udp.UdpPortException;

@Timeout(60)
class StunResponderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static StunResponder open(String address) {
        return StunResponder.open(new InetSocketAddress(address, 0), System::nanoTime);
    }

    private static UdpPort port(String address) {
        return UdpPort.open(new InetSocketAddress(address, 0), System::nanoTime);
    }

    /// An answer may arrive before it is counted.
    private static void assertCounted(StunCounters expected, StunResponder responder) {
        long untilNs = System.nanoTime() + PATIENCE.toNanos();
        while (!responder.counters().equals(expected) && System.nanoTime() - untilNs < 0) {
            Thread.onSpinWait();
        }
        assertEquals(expected, responder.counters());
    }

    private static StunProbe probe(UdpPort port) {
        return new StunProbe(port, System::nanoTime, new SecureRandom());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void shouldTellWhoeverAsksItsAddress(String address) {
        try (StunResponder responder = open(address);
                UdpPort port = port(address)) {
            assertEquals(Optional.of(port.localAddress()), probe(port).mappedBy(responder.localAddress(), PATIENCE));
            assertCounted(new StunCounters(1, 1, 0, 0), responder);
        }
    }

    @Test
    void shouldServeBothFamiliesFromTheWildcardAddress() {
        try (StunResponder responder = open("::");
                UdpPort v4 = port("127.0.0.1");
                UdpPort v6 = port("::1")) {
            int at = responder.localAddress().getPort();
            assertEquals(
                    Optional.of(v4.localAddress()),
                    probe(v4).mappedBy(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), PATIENCE));
            assertEquals(
                    Optional.of(v6.localAddress()),
                    probe(v6).mappedBy(new InetSocketAddress(InetAddress.ofLiteral("::1"), at), PATIENCE));
        }
    }

    @Test
    void shouldAnswerWithAsMuchPaddingAsWasSent() {
        try (StunResponder responder = open("127.0.0.1");
                UdpPort port = port("127.0.0.1")) {
            List<StunProbe.Question> questions = List.of(
                    new StunProbe.Question(responder.localAddress(), 576),
                    new StunProbe.Question(responder.localAddress(), 1200),
                    new StunProbe.Question(responder.localAddress(), 1452));
            List<Integer> lengths = probe(port).askAll(questions, PATIENCE).stream()
                    .map(answer -> answer.orElseThrow().numBytes())
                    .toList();
            assertEquals(List.of(576, 1200, 1452), lengths);
        }
    }

    /// The shortest request there is, and the shortest with each length of padding.
    @Test
    void shouldNeverAnswerWithMoreThanThreeTimesAsMuch() {
        TransactionId id = new TransactionId(1, 2);
        byte[] datagram = new byte[DatagramPort.MAX_DATAGRAM_BYTES + 1];
        for (String address : new String[] {"127.0.0.1", "::1"}) {
            try (StunResponder responder = open(address);
                    UdpPort port = port(address)) {
                for (int padding = -4; padding <= 64; padding += 4) {
                    StunWriter writer = new StunWriter(StunMessage.Kind.REQUEST, StunMessage.BINDING, id);
                    if (padding >= 0) {
                        writer.attribute(StunAttribute.PADDING, new byte[padding]);
                    }
                    byte[] request = writer.toBytes();
                    port.send(request, 0, request.length, responder.localAddress());
                    int numBytes = port.receive(datagram, PATIENCE.toNanos());
                    assertTrue(numBytes >= 40 && numBytes <= 3 * request.length, request.length + ": " + numBytes);
                }
            }
        }
    }

    @Test
    void shouldAnswerNothingElse() {
        TransactionId id = new TransactionId(1, 2);
        byte[] request = new StunWriter(StunMessage.Kind.REQUEST, StunMessage.BINDING, id).toBytes();
        List<byte[]> others = List.of(
                new StunWriter(StunMessage.Kind.SUCCESS, StunMessage.BINDING, id).toBytes(),
                new StunWriter(StunMessage.Kind.INDICATION, StunMessage.BINDING, id).toBytes(),
                new StunWriter(StunMessage.Kind.ERROR, StunMessage.BINDING, id).toBytes(),
                new StunWriter(StunMessage.Kind.REQUEST, StunMessage.ALLOCATE, id).toBytes(),
                new byte[1500],
                new byte[1]);
        try (StunResponder responder = open("127.0.0.1");
                UdpPort port = port("127.0.0.1")) {
            for (byte[] other : others) {
                port.send(other, 0, other.length, responder.localAddress());
            }
            port.send(request, 0, request.length, responder.localAddress());
            byte[] datagram = new byte[1501];
            assertEquals(40, port.receive(datagram, PATIENCE.toNanos()));
            assertEquals(DatagramPort.NONE, port.receive(datagram, 0));
            assertCounted(new StunCounters(1, 1, 0, others.size()), responder);
        }
    }

    /// Stepped by hand, with a clock that stands still.
    @Test
    void shouldLimitWhoAsksTooOften() {
        try (UdpPort listening = UdpPort.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), () -> 0);
                UdpPort port = port("127.0.0.1")) {
            StunResponder responder = new StunResponder(listening, () -> 0, 1);
            byte[] request =
                    new StunWriter(StunMessage.Kind.REQUEST, StunMessage.BINDING, new TransactionId(1, 2)).toBytes();
            for (int i = 0; i < 300; i++) {
                port.send(request, 0, request.length, listening.localAddress());
                responder.doWork(PATIENCE.toNanos());
            }
            assertEquals(new StunCounters(200, 200, 100, 0), responder.counters());
        }
    }

    @Test
    void shouldStillAnswerAfterAFloodOfNoise() {
        Random random = new Random(3);
        SteppingClock clock = new SteppingClock();
        try (UdpPort listening = UdpPort.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), clock);
                UdpPort port = port("127.0.0.1")) {
            StunResponder responder = new StunResponder(listening, clock, 1);
            byte[] request =
                    new StunWriter(StunMessage.Kind.REQUEST, StunMessage.BINDING, new TransactionId(1, 2)).toBytes();
            for (int i = 0; i < 5_000; i++) {
                byte[] noise = request.clone();
                noise[random.nextInt(noise.length)] = (byte) random.nextInt();
                port.send(noise, 0, random.nextInt(1 + noise.length), listening.localAddress());
                responder.doWork(PATIENCE.toNanos());
            }
            port.send(request, 0, request.length, listening.localAddress());
            responder.doWork(PATIENCE.toNanos());
            StunCounters counters = responder.counters();
            assertEquals(5_001, counters.requests() + counters.malformed());
            assertTrue(counters.malformed() > 4_000, counters.toString());
            assertEquals(counters.requests(), counters.answered());
            assertTrue(counters.answered() > 0, "the last one, at least");
        }
    }

    /// A second passes whenever somebody looks.
    private static final class SteppingClock implements LongSupplier {
        private long nowNs;

        @Override
        public long getAsLong() {
            nowNs += 1_000_000_000;
            return nowNs;
        }
    }

    @Test
    void shouldGiveThePortBack() {
        StunResponder responder = open("127.0.0.1");
        InetSocketAddress at = responder.localAddress();
        UdpPortException taken = assertThrows(UdpPortException.class, () -> StunResponder.open(at, System::nanoTime));
        assertTrue(String.valueOf(taken.getMessage()).contains("taken"));
        responder.close();
        responder.close();
        StunResponder.open(at, System::nanoTime).close();
    }

    @Test
    void shouldRunOnADaemonThread() {
        try (StunResponder responder = open("127.0.0.1")) {
            assertEquals(
                    InetAddress.getLoopbackAddress(), responder.localAddress().getAddress());
            Thread thread = Thread.getAllStackTraces().keySet().stream()
                    .filter(each -> each.getName().equals("tutti-stun"))
                    .findFirst()
                    .orElseThrow();
            assertTrue(thread.isDaemon());
            assertFalse(thread.isVirtual());
        }
    }
}
