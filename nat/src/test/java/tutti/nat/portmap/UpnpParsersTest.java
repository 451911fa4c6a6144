package tutti.nat.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpnpParsersTest {
    private static final InetAddress ROUTER = InetAddress.ofLiteral("192.168.1.1");
    private static final URI LOCATION = URI.create("http://192.168.1.1:5000/root.xml");
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=120\r\nST: urn:schemas-upnp-org:device:InternetGatewayDevice:1"
                    + "\r\nUSN: uuid:x\r\nEXT:\r\nLocation: http://192.168.1.1:5000/root.xml\r\n\r\n";

    static String description(String url, String control) {
        return "<?xml version=\"1.0\"?><root xmlns=\"urn:schemas-upnp-org:device-1-0\">" + url
                + "<device><deviceList><device><serviceList>"
                + service("urn:schemas-upnp-org:service:WANCommonInterfaceConfig:1", "/ctl/common")
                + service("urn:schemas-upnp-org:service:WANPPPConnection:1", "/ctl/ppp")
                + service("urn:schemas-upnp-org:service:WANIPConnection:1", control)
                + "</serviceList></device></deviceList></device></root>";
    }

    static String service(String type, String control) {
        return "<service><serviceType>" + type + "</serviceType><serviceId>x</serviceId><controlURL>" + control
                + "</controlURL></service>";
    }

    private static Optional<URI> location(String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
        return Ssdp.location(bytes, bytes.length, ROUTER);
    }

    private static List<IgdDescription.Service> services(String xml) {
        return IgdDescription.services(xml.getBytes(StandardCharsets.UTF_8), LOCATION, ROUTER);
    }

    @Test
    void shouldReadWhereTheDescriptionIs() {
        assertEquals(Optional.of(LOCATION), location(ANSWER));
        assertEquals(Optional.of(LOCATION), location(ANSWER.replace("\r\n", "\n")));
        assertEquals(
                Optional.of(LOCATION),
                location(ANSWER.replace("Device:1", "Device:2").replace("Location:", "LOCATION:")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.168.1.2:5000/root.xml",
                "https://192.168.1.1:5000/root.xml",
                "http://evil@192.168.1.1:5000/root.xml",
                "http://192.168.1.1.evil.example/root.xml",
                "http://router.lan/root.xml",
                "http://[::ffff:192.168.1.2]/root.xml",
                "http://0300.0250.01.02/",
                "file:///etc/passwd",
                "http:///root.xml",
                "/root.xml",
                "ht tp://",
                ""
            })
    void shouldNotFollowALocationThatLeadsElsewhere(String location) {
        assertTrue(location(ANSWER.replace(LOCATION.toString(), location)).isEmpty());
    }

    @Test
    void shouldPassOverOtherDevicesAndWords() {
        assertTrue(
                location(ANSWER.replace("InternetGatewayDevice", "MediaServer")).isEmpty());
        assertTrue(location(ANSWER.replace("200 OK", "404 Not Found")).isEmpty());
        assertTrue(
                location(ANSWER.replace("HTTP/1.1 200 OK", "NOTIFY * HTTP/1.1")).isEmpty());
        assertTrue(location("").isEmpty());
    }

    @Test
    void shouldPreferTheKindOfConnectionThatIsUsual() {
        assertEquals(
                List.of("/ctl/ip", "/ctl/ppp"),
                services(description("", "/ctl/ip")).stream()
                        .map(each -> each.control().getPath())
                        .toList());
        assertEquals(
                URI.create("http://192.168.1.1:49152/base/ip"),
                services(description("<URLBase>http://192.168.1.1:49152/base/</URLBase>", "ip"))
                        .getFirst()
                        .control());
        assertEquals(
                URI.create("http://192.168.1.1:5000/ctl/ip"),
                services(description("<URLBase>http://10.0.0.1/</URLBase>", "/ctl/ip"))
                        .getFirst()
                        .control());
    }

    @Test
    void shouldOnlyCommandTheRouterItself() {
        assertEquals(1, services(description("", "http://192.168.1.2/ctl/ip")).size());
        assertEquals(1, services(description("", "//192.168.1.2/ctl/ip")).size());
        assertEquals(1, services(description("", "http://[")).size());
        assertEquals(2, services(description("", "http://192.168.1.1:1/ctl/ip")).size());
    }

    @Test
    void shouldReadNoMoreThanAFewConnections() {
        String many =
                service("urn:schemas-upnp-org:service:WANIPConnection:2", "/a").repeat(100);
        assertEquals(4, services("<root>" + many + "</root>").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<root>",
                "not xml",
                "<!DOCTYPE root><root/>",
                "<!DOCTYPE root [<!ENTITY a \"aaaa\">]><root>&a;</root>",
                "<!DOCTYPE root SYSTEM \"http://127.0.0.1:9/x.dtd\"><root/>",
                "<root>&undefined;</root>",
                "<root xmlns:xi=\"http://www.w3.org/2001/XInclude\" a='1' a='2'/>"
            })
    void shouldRefuseXmlThatIsNotPlain(String xml) {
        assertTrue(XmlText.root(xml.getBytes(StandardCharsets.UTF_8)).isEmpty());
    }

    @Test
    void shouldBoundLengthAndDepth() {
        String deep = "<a>".repeat(1_000) + "</a>".repeat(1_000);
        assertTrue(XmlText.root(deep.getBytes(StandardCharsets.UTF_8)).isEmpty());
        String flat = "<r>" + "<a/>".repeat(1_000) + "</r>";
        assertTrue(XmlText.root(flat.getBytes(StandardCharsets.UTF_8)).isPresent());
        String large = "<r>" + "x".repeat(XmlText.MAX_BYTES) + "</r>";
        assertTrue(XmlText.root(large.getBytes(StandardCharsets.UTF_8)).isEmpty());
        String longValue = "<r><v>" + "x".repeat(501) + "</v></r>";
        assertTrue(XmlText.root(longValue.getBytes(StandardCharsets.UTF_8))
                .flatMap(root -> XmlText.value(root, "v"))
                .isEmpty());
    }

    @Test
    void shouldSurviveMutation() {
        Random random = new Random(6);
        String whole = description("<URLBase>http://192.168.1.1/</URLBase>", "/ctl/ip");
        int numRead = 0;
        for (int i = 0; i < 1_500; i++) {
            StringBuilder xml = new StringBuilder(whole);
            StringBuilder answer = new StringBuilder(ANSWER);
            for (int n = random.nextInt(4); n > 0; n--) {
                xml.setCharAt(random.nextInt(xml.length()), (char) random.nextInt(256));
                answer.setCharAt(random.nextInt(answer.length()), (char) random.nextInt(256));
            }
            List<IgdDescription.Service> services = services(xml.toString());
            numRead += services.isEmpty() ? 0 : 1;
            services.forEach(each -> assertEquals("192.168.1.1", each.control().getHost()));
            location(answer.toString()).ifPresent(each -> assertEquals("192.168.1.1", each.getHost()));
            assertNotNull(services);
        }
        assertTrue(numRead > 150, "some were whole: " + numRead);
    }
}
