package tutti.engine.control.osc;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// Where datagrams go out. Never waits: what the network does not take now is lost, as datagrams may be.
@FunctionalInterface
public interface OscPort {
    /// Sends it now or never.
    ///
    /// @return whether the network took it
    boolean send(ByteBuffer packet, InetSocketAddress to);
}
