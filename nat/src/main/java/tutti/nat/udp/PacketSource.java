package tutti.nat.udp;

import java.net.InetSocketAddress;

/// Several ports, or whatever else datagrams come from, read by one thread.
public interface PacketSource extends AutoCloseable {
    /// Waits for one datagram, as [DatagramPort#receive] does. Thread: the link thread alone.
    int receive(byte[] buffer, long timeoutNs);

    /// What the port was marked with on which [#receive] found the last datagram. Thread: the link thread.
    Object owner();

    /// Who sent it. Thread: the link thread.
    InetSocketAddress sender();

    /// When it arrived, on this source's monotonic clock. Thread: the link thread.
    long arrivalNs();

    /// Lets a waiting [#receive] return at once. Thread: any.
    void wake();

    /// Closes all ports. Idempotent. Thread: any.
    @Override
    void close();
}
