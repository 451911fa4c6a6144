package tutti.nat.ice;

import java.net.InetSocketAddress;
import java.util.List;

/// Who helps to find a way.
///
/// @param stun servers that say from where they are seen, resolved, one of each address family
/// @param turn relays
public record IceServers(List<InetSocketAddress> stun, List<Turn> turn) {
    /// Nobody.
    public static final IceServers NONE = new IceServers(List.of(), List.of());

    public IceServers {
        stun = List.copyOf(stun);
        turn = List.copyOf(turn);
    }

    /// A relay over UDP (RFC 8656) with long-term credentials.
    ///
    /// @param address resolved
    public record Turn(InetSocketAddress address, String username, String password) {
        @Override
        public String toString() {
            return "turn " + address;
        }
    }
}
