package tutti.engine.os;

import tutti.plugins.api.RealTimeSafe;

/// Wakes one waiting thread from the audio callback. Signals that come while nobody waits are remembered as one.
public interface WakeSignal extends AutoCloseable {
    /// Wakes the waiter, or makes its next wait return at once.
    ///
    /// Thread: any, the callback included. RT-safe: yes (at most one system call that never waits).
    @RealTimeSafe
    void signal();

    /// Waits for a signal. Thread: the waiter's alone. RT-safe: no (waits).
    ///
    /// @param timeoutMs how long at most
    void await(int timeoutMs);

    /// Releases it, after both threads have stopped. Idempotent.
    @Override
    void close();

    /// The quickest kind that this system has. A lock on the way would endanger the callback, so where there is no
    /// eventfd the waiter polls.
    static WakeSignal create() {
        LibC libC = LibC.loaded();
        return libC == null ? new PollingSignal() : new EventFd(libC);
    }

    /// A signal that nobody waits for: the stepped engine's.
    static WakeSignal none() {
        return NoSignal.INSTANCE;
    }
}
