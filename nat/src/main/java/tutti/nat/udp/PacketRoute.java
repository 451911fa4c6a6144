package tutti.nat.udp;

/// One way to one peer: where a link's packets go at present. A link may be given another route at any time.
public interface PacketRoute {
    /// Sends one datagram. Never waits: what cannot be sent at once is lost.
    ///
    /// Thread: any. RT-safe: no (system call).
    ///
    /// @return false if the datagram could not be handed on
    boolean send(byte[] buffer, int offsetBytes, int numBytes);
}
