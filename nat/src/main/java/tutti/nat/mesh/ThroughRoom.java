package tutti.nat.mesh;

/// Marks a datagram that came through the room server.
///
/// @param memberId from whom, says the server
public record ThroughRoom(String memberId) {}
