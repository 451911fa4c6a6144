package tutti.engine.send;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tutti.engine.fake.FakeLink;
import tutti.engine.wire.RtpFlyweight;

class SendTargetTest {
    private static final int PACKET_BYTES = RtpFlyweight.HEADER_BYTES + 4;

    private final FakeLink bob = new FakeLink("bob", 0xb, 1);
    private final FakeLink carol = new FakeLink("carol", 0xc, 2);
    private final byte[] packet = new byte[RtpFlyweight.MAX_PACKET_BYTES];

    SendTargetTest() {
        RtpFlyweight.writeHeader(packet, 97, 5, 6, 7, 8);
    }

    @Test
    void shouldCountEachTrackOfEachLinkForItself() {
        SendTarget toBob = target(bob);
        toBob.send(0, packet, PACKET_BYTES);
        toBob.send(0, packet, PACKET_BYTES);
        toBob.send(1, packet, PACKET_BYTES);
        target(carol).send(0, packet, PACKET_BYTES);
        toBob.send(0, packet, PACKET_BYTES);

        assertEquals(List.of(1_000, 1_001, 1_000, 1_002), sequences(bob));
        assertEquals(List.of(1_000), sequences(carol));
    }

    @Test
    void shouldGoOnBeyondTheTurnOfTheNumbers() {
        SendTarget target = target(bob);
        for (int i = 0; i < 70_000; i++) {
            target.send(0, packet, PACKET_BYTES);
        }

        assertEquals(1_000, sequences(bob).getFirst());
        assertEquals((1_000 + 69_999) & 0xFFFF, sequences(bob).getLast());
    }

    @Test
    void shouldLeaveThePacketAsItIsForTheNextPeer() {
        byte[] before = packet.clone();
        target(bob).send(0, packet, PACKET_BYTES);

        assertArrayEquals(before, packet);
    }

    private static SendTarget target(FakeLink link) {
        return new SendTarget(link, nowNs -> List.of());
    }

    private static List<Integer> sequences(FakeLink link) {
        RtpFlyweight rtp = new RtpFlyweight();
        return link.rtp.stream()
                .map(sent -> {
                    assertTrue(rtp.wrap(sent, 0, sent.length));
                    return rtp.sequence();
                })
                .toList();
    }
}
