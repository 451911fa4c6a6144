package tutti.nat.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tutti.nat.ice.IceServers;
import tutti.nat.invite.ServerUrl;
import tutti.nat.portmap.Gateway;
import tutti.nat.portmap.RouterSurvey;

class JudgeTest {
    private static final Gateway ROUTER = new Gateway(InetAddress.ofLiteral("192.168.1.1"), "eth0");
    private static final Gateway ROUTER_V6 = new Gateway(InetAddress.ofLiteral("fe80::1"), "eth0");
    private static final InetAddress V4 = InetAddress.ofLiteral("192.168.1.5");
    private static final InetAddress V6 = InetAddress.ofLiteral("2001:db8::5");
    private static final ServerUrl URL = new ServerUrl("rooms.example", 443, null);
    private static final IceServers.Turn TURN =
            new IceServers.Turn(new InetSocketAddress("198.51.100.2", 3478), "bob", "hush");
    private static final OwnNetwork HOME = new OwnNetwork(List.of(V4), List.of(ROUTER), Optional.of(V4), "eth0", false);

    private static OwnNetwork own(InetAddress v4, String interfaceName, boolean isWireless) {
        return new OwnNetwork(List.of(v4), List.of(ROUTER), Optional.of(v4), interfaceName, isWireless);
    }

    private static List<Finding> findings(OwnNetwork own, Optional<RouterSurvey> survey) {
        return checked(NetworkJudge.findings(new NetworkFacts(own, survey, Optional.empty(), List.of(), List.of())));
    }

    private static List<Finding> findings(ServerReach reach, List<UdpPath> paths, RelayReach... relays) {
        List<NetworkFacts.Relay> tried = Arrays.stream(relays)
                .map(each -> new NetworkFacts.Relay(TURN, each))
                .toList();
        return checked(ServerJudge.findings(new NetworkFacts(
                HOME, Optional.empty(), Optional.of(new NetworkFacts.Server(URL, reach)), paths, tried)));
    }

    /// Whatever is said is one sentence, and a bad finding says what to do.
    private static List<Finding> checked(List<Finding> findings) {
        for (Finding each : findings) {
            assertTrue(each.what().matches("[A-Z].*\\."), each.toString());
            assertTrue(each.advice().isEmpty() || each.advice().matches("[A-Z].*\\."), each.toString());
            boolean needsAdvice = each.status() == Finding.Status.BAD || each.status() == Finding.Status.WARN;
            assertTrue(!needsAdvice || !each.advice().isEmpty(), each.toString());
            assertFalse(each.toString().contains("null") || each.toString().contains("hush"), each.toString());
        }
        return findings;
    }

    private static String words(List<Finding> findings, String id) {
        return findings.stream()
                .filter(each -> each.id().equals(id))
                .map(each -> each.status() + " " + each.what() + " " + each.advice())
                .findFirst()
                .orElse("nothing");
    }

    @Test
    void shouldDescribeAnOrdinaryHome() {
        List<Finding> findings = findings(
                HOME,
                Optional.of(
                        new RouterSurvey(List.of("PCP", "UPnP"), Optional.of(InetAddress.ofLiteral("203.0.113.5")))));
        assertEquals(
                List.of(
                        Finding.good("network", "This computer is 192.168.1.5 (eth0), behind the router 192.168.1.1."),
                        Finding.good("ipv6", "There is no IPv6 here; IPv4 does as well."),
                        Finding.good(
                                "router",
                                "The router can be asked to let others in (PCP, UPnP): a room can be hosted on this"
                                        + " computer.")),
                findings);
    }

    @Test
    void shouldNoticeThatThereIsNoNetwork() {
        List<Finding> findings =
                findings(new OwnNetwork(List.of(), List.of(), Optional.empty(), "", false), Optional.empty());
        assertEquals(1, findings.size());
        assertEquals(Finding.Status.BAD, findings.getFirst().status());
        NetworkFacts nobody = new NetworkFacts(
                new OwnNetwork(List.of(), List.of(), Optional.empty(), "", false),
                Optional.empty(),
                Optional.of(new NetworkFacts.Server(URL, new ServerReach.NoName())),
                List.of(),
                List.of());
        assertEquals(1, NetworkJudge.findings(nobody).size(), "one reason is enough");
        List<Finding> island =
                findings(new OwnNetwork(List.of(V4), List.of(), Optional.empty(), "", false), Optional.empty());
        assertTrue(words(island, "network").startsWith("WARN This computer (192.168.1.5)"), island.toString());
    }

