package tutti.engine.control.osc.query;

import java.net.InetSocketAddress;
import java.util.Set;

/// Where the OSCQuery door is, and who may come.
///
/// @param bind port 0 for any
/// @param token what clients must know
/// @param name what the engine calls itself
/// @param hostNames by which names, beside addresses, `localhost` and those in `.local`, clients may ask for it
/// @param maxClients how many WebSockets there may be
public record QuerySettings(InetSocketAddress bind, String token, String name, Set<String> hostNames, int maxClients) {
    /// Copies the names.
    public QuerySettings {
        hostNames = Set.copyOf(hostNames);
    }

    /// The token is no word for a log.
    @Override
    public String toString() {
        return "QuerySettings[bind=" + bind + ", name=" + name + ", maxClients=" + maxClients + "]";
    }
}
