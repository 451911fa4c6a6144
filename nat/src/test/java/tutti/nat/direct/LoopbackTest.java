package tutti.nat.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.invite.DirectInvite;
import tutti.nat.invite.Invite;
import tutti.nat.invite.InviteSecret;
import tutti.nat.udp.UdpPort;

/// Two endpoints over the operating system's loopback, stepped in turns by one thread.
@Timeout(60)
class LoopbackTest {
    private static final long TURN_NS = 1_000_000;
    private static final int MAX_TURNS = 10_000;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void shouldLinkOverTheLoopback(String address) {
        Ear alice = new Ear();
        Ear bob = new Ear();
        SecureRandom random = new SecureRandom();
        UdpPort hostPort = UdpPort.open(new InetSocketAddress(address, 0), System::nanoTime);
        DirectInvite invite = DirectInvite.parse(
                Invite.direct(address, hostPort.localAddress().getPort(), InviteSecret.random(random))
                        .url());
        UdpPort joinPort = UdpPort.open(new InetSocketAddress(address, 0), System::nanoTime);
        try (DirectHost host = new DirectHost(
                        hostPort, invite.secret(), Stage.player("alice"), alice, System::nanoTime, random);
                DirectJoin join = new DirectJoin(
                        joinPort,
                        invite.resolve(),
                        invite.secret(),
                        Stage.player("bob"),
                        bob,
                        System::nanoTime,
                        random)) {
            assertTrue(turn(host, join, () -> bob.up.size() == 1 && alice.up.size() == 1));
            alice.link().acceptSsrc(Stage.SSRC);
            // A busy computer loses datagrams on its loopback, too.
            int[] number = {0};
            assertTrue(turn(host, join, () -> {
                assertTrue(Stage.sendRtp(bob.link(), number[0]++));
                return alice.rtp.size() == 200;
            }));
            assertEquals(0, host.counters().unknownSource());
            bob.link().close();
            assertTrue(turn(host, join, () -> alice.log.contains("left bob: bob left.")));
        }
    }

    private static boolean turn(DirectHost host, DirectJoin join, BooleanSupplier condition) {
        for (int i = 0; i < MAX_TURNS && !condition.getAsBoolean(); i++) {
            host.doWork(TURN_NS);
            join.doWork(TURN_NS);
        }
        return condition.getAsBoolean();
    }
}
