package tutti.engine.bench.network;

/// What another system reached on the same path, as measured for this project on the same kind of machine between two
/// JACK ports.
///
/// @param system its name, version and setting
/// @param latencyMs in the middle of what was measured
/// @param damagedPercent blocks of 10 ms with an error above -20 dB, in the middle of what was measured
/// @param words what was measured, with its range
public record Rival(String system, double latencyMs, double damagedPercent, String words) {}
