package tutti.nat.stun;

/// What a [StunResponder] has seen since it began. A snapshot.
///
/// @param requests Binding requests that were read, answered or not
/// @param answered answers that were handed to the network
/// @param limited datagrams that were not even read, because their address asks too often
/// @param malformed datagrams that are no Binding request
public record StunCounters(long requests, long answered, long limited, long malformed) {}
