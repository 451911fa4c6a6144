package tutti.nat.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tutti.nat.udp.DatagramPort;

class StunProbeTest {
    private static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.1", 3478);
    private static final InetSocketAddress OTHER = new InetSocketAddress("192.0.2.2", 3478);
    private static final InetSocketAddress MAPPED = new InetSocketAddress("203.0.113.5", 40_000);
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final FakePort port = new FakePort();
    private final StunProbe probe = new StunProbe(port, () -> port.nowNs, new SecureRandom());

    private static final class Arrival {
        private final long atNs;
        private final InetSocketAddress from;
        private final byte[] bytes;

        Arrival(long atNs, InetSocketAddress from, byte[] bytes) {
            this.atNs = atNs;
            this.from = from;
            this.bytes = bytes;
        }
    }

    /// A network whose time passes while somebody waits.
    private static final class FakePort implements DatagramPort {
        private long nowNs;
        private final List<Long> sentMs = new ArrayList<>();
        private final List<StunMessage> sent = new ArrayList<>();
        private final Queue<Arrival> arrivals = new ArrayDeque<>();
        private InetSocketAddress sender = SERVER;
        private Consumer<StunMessage> onSend = message -> {};

        void arrive(long inMs, InetSocketAddress from, byte[] bytes) {
            arrivals.add(new Arrival(nowNs + inMs * 1_000_000, from, bytes));
        }

        @Override
        public InetSocketAddress localAddress() {
            return new InetSocketAddress("10.0.0.1", 1);
        }

        @Override
        public boolean send(byte[] buffer, int offsetBytes, int numBytes, InetSocketAddress to) {
            sentMs.add(nowNs / 1_000_000);
            StunMessage message = StunMessage.parse(buffer, numBytes);
            sent.add(Objects.requireNonNull(message));
            onSend.accept(message);
            return true;
        }

        @Override
        public int receive(byte[] buffer, long timeoutNs) {
            Arrival next = arrivals.peek();
            if (next == null || next.atNs > nowNs + timeoutNs) {
                nowNs += timeoutNs;
                return NONE;
            }
            arrivals.remove();
            nowNs = Math.max(nowNs, next.atNs);
            sender = next.from;
            System.arraycopy(next.bytes, 0, buffer, 0, next.bytes.length);
            return next.bytes.length;
        }

        @Override
        public InetSocketAddress sender() {
            return sender;
        }

        @Override
        public long arrivalNs() {
            return nowNs;
        }

        @Override
        public void close() {}
    }

    private static byte[] answer(TransactionId id) {
        return new StunWriter(StunMessage.Kind.SUCCESS, StunMessage.BINDING, id)
                .address(StunAttribute.XOR_MAPPED_ADDRESS, MAPPED)
                .fingerprint()
                .toBytes();
    }

    @Test
    void shouldRepeatAfterADoublingTimeAndGiveUp() {
        assertTrue(probe.mappedBy(SERVER, Duration.ofSeconds(2)).isEmpty());
        assertEquals(List.of(0L, 100L, 300L, 700L, 1500L), port.sentMs);
        assertEquals(2_000_000_000L, port.nowNs);
        assertEquals(
                1,
                port.sent.stream().map(StunMessage::transactionId).distinct().count(),
                "a repetition is the same request");
    }

    @Test
    void shouldEndWithTheAnswerAndMeasureFromTheLastRepetition() {
        port.onSend = message -> {
            if (port.sentMs.size() == 2) {
                port.arrive(30, SERVER, answer(message.transactionId()));
            }
        };
        StunProbe.Answer answer = probe.askAll(List.of(new StunProbe.Question(SERVER, 0)), LIMIT)
                .getFirst()
                .orElseThrow();
        assertEquals(Optional.of(MAPPED), answer.mapped());
        assertEquals(30_000_000, answer.roundTripNs());
        assertEquals(130_000_000, port.nowNs);
    }

    @Test
    void shouldBelieveNobodyElse() {
        port.onSend = message -> {
            TransactionId id = message.transactionId();
            port.arrive(10, OTHER, answer(id));
            port.arrive(10, new InetSocketAddress("192.0.2.1", 3479), answer(id));
            port.arrive(10, SERVER, answer(new TransactionId(id.high(), id.low() + 1)));
            port.arrive(10, SERVER, new StunWriter(StunMessage.Kind.REQUEST, StunMessage.BINDING, id).toBytes());
            port.arrive(10, SERVER, new byte[1501]);
            byte[] cut = answer(id);
            port.arrive(10, SERVER, Arrays.copyOf(cut, cut.length - 1));
        };
        assertTrue(probe.mappedBy(SERVER, LIMIT).isEmpty());
        assertTrue(port.nowNs >= LIMIT.toNanos());
    }

    @Test
    void shouldAskSeveralAtOnceAndSayWhoAnswered() {
        port.onSend = message -> {
            if (message.numBytes() == 1200) {
                port.arrive(5, OTHER, answer(message.transactionId()));
            }
        };
        List<Optional<StunProbe.Answer>> answers = probe.askAll(
                List.of(
                        new StunProbe.Question(SERVER, 576),
                        new StunProbe.Question(OTHER, 1200),
                        new StunProbe.Question(OTHER, 1452)),
                LIMIT);
        assertEquals(
                List.of(false, true, false),
                answers.stream().map(Optional::isPresent).toList());
        assertEquals(
                1, port.sent.stream().filter(each -> each.numBytes() == 1200).count());
    }

    @Test
    void shouldReadOldAddressesAndLiveWithoutAny() {
        byte[] plain = {0, 1, (byte) 0x9C, 0x40, (byte) 203, 0, 113, 5};
        port.onSend = message -> port.arrive(
                1,
                SERVER,
                new StunWriter(StunMessage.Kind.SUCCESS, StunMessage.BINDING, message.transactionId())
                        .attribute(StunAttribute.MAPPED_ADDRESS, plain)
                        .toBytes());
        assertEquals(Optional.of(MAPPED), probe.mappedBy(SERVER, LIMIT));
        port.onSend = message -> port.arrive(
                1,
                SERVER,
                new StunWriter(StunMessage.Kind.ERROR, StunMessage.BINDING, message.transactionId())
                        .attribute(StunAttribute.ERROR_CODE, new byte[] {0, 0, 4, 20})
                        .toBytes());
        StunProbe.Answer refused = probe.askAll(List.of(new StunProbe.Question(SERVER, 1200)), LIMIT)
                .getFirst()
                .orElseThrow();
        assertTrue(refused.mapped().isEmpty());
    }
}
