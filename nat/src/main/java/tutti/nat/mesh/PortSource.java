package tutti.nat.mesh;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import tutti.nat.udp.PacketSource;
import tutti.nat.udp.PortSet;

/// The system's ports as the mesh reads them.
final class PortSource implements PacketSource {
    private final PortSet<Object> ports;

    PortSource(PortSet<Object> ports) {
        this.ports = ports;
    }

    @Override
    public int receive(byte[] buffer, long timeoutNs) {
        return ports.receive(buffer, timeoutNs);
    }

    @Override
    public @Nullable Object owner() {
        return ports.owner();
    }

    @Override
    public @Nullable InetSocketAddress sender() {
        return ports.sender();
    }

    @Override
    public long arrivalNs() {
        return ports.arrivalNs();
    }

    @Override
    public void wake() {
        ports.wake();
    }

    @Override
    public void close() {
        ports.close();
    }
}
