package tutti.engine.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Comparator;

/// What to call an address that stands for all addresses of this computer.
final class OwnAddress {
    private OwnAddress() {}

    /// A wildcard address is nowhere to go to: the first address of a working interface stands in for it.
    static InetAddress reachable(InetSocketAddress bound) {
        if (!bound.getAddress().isAnyLocalAddress()) {
            return bound.getAddress();
        }
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress())
                    .min(Comparator.comparingInt(OwnAddress::remoteness))
                    .orElse(InetAddress.getLoopbackAddress());
        } catch (SocketException noInterfaces) {
            return InetAddress.getLoopbackAddress();
        }
    }

    /// Orders addresses by how likely others reach them: IPv4, then IPv6, loopback last.
    private static int remoteness(InetAddress address) {
        return address.getAddress().length + (address.isLoopbackAddress() ? 100 : 0);
    }
}
