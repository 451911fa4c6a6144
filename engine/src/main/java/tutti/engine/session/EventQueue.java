package tutti.engine.session;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The handoff from the link thread to the conductor. When full, an event is dropped and counted: a peer would have
/// to join and leave a thousand times within the conductor's pause for that.
final class EventQueue {
    private static final int CAPACITY = 1_024;

    private final ArrayBlockingQueue<SessionEvent> events = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();

    /// Thread: the link thread. RT-safe: no (locks).
    void offer(SessionEvent event) {
        if (!events.offer(event)) {
            dropped.incrementAndGet();
        }
    }

    /// Waits for an event. Thread: the conductor.
    ///
    /// @param maxWaitMs 0 = look and return at once
    /// @return null if none came
    @Nullable
    SessionEvent poll(int maxWaitMs) {
        try {
            return maxWaitMs == 0 ? events.poll() : events.poll(maxWaitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    long dropped() {
        return dropped.get();
    }
}
