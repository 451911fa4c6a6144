package tutti.engine.bench.room;

/// What a room server has to bear.
///
/// @param rooms how many
/// @param members in each, all present
/// @param messagesPerSecond in all rooms together
/// @param seconds of undisturbed load, in stretches between the kills
/// @param kills how often the server is killed and started again
public record RoomLoad(int rooms, int members, int messagesPerSecond, int seconds, int kills) {
    int connections() {
        return rooms * members;
    }
}
