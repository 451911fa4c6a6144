package tutti.nat.portmap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Optional;

/// Which address of this computer packets to somewhere carry.
@FunctionalInterface
public interface SourceAddress {
    /// The address on the way to a destination of either family.
    ///
    /// @return empty if no route leads there
    Optional<InetAddress> towards(InetAddress destination);

    /// As the system's routes say. Towards a link-local address the answer is a public one where there is one, which
    /// is what others see.
    static SourceAddress system() {
        return destination -> destination.isLinkLocalAddress() ? anyPublicV6() : routed(destination);
    }

    private static Optional<InetAddress> routed(InetAddress destination) {
        try (DatagramSocket socket = new DatagramSocket()) {
            // Sends nothing: the system looks up the route.
            socket.connect(new InetSocketAddress(destination, 9));
            return Optional.of(socket.getLocalAddress()).filter(address -> !address.isAnyLocalAddress());
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> anyPublicV6() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !(address instanceof Inet4Address))
                    .filter(address -> AddressScope.of(address) == AddressScope.PUBLIC)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
