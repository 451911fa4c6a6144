package tutti.nat.link;

/// What an endpoint tells about its links. All methods run on the link thread and must not wait; buffers belong to
/// the endpoint and are valid only during the call.
public interface LinkListener {
    /// An authenticated path to a peer exists. If the same peer id had a link before, that link has been reported
    /// down.
    void onLinkUp(MediaLink link);

    /// The peer described itself, or described itself anew: the bytes that it gave to [MediaLink#describe].
    /// Delivered once for each version, after [#onLinkUp], authenticated.
    void onDescription(MediaLink link, byte[] description);

    /// One authenticated, decrypted RTP packet that was not a replay.
    ///
    /// @param buffer holds the packet, RTP header included
    /// @param arrivalNs when it reached the port, on the endpoint's clock
    void onRtp(MediaLink link, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs);

    /// One authenticated, decrypted compound RTCP packet.
    void onRtcp(MediaLink link, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs);

    /// Whether what the peer sends may be played from now on; it may, unless told otherwise.
    default void onHeard(MediaLink link, boolean heard) {}

    /// The link has ended; its methods do nothing from now on.
    ///
    /// @param reason one sentence for people
    /// @param left true if the peer said goodbye, false if it vanished
    void onLinkDown(MediaLink link, String reason, boolean left);
}
