package tutti.engine.bench.connect;

/// How one guest came to hear the host.
///
/// @param startSeconds from the start of its program until its engine ran
/// @param soundSeconds from the start of its program until it heard the host
/// @param path the way that the packets took then
public record Connection(double startSeconds, double soundSeconds, String path) {}
