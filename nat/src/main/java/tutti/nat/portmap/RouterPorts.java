package tutti.nat.portmap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Where a router listens, and how long it is given. All other than the standard's in tests alone.
///
/// @param pcp the port of PCP and NAT-PMP
/// @param ssdpPort the port of the router's UPnP search
/// @param ssdpGroup whom to ask beside the router itself
/// @param direct for PCP; NAT-PMP gets as much after it
/// @param upnpSearch for the first answer to a search, which goes on beside PCP and NAT-PMP
/// @param all for everything
record RouterPorts(
        int pcp, int ssdpPort, List<InetSocketAddress> ssdpGroup, Duration direct, Duration upnpSearch, Duration all) {
    /// Routers answer within some 10 ms, UPnP's search within the 1 s that it allows.
    static final RouterPorts STANDARD = new RouterPorts(
            5351,
            Ssdp.PORT,
            List.of(new InetSocketAddress(InetAddress.ofLiteral(Ssdp.GROUP), Ssdp.PORT)),
            Duration.ofMillis(450),
            Duration.ofMillis(1_100),
            Duration.ofMillis(1_900));

    List<InetSocketAddress> ssdp(InetAddress router) {
        return Stream.concat(ssdpGroup.stream(), Stream.of(new InetSocketAddress(router, ssdpPort)))
                .toList();
    }
}
