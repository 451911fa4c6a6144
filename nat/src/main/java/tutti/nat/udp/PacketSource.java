package tutti.nat.udp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Several ports, or whatever else datagrams come from, read by one thread.
public interface PacketSource extends AutoCloseable {
    /// Waits for one datagram, as [DatagramPort#receive] does. Thread: the link thread alone.
    int receive(byte[] buffer, long timeoutNs);

    /// What the last datagram that [#receive] returned is marked with; null before the first. Thread: the link
    /// thread.
    @Nullable
    Object owner();

    /// Who sent it; null if it came another way than to a port. Thread: the link thread.
    @Nullable
    InetSocketAddress sender();

    /// When it arrived, on this source's monotonic clock. Thread: the link thread.
    long arrivalNs();

    /// Lets a waiting [#receive] return at once. Thread: any.
    void wake();

    /// Closes all ports. Idempotent. Thread: any.
    @Override
    void close();
}
