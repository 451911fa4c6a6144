package tutti.nat.doctor;

import java.util.List;
import java.util.Optional;
import tutti.nat.ice.IceServers;
import tutti.nat.invite.ServerUrl;
import tutti.nat.portmap.RouterSurvey;

/// All that was measured.
///
/// @param own what this computer knows by itself
/// @param router what the router answered, empty if there is none to ask
/// @param server how far it is to the room server, empty if none was named
/// @param paths over UDP, one of each family that there was somebody to ask in, IPv4 first
/// @param relays what became of each relay
record NetworkFacts(
        OwnNetwork own,
        Optional<RouterSurvey> router,
        Optional<Server> server,
        List<UdpPath> paths,
        List<Relay> relays) {
    /// A room server that was tried over TCP.
    record Server(ServerUrl url, ServerReach reach) {}

    /// A relay that was tried.
    record Relay(IceServers.Turn turn, RelayReach reach) {}

    NetworkFacts {
        paths = List.copyOf(paths);
        relays = List.copyOf(relays);
    }

    /// Whether the room server answers over TCP.
    boolean isReached() {
        return server.filter(each -> each.reach() instanceof ServerReach.Reached)
                .isPresent();
    }

    /// The path whose router matters most: over IPv4, which has the NATs.
    Optional<UdpPath> openPath() {
        return paths.stream().filter(UdpPath::isOpen).findFirst();
    }
}
