package tutti.nat.mesh;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.nat.portmap.PortMapper;

/// Who helps to find a way besides the room's server.
///
/// @param stunServers further servers that say from where one is seen, unresolved
/// @param mapper opens ways through the own router; null for none
public record IceHelpers(
        List<InetSocketAddress> stunServers, @Nullable PortMapper mapper) {
    public IceHelpers {
        stunServers = List.copyOf(stunServers);
    }
}
