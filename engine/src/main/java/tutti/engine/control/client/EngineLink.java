package tutti.engine.control.client;

import tutti.engine.control.tree.Value;

/// A line to an engine's control tree that comes back by itself when it was lost.
///
/// Thread: any.
public interface EngineLink extends AutoCloseable {
    /// Asks for a value to be set, or with [Value#IMPULSE] for a command to be done. The node's new value comes back by
    /// [LinkEars#onValue] only if it is not what was asked for.
    ///
    /// @return false if it was dropped, because the engine is away or does not keep up
    boolean offer(String address, Value value);

    /// Ends the line for good. Idempotent.
    @Override
    void close();
}
