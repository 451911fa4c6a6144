package tutti.console.link;

import tutti.engine.control.tree.Value;

/// The way from a hand on the screen to the engine. Thread: the screen's.
@FunctionalInterface
public interface Steering {
    /// Asks for a value, or with [Value#IMPULSE] for a command. What the mirror holds is changed at once; if the engine
    /// makes something else of it, that comes back.
    ///
    /// @return false if the engine is away or does not keep up; then nothing has changed
    boolean set(String address, Value value);
}
