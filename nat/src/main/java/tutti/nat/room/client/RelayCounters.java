package tutti.nat.room.client;

/// What a [RelaySocket] counted since it began. A snapshot.
///
/// @param opened how often the connection came about
/// @param sent packets handed to the connection
/// @param received packets that came
/// @param stale packets dropped because they had waited too long
/// @param overflown packets dropped because too many waited
/// @param unsent packets for which there was no connection
/// @param malformed messages of the server that were none
public record RelayCounters(
        long opened, long sent, long received, long stale, long overflown, long unsent, long malformed) {}