    @Test
    void shouldNoticeIpv6WithAndWithoutIpv4() {
        OwnNetwork both = new OwnNetwork(List.of(V6, V4), List.of(ROUTER, ROUTER_V6), Optional.of(V4), "eth0", false);
        assertTrue(words(findings(both, Optional.empty()), "ipv6").contains("2001:db8:0:0:0:0:0:5"));
        OwnNetwork alone = new OwnNetwork(List.of(V6), List.of(ROUTER_V6), Optional.empty(), "", false);
        assertTrue(words(findings(alone, Optional.empty()), "network").startsWith("GOOD This computer is on an IPv6"));
        OwnNetwork noWay = new OwnNetwork(List.of(V6, V4), List.of(ROUTER), Optional.of(V4), "eth0", false);
        assertTrue(words(findings(noWay, Optional.empty()), "ipv6").contains("no IPv6"));
    }

    @Test
    void shouldWarnOfWirelessAndTunnels() {
        assertEquals("nothing", words(findings(HOME, Optional.empty()), "wifi"));
        assertTrue(words(findings(own(V4, "wlan0", true), Optional.empty()), "wifi")
                .startsWith("WARN"));
        for (String tunnel : List.of("tun0", "wg0", "utun3", "tailscale0")) {
            assertTrue(words(findings(own(V4, tunnel, false), Optional.empty()), "vpn")
                    .startsWith("WARN"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PCP,UPnP | 203.0.113.5 | GOOD | can be hosted",
                "PCP | - | GOOD | can be asked",
                "NAT-PMP | - | WARN | no public address itself",
                "UPnP | 10.0.0.4 | WARN | behind another router",
                "UPnP | 100.66.0.4 | WARN | CGNAT",
                "- | - | WARN | cannot be asked",
            })
    void shouldJudgeTheRouter(String protocols, String external, String status, String words) {
        RouterSurvey survey = new RouterSurvey(
                protocols.equals("-") ? List.of() : List.of(protocols.split(",")),
                external.equals("-") ? Optional.empty() : Optional.of(InetAddress.ofLiteral(external)));
        String found = words(findings(HOME, Optional.of(survey)), "router");
        assertTrue(found.startsWith(status) && found.contains(words), found);
    }

    @Test
    void shouldNotNeedARouterWithAPublicAddress() {
        OwnNetwork host = own(InetAddress.ofLiteral("203.0.113.9"), "eth0", false);
        assertTrue(words(findings(host, Optional.empty()), "router").startsWith("GOOD This computer has a public"));
    }

    @Test
    void shouldDescribeAServerThatIsReached() {
        UdpPath path = UdpPathTest.path(Set.of(576, 1200, 1452), "203.0.113.5:4000", "203.0.113.5:4000");
        assertEquals(
                List.of(
                        Finding.good("server", "The room server rooms.example:443 answers, in 12 ms."),
                        Finding.good("udp", "UDP, which music travels by, gets through in 12 ms."),
                        Finding.good(
                                "nat",
                                "The world sees this computer at 203.0.113.5:4000, whoever looks: players connect"
                                        + " directly through a NAT like this."),
                        Finding.good("mtu", "Packets of 1452 bytes get through; Tutti sends up to 1200."),
                        Finding.good(
                                "relay", "The relay 198.51.100.2:3478 would carry music, in 20 ms there and back.")),
                findings(
                        new ServerReach.Reached(12_400_000),
                        List.of(path),
                        new RelayReach.Relayed(UdpPathTest.SERVER, 20_000_000)));
    }

    static List<Arguments> reaches() {
        return List.of(
                Arguments.of(new ServerReach.NoName(), "leads nowhere"),
                Arguments.of(new ServerReach.NoAnswer(true), "Nothing listens"),
                Arguments.of(new ServerReach.NoAnswer(false), "does not answer"),
                Arguments.of(new ServerReach.Untrusted(true), "Do not join"),
                Arguments.of(new ServerReach.Untrusted(false), "the whole invite"),
                Arguments.of(new ServerReach.Foreign(), "no room server"));
    }

    @ParameterizedTest
    @MethodSource("reaches")
    void shouldSayWhyAServerIsNotReached(ServerReach reach, String words) {
        List<Finding> findings = findings(reach, List.of());
        assertTrue(words(findings, "server").startsWith("BAD")
                && words(findings, "server").contains(words));
        assertTrue(words(findings, "udp").startsWith("UNKNOWN"));
        assertEquals("nothing", words(findings, "nat"));
    }

    @Test
    void shouldJudgeStunServersWithoutARoom() {
        for (String mapped : List.of("-", "203.0.113.5:4000")) {
            List<Finding> findings = checked(ServerJudge.findings(new NetworkFacts(
                    HOME, Optional.empty(), Optional.empty(), List.of(UdpPathTest.path(Set.of(), mapped)), List.of())));
            assertEquals("nothing", words(findings, "server"));
            assertTrue(words(findings, "udp").startsWith(mapped.equals("-") ? "WARN No STUN server" : "GOOD"));
        }
    }

    @Test
    void shouldNoticeThatUdpIsBlocked() {
        List<Finding> findings = findings(new ServerReach.Reached(1), List.of(UdpPathTest.path(Set.of(), "-")));
        assertTrue(words(findings, "udp").startsWith("WARN UDP is blocked"));
        assertTrue(words(findings, "server").contains("under 1 ms"));
    }

    @Test
    void shouldLookAtTheFamilyThatIsOpen() {
        List<Finding> findings = findings(
                new ServerReach.Reached(1),
                List.of(UdpPathTest.path(Set.of(), "-"), UdpPathTest.path(Set.of(1200), "192.168.1.5:4000")));
        assertTrue(words(findings, "udp").startsWith("GOOD"));
        assertTrue(words(findings, "nat").contains("no NAT"));
        List<Finding> both = findings(
                new ServerReach.Reached(1),
                List.of(
                        UdpPathTest.path(Set.of(1200), "203.0.113.5:4000"),
                        UdpPathTest.path(Set.of(1200), "192.168.1.5:4000")));
        assertTrue(words(both, "udp").contains("IPv4 and IPv6"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.168.1.5:4000 | - | GOOD | no NAT",
                "203.0.113.5:4000 | 203.0.113.5:4001 | WARN | symmetric",
                "203.0.113.5:4000 | - | GOOD | a good sign",
                "203.0.113.5:4001 | - | UNKNOWN | cannot tell",
                "10.1.1.1:4001 | - | GOOD | within the same network",
                "? | - | UNKNOWN | did not say",
            })
    void shouldJudgeTheNat(String one, String other, String status, String words) {
        String found =
                words(findings(new ServerReach.Reached(1), List.of(UdpPathTest.path(Set.of(), one, other))), "nat");
        assertTrue(found.startsWith(status) && found.contains(words), found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "576,1200,1452 | GOOD | 1452",
                "576,1200 | GOOD | 1200",
                "1200,1452 | GOOD | 1452",
                "576 | BAD | are lost",
                "'' | UNKNOWN | could not be found out",
            })
    void shouldJudgeHowLongPacketsMayBe(String passed, String status, String words) {
        Set<Integer> lengths = passed.isEmpty()
                ? Set.of()
                : Arrays.stream(passed.split(",")).map(Integer::valueOf).collect(Collectors.toSet());
        String found = words(
                findings(new ServerReach.Reached(1), List.of(UdpPathTest.path(lengths, "203.0.113.5:4000"))), "mtu");
        assertTrue(found.startsWith(status) && found.contains(words), found);
    }

    @Test
    void shouldJudgeRelays() {
        assertTrue(relay(new RelayReach.Silent()).contains("does not answer"));
        assertTrue(relay(new RelayReach.Refused(401, "Unauthorized")).contains("static-auth-secret"));
        assertTrue(relay(new RelayReach.Refused(486, "Quota")).contains("is full"));
        assertTrue(relay(new RelayReach.Refused(403, "Forbidden")).contains("403 Forbidden"));
        assertTrue(relay(new RelayReach.Refused(0, "an answer that makes no sense"))
                .contains("(an answer"));
    }

    private static String relay(RelayReach reach) {
        return words(findings(new ServerReach.Reached(1), List.of(), reach), "relay");
    }
}
