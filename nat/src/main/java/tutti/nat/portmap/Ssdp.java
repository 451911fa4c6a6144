package tutti.nat.portmap;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The search for a router's description (UPnP Device Architecture 1.1, section 1.3): text that looks like HTTP, in
/// datagrams.
final class Ssdp {
    static final int PORT = 1900;
    static final String GROUP = "239.255.255.250";

    /// What routers are called; a second version also answers to the first one's name.
    static final List<String> TARGETS = List.of(
            "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
            "urn:schemas-upnp-org:device:InternetGatewayDevice:2");

    private static final String KIND = "urn:schemas-upnp-org:device:InternetGatewayDevice:";
    private static final int MAX_LINES = 50;

    private Ssdp() {}

    /// MX is how many seconds an answer may be held back at most, and 1 is the least.
    static byte[] search(String target) {
        return ("M-SEARCH * HTTP/1.1\r\nHOST: " + GROUP + ":" + PORT + "\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: "
                        + target + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Reads an answer.
    ///
    /// @param router whose answer it is
    /// @return where the description is, at that router's own address; empty if this is not a router's answer
    static Optional<URI> location(byte[] datagram, int numBytes, InetAddress router) {
        String[] lines = new String(datagram, 0, numBytes, StandardCharsets.ISO_8859_1).split("\r?\n", MAX_LINES);
        boolean isOk = lines[0].matches("HTTP/1\\.[01] 200( .*)?");
        boolean isRouter =
                header(lines, "st").filter(type -> type.startsWith(KIND)).isPresent();
        return isOk && isRouter ? header(lines, "location").flatMap(text -> at(router, text)) : Optional.empty();
    }

    private static Optional<String> header(String[] lines, String name) {
        for (String line : lines) {
            int colonAt = line.indexOf(':');
            if (colonAt > 0
                    && line.substring(0, colonAt)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals(name)) {
                return Optional.of(line.substring(colonAt + 1).strip());
            }
        }
        return Optional.empty();
    }

    /// An address in plain HTTP whose host is the literal address of the router: no name is looked up, and nobody
    /// else is called, whatever an answer says.
    static Optional<URI> at(InetAddress router, String text) {
        try {
            URI uri = new URI(text);
            String host = uri.getHost();
            boolean isThere = "http".equalsIgnoreCase(uri.getScheme())
                    && host != null
                    && uri.getUserInfo() == null
                    && InetAddress.ofLiteral(host).equals(router);
            return isThere ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
