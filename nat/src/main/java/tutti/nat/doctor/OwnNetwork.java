package tutti.nat.doctor;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tutti.nat.ice.LocalAddresses;
import tutti.nat.portmap.AddressScope;
import tutti.nat.portmap.Gateway;
import tutti.nat.portmap.GatewaySource;
import tutti.nat.portmap.SourceAddress;

/// What this computer knows of its network by itself.
///
/// @param addresses those that others might reach
/// @param gateways routers that default routes lead to
/// @param sourceV4 the address that IPv4 packets to the world carry, if there is a way
/// @param interfaceName the network interface that has it, empty if unknown
/// @param isWireless whether that is known to be Wi-Fi; known on Linux alone
record OwnNetwork(
        List<InetAddress> addresses,
        List<Gateway> gateways,
        Optional<InetAddress> sourceV4,
        String interfaceName,
        boolean isWireless) {
    OwnNetwork {
        addresses = List.copyOf(addresses);
        gateways = List.copyOf(gateways);
    }

    static OwnNetwork look(GatewaySource source, SourceAddress sourceAddress) {
        List<Gateway> gateways = source.gateways();
        Optional<InetAddress> sourceV4 = firstV4(gateways).flatMap(each -> sourceAddress.towards(each.address()));
        String interfaceName = sourceV4.map(OwnNetwork::interfaceOf).orElse("");
        boolean isWireless =
                !interfaceName.isEmpty() && Files.isDirectory(Path.of("/sys/class/net", interfaceName, "wireless"));
        return new OwnNetwork(LocalAddresses.usable(), gateways, sourceV4, interfaceName, isWireless);
    }

    private static Optional<Gateway> firstV4(List<Gateway> gateways) {
        return gateways.stream()
                .filter(each -> each.address() instanceof Inet4Address)
                .findFirst();
    }

    private static String interfaceOf(InetAddress address) {
        try {
            NetworkInterface found = NetworkInterface.getByInetAddress(address);
            return found == null ? "" : found.getName();
        } catch (SocketException e) {
            return "";
        }
    }

    Optional<Gateway> routerV4() {
        return firstV4(gateways);
    }

    /// An IPv6 address that everybody reaches, if there is a way out for it.
    Optional<InetAddress> publicV6() {
        boolean leads = gateways.stream().anyMatch(each -> !(each.address() instanceof Inet4Address));
        return addresses.stream()
                .filter(each -> !(each instanceof Inet4Address) && AddressScope.of(each) == AddressScope.PUBLIC)
                .filter(each -> leads)
                .findFirst();
    }
}
