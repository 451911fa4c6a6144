/// What the engine tells about itself: counters and timings flow in from every thread, immutable snapshots flow out
/// to whoever asks, on that one's thread.
package tutti.engine.telemetry;
