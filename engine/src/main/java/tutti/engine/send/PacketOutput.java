package tutti.engine.send;

/// Takes RTP packets in clear, on the send thread.
@FunctionalInterface
interface PacketOutput {
    /// Takes one packet.
    ///
    /// @param packet the packet from index 0; valid and unchanged during the call only
    void onPacket(byte[] packet, int numBytes);
}
