package tutti.engine.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tutti.engine.ensemble.EngineStats;

/// How the demo went.
///
/// @param settings what was asked for
/// @param seconds how long the music played
/// @param directions who heard whom
record DemoResult(DemoSettings settings, double seconds, List<Direction> directions) {
    /// One way of the sound.
    ///
    /// @param listener who heard it
    /// @param player who played it
    /// @param engine what the listener's engine said last while it heard it
    /// @param verdict empty if nothing was heard, or not the piece
    /// @param recording what was heard
    record Direction(
            String listener, String player, EngineStats engine, Optional<DemoVerdict> verdict, Path recording) {}

    /// Xruns of both engines.
    long xruns() {
        return directions.stream().mapToLong(way -> way.engine().xruns()).sum();
    }
}
