package tutti.nat.udp;

import java.net.InetSocketAddress;

/// Opens ports whose datagrams the link thread will receive, for somebody in particular.
@FunctionalInterface
public interface PortOpener {
    /// Opens one. Thread: any.
    ///
    /// @param local an address of this computer; port number 0 takes any that is free
    /// @param filter what sees its datagrams first, on the link thread
    /// @throws UdpPortException if the address is not this computer's or the port is taken
    Port open(InetSocketAddress local, DatagramFilter filter);
}
