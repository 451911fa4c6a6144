package tutti.nat.link;

/// Owns ports and all links over them; the link thread runs it. It does the handshakes, keeps links alive, notices
/// that a peer vanished, and hands received packets to its listener.
public interface LinkEndpoint extends AutoCloseable {
    /// Receives and handles what has come, waiting at most `maxWaitNs` for the first datagram, and does what is due
    /// (handshakes, repetitions, time-outs).
    ///
    /// Thread: the link thread alone. RT-safe: no (waits).
    ///
    /// @return the number of datagrams handled
    int doWork(long maxWaitNs);

    /// What was counted that belongs to no link, and the sums of links that ended. Thread: any.
    LinkCounters counters();

    /// Says goodbye on every link and closes the ports. Idempotent. Thread: any.
    @Override
    void close();
}
