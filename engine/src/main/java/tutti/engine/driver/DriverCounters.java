package tutti.engine.driver;

/// What a driver counted since it started. A snapshot.
///
/// @param cycles callbacks made
/// @param xruns periods that the driver reports as missed or late
/// @param faults callbacks that threw; silence was played instead
/// @param losses times that the server or device went away
public record DriverCounters(long cycles, long xruns, long faults, long losses) {}
