package tutti.engine.bench.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tutti.nat.direct.DirectHost;
import tutti.nat.direct.DirectJoin;
import tutti.nat.invite.InviteSecret;
import tutti.nat.link.PeerIdentity;
import tutti.nat.udp.UdpPort;

class PacketEndTest {
    @Test
    void shouldTellWhatIsMissingAndHowLongTheRestTook() {
        PacketCount count = new PacketCount(List.of(new PacketStage(100, 100, 1), new PacketStage(10, 1_000, 2)));
        for (int i = 0; i < 90; i++) {
            // 1 ms, and 2 ms for every tenth.
            count.count(packet(0, i), 0, 100, 1_000_000L * (i % 10 == 0 ? 2 : 1));
        }

        PacketFigures figures = count.figures(0);

        assertEquals(10, figures.lostPercent(), 1e-9);
        assertEquals(72, figures.kbps(), 1e-9);
        assertEquals(1, figures.medianMs(), 1e-9);
        assertEquals(2, figures.p99Ms(), 1e-9);
        assertEquals(100, count.figures(1).lostPercent());
        // As exact as they are printed.
        assertEquals(
                Optional.of(figures.line()), PacketFigures.parse(figures.line()).map(PacketFigures::line));
        assertEquals(Optional.empty(), PacketFigures.parse("packets 1 2 3 four"));
    }

    /// Sent at 0.
    private static byte[] packet(int stage, int number) {
        ByteBuffer packet = ByteBuffer.allocate(100);
        packet.putInt(PacketSender.STAGE_AT, stage).putInt(PacketSender.NUMBER_AT, number);
        return packet.array();
    }

    @Test
    void shouldCountWhatCrossesARealLink() throws InterruptedException {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        SecureRandom random = new SecureRandom();
        InviteSecret secret = InviteSecret.random(random);
        try (UdpPort here = UdpPort.open(anywhere, System::nanoTime);
                UdpPort there = UdpPort.open(anywhere, System::nanoTime);
                PacketEnd host = new PacketEnd(
                        listener -> new DirectHost(here, secret, identity("a"), listener, System::nanoTime, random),
                        1,
                        System::nanoTime);
                PacketEnd guest = new PacketEnd(
                        listener -> new DirectJoin(
                                there, here.localAddress(), secret, identity("b"), listener, System::nanoTime, random),
                        1,
                        System::nanoTime)) {
            host.send("direct");

            PacketFigures music = PacketFigures.parse(guest.report().getFirst()).orElseThrow();
            assertTrue(music.kbps() > 0 && music.medianMs() > 0, guest.report().toString());
        }
    }

    private static PeerIdentity identity(String letter) {
        return new PeerIdentity(letter.repeat(32), letter);
    }
}
