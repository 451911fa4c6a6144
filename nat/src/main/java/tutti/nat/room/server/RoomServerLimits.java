package tutti.nat.room.server;

/// What a room server bears (`nat/docs/protocol.md`, section 3.3).
///
/// @param waitingMs how long a connection may take to enter
/// @param waitingPerAddress connections from one address that have not entered
/// @param waiting connections that have not entered; the oldest makes room
/// @param connections of all kinds
/// @param newConnections from an address
/// @param newRooms from an address
/// @param refusalsPerMinute refused entries from an address, beyond which it has to wait for a minute
/// @param present members present in a room
/// @param known members that a room has ever had, and members that it bans
/// @param rooms in all
/// @param forgetAfterMs how long a room without a member is kept
/// @param roomEntries log entries since the last snapshot, of a room
/// @param roomBytes the same in bytes
/// @param bytes the same of all rooms
/// @param appends by a member
/// @param appendedBytes by a member
/// @param signals by a member
/// @param queueBytes waiting for a member that does not read
/// @param relayedPackets by a member
/// @param relayedBytes by a member
/// @param compactBytes how much more than twice of what counts a journal may hold before it is compacted
public record RoomServerLimits(
        long waitingMs,
        int waitingPerAddress,
        int waiting,
        int connections,
        Rate newConnections,
        Rate newRooms,
        int refusalsPerMinute,
        int present,
        int known,
        int rooms,
        long forgetAfterMs,
        int roomEntries,
        long roomBytes,
        long bytes,
        Rate appends,
        Rate appendedBytes,
        Rate signals,
        int queueBytes,
        Rate relayedPackets,
        Rate relayedBytes,
        long compactBytes) {
    /// How often something may happen.
    ///
    /// @param perSecond in the long run
    /// @param burst at once, after a pause
    public record Rate(double perSecond, double burst) {}

    /// Those of the protocol.
    public static RoomServerLimits ofProtocol() {
        return new RoomServerLimits(
                5_000,
                32,
                512,
                50_000,
                new Rate(20, 60),
                new Rate(0.1, 20),
                10,
                32,
                500,
                20_000,
                30L * 24 * 3600 * 1000,
                50_000,
                16 << 20,
                256 << 20,
                new Rate(50, 200),
                new Rate(128 << 10, 2 << 20),
                new Rate(100, 400),
                1 << 20,
                new Rate(4_000, 4_000),
                new Rate(2.5e6, 2.5e6),
                64 << 20);
    }
}
