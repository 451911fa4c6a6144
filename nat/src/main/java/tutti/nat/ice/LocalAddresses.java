package tutti.nat.ice;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// This computer's addresses that others might reach.
public final class LocalAddresses {
    /// More than a computer has that is not a laboratory; each costs a socket, and checks with every peer.
    private static final int MAX_ADDRESSES = 8;

    /// Bridges of Docker, libvirt, VirtualBox and VMware: behind them are only guests of this very computer.
    private static final Predicate<String> TO_GUESTS = Pattern.compile(
                    "(docker|br-[0-9a-f]{12}|veth|virbr|vboxnet|vmnet).*")
            .asMatchPredicate();

    private LocalAddresses() {}

    /// All of both families but loopback and link-local ones, and those of bridges to virtual guests; IPv6 first,
    /// at most 8. A different list says that the network has changed. Thread: any. Takes about a millisecond.
    public static List<InetAddress> usable() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(LocalAddresses::isUsable)
                    .flatMap(LocalAddresses::addresses)
                    .sorted(Comparator.comparing(address -> address.getAddress().length, Comparator.reverseOrder()))
                    .limit(MAX_ADDRESSES)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static boolean isUsable(NetworkInterface networkInterface) {
        try {
            return networkInterface.isUp()
                    && !networkInterface.isLoopback()
                    && !TO_GUESTS.test(networkInterface.getName());
        } catch (SocketException e) {
            return false;
        }
    }

    private static Stream<InetAddress> addresses(NetworkInterface networkInterface) {
        return networkInterface
                .inetAddresses()
                .filter(address -> !address.isLinkLocalAddress()
                        && !address.isLoopbackAddress()
                        && !address.isAnyLocalAddress()
                        && !address.isMulticastAddress());
    }
}
