package tutti.nat.portmap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Looks for a router's UPnP description: asks the group that all UPnP devices listen to, and the router alone, which
/// firewalls on this computer find easier to let answers through for. Only the router's answer counts. Waits.
final class UpnpSearch {
    private static final long REPEAT_NS = 300_000_000;
    private static final int MAX_BYTES = 1_500;

    private final List<InetSocketAddress> to;
    private final InetAddress router;
    private final LongSupplier clockNs;

    /// @param to whom to ask
    /// @param router whose answers count
    UpnpSearch(List<InetSocketAddress> to, InetAddress router, LongSupplier clockNs) {
        this.to = to;
        this.router = router;
        this.clockNs = clockNs;
    }

    /// Finds out where the description is.
    ///
    /// @param local this computer's address on the router's network
    /// @return empty if the router did not answer
    Optional<URI> location(InetAddress local, Duration limit) {
        long startNs = clockNs.getAsLong();
        long dueNs = 0;
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(local, 0))) {
            NetworkInterface network = NetworkInterface.getByInetAddress(local);
            if (network != null) {
                socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
            }
            socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 2);
            for (long atNs = 0; atNs < limit.toNanos(); atNs = clockNs.getAsLong() - startNs) {
                if (atNs >= dueNs) {
                    ask(socket);
                    dueNs = atNs + REPEAT_NS;
                }
                Optional<URI> location = receive(socket, Math.min(dueNs, limit.toNanos()) - atNs);
                if (location.isPresent()) {
                    return location;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void ask(DatagramSocket socket) {
        for (InetSocketAddress each : to) {
            for (String target : Ssdp.TARGETS) {
                byte[] search = Ssdp.search(target);
                try {
                    socket.send(new DatagramPacket(search, search.length, each));
                } catch (IOException e) {
                    // No multicast here; the others are asked all the same.
                }
            }
        }
    }

    private Optional<URI> receive(DatagramSocket socket, long timeoutNs) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
        socket.setSoTimeout((int) Math.max(1, timeoutNs / 1_000_000));
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
        return packet.getAddress().equals(router)
                ? Ssdp.location(packet.getData(), packet.getLength(), router)
                : Optional.empty();
    }
}
