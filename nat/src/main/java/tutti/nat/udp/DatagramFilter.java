package tutti.nat.udp;

import java.net.InetSocketAddress;

/// Sees every datagram of a port before the receiver does, and may take it or unwrap it.
///
/// Thread: the link thread, which it must not hold up.
@FunctionalInterface
public interface DatagramFilter {
    /// Lets everything pass.
    DatagramFilter NONE = (buffer, numBytes, from, arrivalNs) -> numBytes;

    /// Looks at the datagram at the start of `buffer`.
    ///
    /// @return how many bytes at the start of the buffer are for the receiver; [DatagramPort#NONE] if nothing is
    int filter(byte[] buffer, int numBytes, InetSocketAddress from, long arrivalNs);
}
