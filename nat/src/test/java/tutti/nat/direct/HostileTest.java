package tutti.nat.direct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.invite.InviteSecret;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.MediaLink;

class HostileTest {
    private static final InetSocketAddress BOB = HandNet.address(2);
    private static final InetSocketAddress STRANGER = HandNet.address(66);

    private final Stage stage = new Stage();
    private final Ear alice = new Ear();
    private final Ear bob = new Ear();
    private final DirectHost host = stage.host(alice);

    @BeforeEach
    void link() {
        stage.join("bob", 2, bob);
        assertTrue(stage.passUntil(1000, () -> bob.up.size() == 1));
        alice.link().acceptSsrc(Stage.SSRC);
        bob.link().acceptSsrc(Stage.SSRC);
    }

    private static byte[] mediaLike(int firstByte, int type, int number, int ssrc, int ssrcAt, int numBytes) {
        byte[] packet = new byte[numBytes];
        new Random(number).nextBytes(packet);
        packet[0] = (byte) firstByte;
        packet[1] = (byte) type;
        ByteBuffer.wrap(packet).putShort(2, (short) number).putInt(ssrcAt, ssrc);
        packet[numBytes - 4] |= (byte) 0x80;
        return packet;
    }

    /// Twelve kinds of hostile datagrams around each true packet: all true ones arrive, all others are counted
    /// exactly.
    @Test
    void shouldCountAFloodExactlyAndHearEveryTruePacket() {
        byte[] foreignHello = new Handshake(InviteSecret.random(new SecureRandom()))
                .hello(new Nonce(1, 1), new Handshake.Introduction(Stage.player("mallory"), 1));
        stage.passMs(600);
        int bobControl = stage.net.sent.stream()
                .filter(d -> d.from.equals(BOB) && !d.isHandshake())
                .mapToInt(d -> ByteBuffer.wrap(d.bytes).getInt(4))
                .findFirst()
                .orElseThrow();
        LinkCounters linkBefore = alice.link().counters();
        LinkCounters hostBefore = host.counters();
        int numRounds = 1000;
        for (int i = 0; i < numRounds; i++) {
            Stage.sendRtp(bob.link(), i);
            byte[] recorded = stage.net.sent.getLast().bytes;
            byte[] tampered = recorded.clone();
            tampered[30] ^= 1;
            // Counted at the endpoint.
            flood(STRANGER, mediaLike(0, 0, i, 0, 4, 100));
            flood(STRANGER, mediaLike(0x80, 96, i, 0xBAD, 8, 100));
            flood(STRANGER, mediaLike(0x80, 200, i, 0xBAD, 4, 100));
            flood(STRANGER, new byte[1501]);
            flood(STRANGER, new byte[0]);
            flood(STRANGER, foreignHello);
            flood(STRANGER, Arrays.copyOf(foreignHello, 219));
            // Counted at the link.
            flood(STRANGER, mediaLike(0x80, 96, i + 1, Stage.SSRC, 8, 100));
            flood(STRANGER, mediaLike(0x80, 204, i, bobControl, 4, 100));
            flood(BOB, recorded);
            flood(BOB, Arrays.copyOf(recorded, 20));
            flood(BOB, mediaLike(0x80, 96, i, 0xBAD, 8, 1200));
            flood(BOB, foreignHello);
            stage.settle();
        }
        assertEquals(numRounds, alice.rtp.size());
        LinkCounters link = alice.link().counters();
        assertEquals(numRounds, link.receivedPackets() - linkBefore.receivedPackets());
        // A forged packet behind the true one, a forged RTCP packet.
        assertEquals(2L * numRounds, link.badTag() - linkBefore.badTag());
        assertEquals(numRounds, link.replayed());
        assertEquals(numRounds, link.malformed());
        assertEquals(numRounds, link.unknownSsrc());
        LinkCounters rest = host.counters();
        assertEquals(4L * numRounds, rest.malformed() - hostBefore.malformed());
        assertEquals(3L * numRounds, rest.unknownSource() - hostBefore.unknownSource());
        assertEquals(numRounds, rest.badTag());
        assertEquals(0, host.numPending());
        assertEquals(hostBefore.sentPackets(), rest.sentPackets(), "no answer to any of it");
        assertEquals(List.of("up bob"), alice.log);
    }

