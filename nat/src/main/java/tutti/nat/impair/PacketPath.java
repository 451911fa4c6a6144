package tutti.nat.impair;

/// Decides the fate of packets in one direction. Pure: it holds no packets and reads no clock.
///
/// Thread: one at a time.
public interface PacketPath {
    /// The most copies of a packet that arrive.
    int MAX_COPIES = 2;

    /// Decides about one packet; [#deliveryNs] has the answer's times.
    ///
    /// @param nowNs when it was sent, on any monotonic clock
    /// @param numBytes its length without headers
    /// @return how many copies arrive: 0 = lost, at most [#MAX_COPIES]
    int offer(long nowNs, int numBytes);

    /// When a copy of the packet offered last arrives.
    ///
    /// @param copy 0 to one less than [#offer] returned
    long deliveryNs(int copy);

    /// While on, everything is lost.
    void outage(boolean on);

    /// What was counted so far.
    ImpairmentCounters counters();

    /// Counts a copy that its carrier had no room for.
    void countOverflow();
}
