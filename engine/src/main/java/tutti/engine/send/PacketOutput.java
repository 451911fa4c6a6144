package tutti.engine.send;

/// Takes RTP packets in clear, on the send thread.
@FunctionalInterface
interface PacketOutput {
    /// Takes one packet.
    ///
    /// @param track the index of its track
    /// @param packet the packet from index 0, its sequence number still to be written; valid and unchanged during
    ///     the call only
    void onPacket(int track, byte[] packet, int numBytes);
}
