package tutti.nat.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a router on loopback. What it does not answer at all is waited for briefly; what it answers, for long.
@Timeout(60)
class PortMapperTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeRouter router = new FakeRouter();
    private final List<String> told = new ArrayList<>();

    /// Added to the real clock, so that a test can turn it on.
    private final AtomicLong aheadNs = new AtomicLong();

    private InetAddress local = FakeRouter.ADDRESS;
    private List<Gateway> gateways = List.of(new Gateway(FakeRouter.ADDRESS, "lo"));

    @AfterEach
    void close() {
        router.close();
    }

    private PortMapper mapper(Duration direct, Duration upnp) {
        return new PortMapper(
                () -> gateways,
                destination -> Optional.of(local),
                router.ports(direct, upnp),
                () -> System.nanoTime() + aheadNs.get(),
                new SecureRandom(),
                (protocol, port, result) -> told.add(protocol + " " + port + " " + result));
    }

    private static MappingResult.Mapped mapped(int port, String how) {
        return new MappingResult.Mapped(new InetSocketAddress(InetAddress.ofLiteral("203.0.113.9"), port), how, HOUR);
    }

    private static String refusal(MappingResult result) {
        String reason = assertInstanceOf(MappingResult.Refused.class, result).reason();
        assertTrue(reason.endsWith("."), reason);
        return reason;
    }

    @Test
    void shouldMapByPcpAndEndItWhenClosed() {
        router.speakPcp();
        try (PortMapper mapper = mapper(FakeRouter.ENOUGH, FakeRouter.SHORT)) {
            assertEquals(mapped(5000, "PCP"), mapper.map(Protocol.UDP, 4464, 5000, HOUR));
            assertEquals(mapped(40_000, "PCP"), mapper.map(Protocol.TCP, 4465, 0, HOUR));
            assertEquals(List.of("PCP 17 4464 5000 3600", "PCP 6 4465 0 3600"), router.asked);
        }
        assertEquals(List.of("PCP 17 4464 0 0", "PCP 6 4465 0 0"), router.asked.subList(2, 4));
    }

    @Test
    void shouldFallBackToNatPmp() {
        router.speakNatPmp();
        try (PortMapper mapper = mapper(FakeRouter.ENOUGH, FakeRouter.SHORT)) {
            assertEquals(mapped(5001, "NAT-PMP"), mapper.map(Protocol.UDP, 4464, 5000, HOUR));
        }
        assertEquals(List.of("NAT-PMP 1 4464 5000 3600", "NAT-PMP 1 4464 0 0"), router.asked);
    }

    @Test
    void shouldFallBackToUpnp() {
        router.speakUpnp();
        try (PortMapper mapper = mapper(FakeRouter.SHORT, FakeRouter.ENOUGH)) {
            assertEquals(mapped(5000, "UPnP"), mapper.map(Protocol.UDP, 4464, 5000, HOUR));
            assertEquals(
                    List.of(
                            "GET /root.xml",
                            "GetExternalIPAddress",
                            "AddPortMapping RemoteHost= ExternalPort=5000 Protocol=UDP InternalPort=4464"
                                    + " InternalClient=127.0.0.1 Enabled=1 PortMappingDescription=Tutti"
                                    + " LeaseDuration=3600"),
                    router.asked.stream().map(String::strip).toList());
        }
        assertEquals("DeletePortMapping RemoteHost= ExternalPort=5000 Protocol=UDP", router.asked.getLast());
    }

    @Test
    void shouldTakeAnyPortThatASecondVersionGives() {
        router.speakUpnp();
        router.description = each -> "<root>"
                + UpnpParsersTest.service("urn:schemas-upnp-org:service:WANIPConnection:2", "/ctl") + "</root>";
        router.onCommand = body -> new FakeRouter.Reply(
                200,
                FakeRouter.soap(
                        body.contains("GetExternal")
                                ? "<NewExternalIPAddress>203.0.113.9</NewExternalIPAddress>"
                                : "<NewReservedPort>6000</NewReservedPort>"));
        try (PortMapper mapper = mapper(FakeRouter.SHORT, FakeRouter.ENOUGH)) {
            assertEquals(mapped(6000, "UPnP"), mapper.map(Protocol.TCP, 4464, 5000, HOUR));
            assertTrue(router.asked.get(2).startsWith("AddAnyPortMapping"), router.asked.toString());
        }
    }

    /// Port taken, then only grants for good, then yes.
    @Test
    void shouldFollowWhatARefusalSays() {
        router.speakUpnp();
        AtomicInteger numAsked = new AtomicInteger();
        router.onCommand = body -> {
            if (body.contains("GetExternal")) {
                return new FakeRouter.Reply(
                        200, FakeRouter.soap("<NewExternalIPAddress>203.0.113.9</NewExternalIPAddress>"));
            }
            return switch (numAsked.incrementAndGet()) {
                case 1 -> FakeRouter.fault(718);
                case 2 -> FakeRouter.fault(725);
                default -> new FakeRouter.Reply(200, FakeRouter.soap(""));
            };
        };
        try (PortMapper mapper = mapper(FakeRouter.SHORT, FakeRouter.ENOUGH)) {
            MappingResult.Mapped result =
                    assertInstanceOf(MappingResult.Mapped.class, mapper.map(Protocol.UDP, 4464, 5000, HOUR));
            assertTrue(result.external().getPort() >= 1024 && result.external().getPort() != 5000);
            String last = router.asked.getLast();
            assertTrue(last.contains("LeaseDuration=0"), last);
            assertTrue(last.contains("ExternalPort=" + result.external().getPort() + " "), last);
            // Renewed all the same: the router may have started anew.
            int before = router.asked.size();
            aheadNs.addAndGet(HOUR.toNanos() / 2);
            mapper.renew();
            assertTrue(router.asked.size() > before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "100.70.1.2, CGNAT",
        "192.168.0.5, behind another router",
        "10.1.1.1, behind another router",
        "0.0.0.0, look whether it is online",
    })
    void shouldSayThatAnotherRouterStandsBefore(String external, String words) {
        router.speakPcp();
        router.external = external;
        try (PortMapper mapper = mapper(FakeRouter.ENOUGH, FakeRouter.SHORT)) {
            String reason = refusal(mapper.map(Protocol.UDP, 4464, 5000, HOUR));
            assertTrue(reason.contains(words), reason);
        }
        assertEquals(List.of("PCP 17 4464 5000 3600", "PCP 17 4464 0 0"), router.asked, "taken back");
    }

    @ParameterizedTest
    @CsvSource({
        "2, does not permit it",
        "8, no public address",
        "12, another router",
        "7, no public address",
        "10, no port left",
        "99, 99"
    })
    void shouldSayWhyPcpRefuses(int result, String words) {
        router.speakPcp();
        router.result = result;
        try (PortMapper mapper = mapper(FakeRouter.ENOUGH, FakeRouter.SHORT)) {
            String reason = refusal(mapper.map(Protocol.UDP, 4464, 5000, HOUR));
            assertTrue(reason.contains(words) && reason.contains("127.0.0.1"), reason);
        }
    }

    @Test
    void shouldSayWhyNatPmpRefuses() {
        router.speakNatPmp();
        router.result = 2;
        try (PortMapper mapper = mapper(FakeRouter.ENOUGH, FakeRouter.SHORT)) {
            String reason = refusal(mapper.map(Protocol.UDP, 4464, 5000, HOUR));
            assertTrue(reason.contains("does not permit it"), reason);
        }
    }

    @ParameterizedTest
    @CsvSource({"606, does not permit it", "728, no port left", "501, 501", "718, another computer"})
    void shouldSayWhyUpnpRefuses(int code, String words) {
        router.speakUpnp();
        router.onCommand = body -> body.contains("GetExternal")
                ? new FakeRouter.Reply(200, FakeRouter.soap("<NewExternalIPAddress>203.0.113.9</NewExternalIPAddress>"))
                : FakeRouter.fault(code);
        try (PortMapper mapper = mapper(FakeRouter.SHORT, FakeRouter.ENOUGH)) {
            String reason = refusal(mapper.map(Protocol.UDP, 4464, 5000, HOUR));
            assertTrue(reason.contains(words), reason);
        }
    }

    @Test
    void shouldSayThatARouterSpeaksNothing() {
        try (PortMapper mapper = mapper(FakeRouter.SHORT, FakeRouter.SHORT)) {
            String reason = refusal(mapper.map(Protocol.UDP, 4464, 5000, HOUR));
            assertEquals(
                    "The router at 127.0.0.1 cannot be asked to open a port: it answers neither PCP nor NAT-PMP nor"
                            + " UPnP; switch one of them on in its settings, or forward UDP port 4464 to this"
                            + " computer (127.0.0.1) by hand.",
                    reason);
        }
    }

    @Test
    void shouldSayThatThereIsNoRouter() {
        gateways = List.of();
        try (PortMapper mapper = mapper(FakeRouter.SHORT, FakeRouter.SHORT)) {
            assertTrue(refusal(mapper.map(Protocol.UDP, 4464, 5000, HOUR)).contains("no default route"));
        }
    }

    /// Answers with the wrong nonce, for another port, in noise, and only then the right one.
    @Test
    void shouldWaitForTheRightAnswer() {
        router.speakPcp();
        var honest = router.onPcp;
        router.onPcp = request -> {
            byte[] right = honest.apply(request).getFirst();
            byte[] wrongNonce = right.clone();
            wrongNonce[30]++;
            byte[] wrongPort = right.clone();
            wrongPort[41]++;
            return List.of(wrongNonce, wrongPort, new byte[1_500], new byte[0], new byte[] {2}, right);
        };
        try (PortMapper mapper = mapper(FakeRouter.ENOUGH, FakeRouter.SHORT)) {
            assertEquals(mapped(5000, "PCP"), mapper.map(Protocol.UDP, 4464, 5000, HOUR));
        }
    }

    @Test
    void shouldAskAgainWhenTheFirstRequestIsLost() {
        router.speakPcp();
        var honest = router.onPcp;
        AtomicInteger numAsked = new AtomicInteger();
        router.onPcp = request -> numAsked.incrementAndGet() < 3 ? List.of() : honest.apply(request);
        try (PortMapper mapper = mapper(FakeRouter.ENOUGH, FakeRouter.SHORT)) {
            assertEquals(mapped(5000, "PCP"), mapper.map(Protocol.UDP, 4464, 5000, HOUR));
        }
    }

    /// An answer to the search that leads to another host, a redirection, a document type, a flood of bytes, and
    /// a grant of no port: nobody else is called, and nothing is believed.
    @ParameterizedTest
    @ValueSource(strings = {"elsewhere", "redirect", "doctype", "endless", "nonsense", "noaddress"})
    void shouldNotBeLedAstrayByUpnp(String trick) {
        try (FakeRouter other = new FakeRouter()) {
            router.speakUpnp();
            other.speakUpnp();
            switch (trick) {
                case "elsewhere" ->
                    router.onSearch = request ->
                            List.of(FakeRouter.found(other.httpUrl().replace("127.0.0.1", "localhost") + "/root.xml"));
                case "redirect" -> router.onCommand = body -> new FakeRouter.Reply(302, other.httpUrl() + "/ctl/ip");
                case "doctype" ->
                    router.description = each -> "<!DOCTYPE root SYSTEM \"" + other.httpUrl() + "/evil.dtd\">"
                            + each.ordinaryDescription().replaceFirst("<\\?xml[^>]*>", "");
                case "endless" -> router.description = each -> " ".repeat(1 << 20) + each.ordinaryDescription();
                case "nonsense" -> router.onCommand = body -> new FakeRouter.Reply(200, "<<<");
                default -> router.external = "no.such.address.example";
            }
            try (PortMapper mapper = mapper(FakeRouter.SHORT, Duration.ofMillis(500))) {
                refusal(mapper.map(Protocol.UDP, 4464, 5000, HOUR));
            }
            assertEquals(List.of(), other.asked);
        }
    }

    @Test
    void shouldNotBelieveAPortThatIsNone() {
        router.speakPcp();
        var honest = router.onPcp;
        router.onPcp = request -> {
            byte[] reply = honest.apply(request).getFirst();
            reply[42] = 0;
            reply[43] = 0;
            return List.of(reply);
        };
        try (PortMapper mapper = mapper(FakeRouter.ENOUGH, FakeRouter.SHORT)) {
            refusal(mapper.map(Protocol.UDP, 4464, 5000, HOUR));
        }
    }

    @Test
    void shouldRenewAtHalfOfTheLifetime() {
        router.speakPcp();
        router.lifetimeS = 600;
        try (PortMapper mapper = mapper(FakeRouter.ENOUGH, FakeRouter.SHORT)) {
            mapper.map(Protocol.UDP, 4464, 0, HOUR);
            aheadNs.addAndGet(Duration.ofSeconds(290).toNanos());
            mapper.renew();
            assertEquals(1, router.asked.size(), "not yet due");
            aheadNs.addAndGet(Duration.ofSeconds(10).toNanos());
            router.epochS = 1_300;
            assertTrue(mapper.renew() > 0);
            assertEquals("PCP 17 4464 -25536 3600", router.asked.getLast(), "the port that it has");
            assertEquals(2, router.asked.size());
            assertEquals(List.of(), told);
        }
    }

    @Test
    void shouldTellOfAnotherAddress() {
        router.speakPcp();
        try (PortMapper mapper = mapper(FakeRouter.ENOUGH, FakeRouter.SHORT)) {
            mapper.map(Protocol.UDP, 4464, 5000, HOUR);
            router.external = "203.0.113.77";
            router.epochS = 2_800;
            aheadNs.addAndGet(HOUR.toNanos() / 2);
            mapper.renew();
            assertEquals(1, told.size());
            assertTrue(told.getFirst().startsWith("UDP 4464 Mapped")
                    && told.getFirst().contains("203.0.113.77"));
        }
    }

    /// The router's clock starts anew: what it granted besides is asked for again at once.
    @Test
    void shouldRenewEverythingWhenTheRouterHasForgotten() {
        router.speakPcp();
        try (PortMapper mapper = mapper(FakeRouter.ENOUGH, FakeRouter.SHORT)) {
            mapper.map(Protocol.UDP, 4464, 5000, HOUR.dividedBy(2));
            router.lifetimeS = 7_200;
            mapper.map(Protocol.TCP, 4465, 5001, HOUR.multipliedBy(2));
            router.epochS = 3;
            aheadNs.addAndGet(HOUR.toNanos() / 4);
            mapper.renew();
            mapper.renew();
            assertEquals(List.of("PCP 17 4464 5000 1800", "PCP 6 4465 5001 7200"), router.asked.subList(2, 4));
        }
    }

    @Test
    void shouldTellOnceWhenItIsLostAndComeBack() {
        router.speakPcp();
        try (PortMapper mapper = mapper(FakeRouter.ENOUGH, FakeRouter.SHORT)) {
            assertInstanceOf(MappingResult.Mapped.class, mapper.map(Protocol.UDP, 4464, 5000, HOUR));
            router.result = 2;
            aheadNs.addAndGet(HOUR.toNanos() / 2);
            mapper.renew();
            assertEquals(List.of(), told, "it has half of its time left");
            for (int i = 0; i < 2; i++) {
                aheadNs.addAndGet(HOUR.toNanos());
                mapper.renew();
            }
            assertEquals(1, told.size());
            assertTrue(told.getFirst().startsWith("UDP 4464 Refused"), told.getFirst());
            router.result = 0;
            aheadNs.addAndGet(HOUR.toNanos());
            mapper.renew();
            assertEquals(2, told.size());
            assertTrue(told.getLast().startsWith("UDP 4464 Mapped"), told.getLast());
        }
    }

    @Test
    void shouldNotAskWhereTheAddressIsPublic() {
        router.speakPcp();
        local = InetAddress.ofLiteral("203.0.113.4");
        try (PortMapper mapper = mapper(FakeRouter.SHORT, FakeRouter.SHORT)) {
            assertEquals(
                    new MappingResult.NotNeeded(new InetSocketAddress(local, 4464)),
                    mapper.map(Protocol.UDP, 4464, 5000, HOUR));
        }
        assertEquals(List.of(), router.asked);
    }

    @Test
    void shouldMapAnewOnAnotherNetwork() {
        router.speakPcp();
        try (PortMapper mapper = mapper(FakeRouter.ENOUGH, FakeRouter.SHORT)) {
            mapper.map(Protocol.UDP, 4464, 5000, HOUR);
            mapper.renew();
            assertEquals(1, router.asked.size());
            local = InetAddress.ofLiteral("10.0.0.7");
            mapper.renew();
            assertEquals(2, router.asked.size());
            mapper.renew();
            assertEquals(2, router.asked.size());
        }
    }

    @Test
    void shouldSurveyWhatTheRouterSpeaks() {
        assertEquals(new RouterSurvey(List.of(), Optional.empty()), survey(FakeRouter.SHORT, FakeRouter.SHORT));
        router.speakPcp();
        assertEquals(new RouterSurvey(List.of("PCP"), Optional.empty()), survey(FakeRouter.ENOUGH, FakeRouter.SHORT));
        Optional<InetAddress> external = Optional.of(InetAddress.ofLiteral("203.0.113.9"));
        router.speakNatPmp();
        assertEquals(new RouterSurvey(List.of("NAT-PMP"), external), survey(FakeRouter.ENOUGH, FakeRouter.SHORT));
        router.speakUpnp();
        assertEquals(
                new RouterSurvey(List.of("NAT-PMP", "UPnP"), external), survey(FakeRouter.ENOUGH, FakeRouter.ENOUGH));
        router.onPcp = request -> List.of();
        assertEquals(new RouterSurvey(List.of("UPnP"), external), survey(FakeRouter.SHORT, FakeRouter.ENOUGH));
        assertTrue(router.asked.stream().noneMatch(each -> each.contains("4464") || each.startsWith("Add")));
    }

    private RouterSurvey survey(Duration direct, Duration upnp) {
        return new RouterTalk(
                        FakeRouter.ADDRESS,
                        FakeRouter.ADDRESS,
                        router.ports(direct, upnp),
                        System::nanoTime,
                        new SecureRandom())
                .survey();
    }

    @Test
    void shouldMapNothingWhenClosed() {
        PortMapper mapper = mapper(FakeRouter.SHORT, FakeRouter.SHORT);
        mapper.close();
        mapper.close();
        assertTrue(refusal(mapper.map(Protocol.UDP, 4464, 5000, HOUR)).contains("No further port"));
    }

    @Test
    void shouldEndOneMappingAndKeepTheOthers() {
        router.speakPcp();
        try (PortMapper mapper = mapper(FakeRouter.ENOUGH, FakeRouter.SHORT)) {
            mapper.map(Protocol.UDP, 4464, 5000, HOUR);
            mapper.map(Protocol.TCP, 4465, 0, HOUR);
            mapper.end(Protocol.UDP, 4464);
            assertEquals("PCP 17 4464 0 0", router.asked.get(2));
        }
        assertEquals(List.of("PCP 6 4465 0 0"), router.asked.subList(3, router.asked.size()));
    }

    @Test
    void shouldRenewOnAThreadOfItsOwn() {
        try (PortMapper mapper =
                PortMapper.create(System::nanoTime, new SecureRandom(), List::of, (protocol, port, result) -> {})) {
            assertTrue(refusal(mapper.map(Protocol.UDP, 4464, 5000, HOUR)).contains("no default route"));
            assertTrue(Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(each -> each.getName().equals("tutti-portmap") && each.isDaemon()));
        }
    }
}
