package tutti.nat.room.client;

import tutti.nat.room.wire.ToServer;

/// The way to the room server, as the membership uses it. Thread: the room's.
interface RoomLine {
    /// Sends a message behind all earlier ones; false if the server is away or too much waits.
    boolean send(ToServer message);

    /// The player is in and has read the log: when this connection is lost, the next one is made at once.
    void settled();

    /// Ends the connection, and makes another one; the loss is told.
    ///
    /// @param reason one sentence for people
    void reconnect(String reason);

    /// Ends the connection, behind all earlier messages, for good.
    void end();
}
