package tutti.engine.control.osc;

/// What the UDP door counted since it opened. A snapshot.
///
/// @param received packets that were read
/// @param malformed packets that could not be, and were dropped
/// @param strangers packets from addresses that nobody vouches for, dropped
/// @param refused subscriptions beyond the bounds, scheduled messages beyond theirs
/// @param sent packets that the network took
/// @param unsent packets that it did not
public record OscCounters(long received, long malformed, long strangers, long refused, long sent, long unsent) {}
