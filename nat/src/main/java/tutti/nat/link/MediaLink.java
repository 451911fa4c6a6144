package tutti.nat.link;

/// One authenticated, encrypted path to one peer. Packets sent are protected here, packets received have been
/// authenticated before they reach the [LinkListener].
public interface MediaLink {
    /// Room that a buffer needs behind a packet that is sent: the SRTCP index and the authentication tag.
    int TRAILER_BYTES = 20;

    /// The longest description that [#describe] takes.
    int MAX_DESCRIPTION_BYTES = 1000;

    /// Who is at the other end. Thread: any.
    PeerIdentity peer();

    /// A number that no other link of this process has had. Thread: any.
    long linkId();

    /// Lets RTP with this SSRC in from now on; packets with any other SSRC are counted and dropped unread, so that a
    /// peer cannot make this side keep state for streams that nobody announced. Thread: any.
    /// RT-safe: no (derives keys).
    void acceptSsrc(int ssrc);

    /// Takes back [#acceptSsrc]. Thread: any.
    void forgetSsrc(int ssrc);

    /// Protects one RTP packet in place and sends it. The content of the buffer is undefined afterwards.
    ///
    /// Thread: the send thread alone. RT-safe: no (system call).
    ///
    /// @param buffer the packet, with [#TRAILER_BYTES] of room behind it
    /// @return false if it was not sent: the link is down, or the network refused it (counted)
    boolean sendRtp(byte[] buffer, int offsetBytes, int numBytes);

    /// The same for a compound RTCP packet. Thread: the send thread alone.
    boolean sendRtcp(byte[] buffer, int offsetBytes, int numBytes);

    /// Tells the peer what this side offers: opaque bytes, at most [#MAX_DESCRIPTION_BYTES]. Repeated until the peer
    /// has acknowledged this version; a newer description replaces an older one. Thread: any. RT-safe: no.
    void describe(byte[] description);

    /// Which way packets take at present. Thread: any.
    PathReport path();

    /// How long nothing authentic has come, at `nowNs` on the endpoint's clock. Thread: any.
    long silentNs(long nowNs);

    /// What this link counted so far. Thread: any.
    LinkCounters counters();

    /// Says goodbye and ends the link. Idempotent. Thread: any.
    void close();
}