    private void flood(InetSocketAddress from, byte[] bytes) {
        stage.net.inject(from, Stage.HOST, bytes);
    }

    @Test
    void shouldNotStarveTimersUnderAFlood() {
        alice.link().describe(new byte[] {1});
        for (int i = 0; i < 1000; i++) {
            flood(STRANGER, new byte[50]);
        }
        stage.net.nowNs += Stage.STEP_NS;
        assertTrue(host.doWork(0) < 1000);
        assertEquals(Stage.HOST, stage.net.sent.getLast().from, "the description is out before the flood is eaten");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldSurviveMutatedTraffic(long seed) {
        Random random = new Random(seed);
        stage.passMs(1000);
        Stage.sendRtcp(bob.link(), 7);
        Stage.sendRtp(bob.link(), 0);
        List<HandNet.Datagram> recorded = List.copyOf(stage.net.sent);
        stage.settle();
        for (int i = 0; i < 5000; i++) {
            HandNet.Datagram datagram = recorded.get(random.nextInt(recorded.size()));
            byte[] bytes = Arrays.copyOf(datagram.bytes, random.nextInt(datagram.bytes.length + 20));
            for (int n = 1 + random.nextInt(3); n > 0 && bytes.length > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            stage.net.inject(random.nextBoolean() ? datagram.from : STRANGER, datagram.to, bytes);
            stage.settle();
        }
        assertEquals(List.of("up bob"), alice.log);
        assertEquals(List.of("up alice"), bob.log);
        int before = alice.rtp.size();
        Stage.sendRtp(bob.link(), 1);
        stage.settle();
        assertEquals(before + 1, alice.rtp.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldDeliverDescriptionsUnderLossOnceAndInOrder(long seed) {
        Random random = new Random(seed);
        stage.net.filter = datagram -> random.nextInt(100) < 60 ? null : datagram;
        alice.link().describe(new byte[] {1});
        assertTrue(stage.passUntil(4000, () -> bob.descriptions.size() == 1));
        stage.passMs(500);
        alice.link().describe(new byte[] {2});
        alice.link().describe(new byte[MediaLink.MAX_DESCRIPTION_BYTES]);
        bob.link().describe("bob".getBytes(StandardCharsets.UTF_8));
        assertTrue(stage.passUntil(4000, () -> bob.descriptions.size() == 2 && alice.descriptions.size() == 1));
        assertArrayEquals(new byte[MediaLink.MAX_DESCRIPTION_BYTES], bob.descriptions.get(1));
        stage.net.filter = datagram -> datagram;
        stage.passMs(1000);
        assertEquals(2, bob.descriptions.size());
        stage.net.sent.clear();
        stage.passMs(1000);
        assertEquals(4, stage.net.sent.size(), "once acknowledged, nothing but two signs of life a second each");
        assertTrue(stage.net.sent.stream().allMatch(d -> d.bytes.length < 1200));
    }

    @Test
    void shouldDescribeFromWithinTheListener() {
        Ear carol = new Ear();
        carol.onUp = link -> link.describe(new byte[] {9});
        alice.onUp = link -> link.describe(new byte[] {8});
        stage.join("carol", 3, carol);
        assertTrue(stage.passUntil(1000, () -> carol.descriptions.size() == 1 && alice.descriptions.size() == 1));
        assertArrayEquals(new byte[] {8}, carol.descriptions.getFirst());
        assertArrayEquals(new byte[] {9}, alice.descriptions.getFirst());
    }
}
