package tutti.engine.control.tree;

/// What came of writing a value.
///
/// @param value what the leaf holds since
/// @param isAltered whether that is not what was asked for: whoever asked has to be told
/// @param refusal why nothing changed, a sentence, or empty if it was taken
public record Outcome(Value value, boolean isAltered, String refusal) {
    /// Whether it was not taken.
    public boolean isRefused() {
        return !refusal.isEmpty();
    }
}
