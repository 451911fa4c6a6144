package tutti.engine.bench;

import java.util.concurrent.locks.LockSupport;

/// Begins a cycle on time, as a driver does: the thread sleeps until then, so that caches are as cold as in a real
/// client.
final class Due {
    private Due() {}

    /// Returns at once if it is late. Thread: the one that runs the cycles.
    static void await(long dueNs) {
        long leftNs = dueNs - System.nanoTime();
        while (leftNs > 0) {
            LockSupport.parkNanos(leftNs);
            leftNs = dueNs - System.nanoTime();
        }
    }
}
