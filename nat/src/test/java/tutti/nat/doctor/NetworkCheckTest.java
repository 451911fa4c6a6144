package tutti.nat.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.nat.invite.ServerUrl;
import tutti.nat.portmap.SourceAddress;
import tutti.nat.stun.StunResponder;

/// The whole check, against servers on loopback.
@Timeout(60)
class NetworkCheckTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final NetworkCheck check = new NetworkCheck(
            List::of,
            SourceAddress.system(),
            new CheckLimits(PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE),
            System::nanoTime,
            new SecureRandom());

    private Map<String, String> run(CheckSettings settings) {
        return check.run(settings).stream()
                .collect(Collectors.toMap(Finding::id, each -> each.status() + " " + each.what()));
    }

    @Test
    void shouldFindEverythingWell() {
        try (FakeRoomServer server = new FakeRoomServer(FakeRoomServer.HEALTHY);
                StunResponder stun = StunResponder.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), System::nanoTime);
                FakeRelay relay = new FakeRelay()) {
            Map<String, String> found = run(new CheckSettings(
                    Optional.of(server.url(server.fingerprint())), List.of(), List.of(relay.turn("secret"))));
            assertTrue(found.get("server").startsWith("GOOD The room server 127.0.0.1:" + server.port()));
            assertTrue(found.get("udp").startsWith("GOOD"), found.toString());
            assertTrue(found.get("nat").contains("no NAT"), found.toString());
            assertEquals("GOOD Packets of 1452 bytes get through; Tutti sends up to 1200.", found.get("mtu"));
            assertTrue(found.get("relay").startsWith("GOOD"), found.toString());
            assertTrue(stun.counters().requests() >= 4);
        }
    }

    /// Two servers that see the same port at different addresses.
    @Test
    void shouldTellASymmetricNat() {
        try (FakeRelay one = new FakeRelay();
                FakeRelay other = new FakeRelay()) {
            other.mapped = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 2);
            NetworkFacts facts = check.measure(new CheckSettings(
                    Optional.of(
                            new ServerUrl("127.0.0.1", one.turn("").address().getPort(), null)),
                    List.of(other.turn("").address()),
                    List.of()));
            UdpPath path = facts.paths().getFirst();
            assertEquals(NatKind.PER_DESTINATION, path.nat());
            assertTrue(path.isOpen());
        }
    }

    @Test
    void shouldSayThatAServerIsNowhere() {
        Map<String, String> found = run(
                new CheckSettings(Optional.of(new ServerUrl("no-such-host.invalid", 443, null)), List.of(), List.of()));
        assertEquals("BAD The name no-such-host.invalid leads nowhere.", found.get("server"));
        assertTrue(found.get("udp").startsWith("UNKNOWN"));
    }

    @Test
    void shouldDoWithoutAnybodyToAsk() {
        assertTrue(run(CheckSettings.NOBODY).containsKey("network"));
        assertTrue(NetworkCheck.run(CheckSettings.NOBODY, System::nanoTime, new SecureRandom()).stream()
                .anyMatch(each -> each.id().equals("network")));
    }
}
