package tutti.engine.bench.network;

/// What the listener's engine said at one moment, half a second after the one before.
///
/// @param seconds since the judged stretch began
/// @param targetMs the delay that its buffer allows for jitter
/// @param late packets that came too late since the moment before
/// @param lost packets that never came, since then
/// @param concealedPercent share of the sound that was made up since then
public record TimePoint(double seconds, double targetMs, long late, long lost, double concealedPercent) {}
