package tutti.engine.agent;

/// One thread's duty, without the thread. The same object runs on a thread of its own, or is stepped by a test.
public interface Agent {
    /// The thread's name, for example `tutti-send`.
    String roleName();

    /// Does what is due and returns. May wait for work for a bounded time if it was built to. Exceptions end up at
    /// the runner's [ErrorHandler] and the agent is called again.
    ///
    /// @return how much was done; 0 if there was nothing to do
    int doWork();

    /// Releases what the agent holds; called once, on the agent's thread, after its last [#doWork].
    default void onClose() {}
}
