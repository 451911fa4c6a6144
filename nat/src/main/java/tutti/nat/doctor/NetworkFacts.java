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
/// @param server what was found of the room server, empty if none was named
record NetworkFacts(OwnNetwork own, Optional<RouterSurvey> router, Optional<Server> server) {
    /// A room server, and its relays.
    ///
    /// @param reach over TCP
    /// @param paths over UDP, one of each family that there is a way in, IPv4 first
    /// @param relays what became of each relay
    record Server(ServerUrl url, ServerReach reach, List<UdpPath> paths, List<Relay> relays) {
        Server {
            paths = List.copyOf(paths);
            relays = List.copyOf(relays);
        }

        boolean isReached() {
            return reach instanceof ServerReach.Reached;
        }

        /// The path whose router matters most: over IPv4, which has the NATs.
        Optional<UdpPath> openPath() {
            return paths.stream().filter(UdpPath::isOpen).findFirst();
        }
    }

    /// A relay that was tried.
    record Relay(IceServers.Turn turn, RelayReach reach) {}
}
