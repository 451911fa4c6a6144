package tutti.nat.udp;

import java.net.InetSocketAddress;

/// One bound UDP port, real or simulated. Exactly one thread receives; any thread may send.
public interface DatagramPort extends AutoCloseable {
    /// The longest datagram that is accepted; a longer one is counted and dropped by the receiver.
    int MAX_DATAGRAM_BYTES = 1500;

    /// The answer of [#receive] when nothing came in time.
    int NONE = -1;

    /// Where this port is bound, with the port number that was really given. Thread: any.
    InetSocketAddress localAddress();

    /// Sends one datagram. Never waits: a full socket buffer or an unreachable network is a lost packet.
    ///
    /// Thread: any. RT-safe: no (system call).
    ///
    /// @return false if the datagram could not be handed to the network
    boolean send(byte[] buffer, int offsetBytes, int numBytes, InetSocketAddress to);

    /// Waits for one datagram and copies it to the start of `buffer`, cut to its length: a caller that gives
    /// [#MAX_DATAGRAM_BYTES] + 1 bytes can tell an oversized datagram by its length.
    ///
    /// Thread: the link thread alone. RT-safe: no (waits).
    ///
    /// @param timeoutNs how long to wait at most, 0 = look and return at once
    /// @return the datagram's length in bytes, or [#NONE]
    int receive(byte[] buffer, long timeoutNs);

    /// Who sent the datagram that [#receive] returned last. Thread: the link thread, until its next [#receive].
    InetSocketAddress sender();

    /// When that datagram arrived, on this port's monotonic clock in nanoseconds. Thread: the link thread.
    long arrivalNs();

    /// Closes the port and lets a waiting [#receive] return [#NONE]. Idempotent. Thread: any.
    @Override
    void close();
}
