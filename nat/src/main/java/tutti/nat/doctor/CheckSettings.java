package tutti.nat.doctor;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import tutti.nat.ice.IceServers;
import tutti.nat.invite.ServerUrl;

/// Whom the check may ask.
///
/// @param server the room server, which also answers STUN at its port's number
/// @param stun further STUN servers, resolved: with two to ask, the kind of NAT can be told
/// @param relays TURN servers with credentials as the room server gives them; they answer STUN too
public record CheckSettings(Optional<ServerUrl> server, List<InetSocketAddress> stun, List<IceServers.Turn> relays) {
    /// Nobody but the router.
    public static final CheckSettings NOBODY = new CheckSettings(Optional.empty(), List.of(), List.of());

    public CheckSettings {
        stun = List.copyOf(stun);
        relays = List.copyOf(relays);
    }
}
