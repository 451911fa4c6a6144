package tutti.nat.mesh;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What other threads (the room's, ICE's, DTLS') hand to the link thread: at most [#CAPACITY] pieces of work, the
/// newest dropped and counted beyond that. Everything in it is repeated by its sender or missed by a timer, so a
/// dropped piece costs time and nothing else.
final class MeshInbox {
    static final int CAPACITY = 1024;

    private final ArrayBlockingQueue<Runnable> work = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final Runnable wake;

    /// @param wake lets the link thread look
    MeshInbox(Runnable wake) {
        this.wake = wake;
    }

    /// Thread: any.
    void put(Runnable piece) {
        if (work.offer(piece)) {
            wake.run();
        } else {
            dropped.incrementAndGet();
        }
    }

    /// The oldest piece, or null. Thread: the link thread.
    @Nullable
    Runnable poll() {
        return work.poll();
    }

    /// How many were dropped. Thread: any.
    long dropped() {
        return dropped.get();
    }
}
