package tutti.nat.portmap;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/// What a router's description says about its connections to the world (UPnP Device Architecture 1.1, section 2.3;
/// WANIPConnection:1, :2 and WANPPPConnection:1).
final class IgdDescription {
    private static final List<String> TYPES = List.of(
            "urn:schemas-upnp-org:service:WANIPConnection:2",
            "urn:schemas-upnp-org:service:WANIPConnection:1",
            "urn:schemas-upnp-org:service:WANPPPConnection:1");

    private static final int MAX_SERVICES = 4;

    /// One connection of the router's.
    ///
    /// @param type the service's, with its version
    /// @param control where to send commands, at the router's own address
    record Service(String type, URI control) {
        boolean knowsAnyPort() {
            return type.endsWith("WANIPConnection:2");
        }
    }

    private IgdDescription() {}

    /// Reads a description.
    ///
    /// @param location where it was read
    /// @return the connections, best kind first; empty if there are none or the description is nonsense
    static List<Service> services(byte[] xml, URI location, InetAddress router) {
        Optional<Element> root = XmlText.root(xml);
        if (root.isEmpty()) {
            return List.of();
        }
        URI base = XmlText.value(root.get(), "URLBase")
                .flatMap(text -> Ssdp.at(router, text))
                .orElse(location);
        List<Element> elements = XmlText.elements(root.get(), "service");
        List<Service> services = new ArrayList<>();
        for (String type : TYPES) {
            for (Element element : elements) {
                if (XmlText.value(element, "serviceType").filter(type::equals).isPresent()) {
                    control(element, base, router).ifPresent(control -> services.add(new Service(type, control)));
                }
            }
        }
        return services.subList(0, Math.min(services.size(), MAX_SERVICES));
    }

    private static Optional<URI> control(Element service, URI base, InetAddress router) {
        try {
            return XmlText.value(service, "controlURL")
                    .map(base::resolve)
                    .flatMap(control -> Ssdp.at(router, control.toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
