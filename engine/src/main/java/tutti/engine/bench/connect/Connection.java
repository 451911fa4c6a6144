package tutti.engine.bench.connect;

/// How one guest came to hear the host. Times are from the start of the guest's program.
///
/// @param startSeconds until its engine ran
/// @param soundSeconds until it heard the host
/// @param firstPath the way that packets took then
/// @param settledSeconds until they took the best way there is
public record Connection(double startSeconds, double soundSeconds, String firstPath, double settledSeconds) {}
