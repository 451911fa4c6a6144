package tutti.nat.doctor;

import java.util.List;
import java.util.Optional;
import tutti.nat.ice.IceServers;
import tutti.nat.invite.ServerUrl;

/// Whom the check may ask.
///
/// @param server the room server, which also answers STUN at its port's number
/// @param relays TURN servers with credentials as the room server gives them; they answer STUN too
public record CheckSettings(Optional<ServerUrl> server, List<IceServers.Turn> relays) {
    /// Nobody but the router.
    public static final CheckSettings NOBODY = new CheckSettings(Optional.empty(), List.of());

    public CheckSettings {
        relays = List.copyOf(relays);
    }
}
