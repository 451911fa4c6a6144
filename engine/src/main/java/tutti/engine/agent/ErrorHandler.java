package tutti.engine.agent;

/// Where an agent's unexpected exceptions go: counted and shown, and the agent goes on.
@FunctionalInterface
public interface ErrorHandler {
    /// Takes note of an exception. Thread: the agent's.
    ///
    /// @param roleName the agent that failed
    void onError(String roleName, Throwable error);
}
