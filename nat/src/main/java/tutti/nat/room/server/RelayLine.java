package tutti.nat.room.server;

/// The way for packets to a member. Nothing here waits. Thread: any.
interface RelayLine {
    /// Sends a packet soon or never.
    ///
    /// @param message the sender's member id and a datagram; not changed any more
    void relay(byte[] message);

    /// Ends the connection.
    void end(CloseCode code, String reason);
}
