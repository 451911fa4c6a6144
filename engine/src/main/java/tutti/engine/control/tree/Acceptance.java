package tutti.engine.control.tree;

/// What becomes of a value that is offered to a node.
public sealed interface Acceptance {
    /// It is taken.
    ///
    /// @param value what the node gets
    /// @param isAltered whether that is not what was offered, as when it was out of range
    record Taken(Value value, boolean isAltered) implements Acceptance {}

    /// It is not taken, and nothing has changed.
    ///
    /// @param why a sentence for people
    record Refused(String why) implements Acceptance {}
}
