package tutti.nat.mesh;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tutti.nat.ice.IceServers;
import tutti.nat.room.wire.FromServer;

/// The servers that help to find a way: those that say from where one is seen, and the relay that the room names. Names
/// are looked up beside the link thread.
///
/// Thread: any.
final class HelpingServers {
    private static final Pattern TURN = Pattern.compile("turn:(.+?)(?::([0-9]{1,5}))?(?:[?]transport=udp)?");
    private static final int TURN_PORT = 3478;

    private final Executor worker;
    private volatile List<InetSocketAddress> stun = List.of();
    private volatile List<IceServers.Turn> turn = List.of();

    /// @param stunServers unresolved
    HelpingServers(List<InetSocketAddress> stunServers, Executor worker) {
        this.worker = worker;
        worker.execute(() -> stun = stunServers.stream()
                .flatMap(server -> lookUp(server.getHostString(), server.getPort()).stream())
                .toList());
    }

    /// Those known by now.
    IceServers servers() {
        return new IceServers(stun, turn);
    }

    /// The room's relay, or none.
    void onTurn(FromServer.@Nullable Turn offered) {
        if (offered == null) {
            turn = List.of();
            return;
        }
        worker.execute(() -> {
            List<IceServers.Turn> found = new ArrayList<>();
            for (String uri : offered.uris()) {
                Matcher parts = TURN.matcher(uri);
                if (parts.matches()) {
                    int port = parts.group(2) == null ? TURN_PORT : Integer.parseInt(parts.group(2));
                    for (InetSocketAddress address : lookUp(parts.group(1), port)) {
                        found.add(new IceServers.Turn(address, offered.username(), offered.password()));
                    }
                }
            }
            turn = List.copyOf(found);
        });
    }

    /// The first address of each family; none if there is no such host. Nothing here is worth a sentence: what is
    /// missing
    /// shows in the pairs that are tried.
    private static List<InetSocketAddress> lookUp(String host, int port) {
        List<InetSocketAddress> found = new ArrayList<>();
        try {
            boolean hasV4 = false;
            boolean hasV6 = false;
            for (InetAddress address : InetAddress.getAllByName(host)) {
                boolean isV4 = address instanceof Inet4Address;
                if (isV4 ? !hasV4 : !hasV6) {
                    found.add(new InetSocketAddress(address, port));
                }
                hasV4 |= isV4;
                hasV6 |= !isV4;
            }
        } catch (UnknownHostException | IllegalArgumentException e) {
            return List.of();
        }
        return found;
    }
}
