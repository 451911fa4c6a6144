package tutti.engine.session;

/// Where sentences for the player go: who joined, what does not work and what to do about it.
@FunctionalInterface
public interface Notices {
    /// Shows a sentence. Thread: any but the callback.
    ///
    /// @param sentence one sentence, without a line break
    void say(String sentence);
}
