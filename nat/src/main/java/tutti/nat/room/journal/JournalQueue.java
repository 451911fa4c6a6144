package tutti.nat.room.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits to be written, from any thread to the writing one. Holds up to a number of bytes; beyond, an offer is
/// refused and counted. The writer takes all at once, so that the slower the disk, the larger the groups.
final class JournalQueue {
    /// A record and who wants to know when it is stored.
    record Waiting(ByteBuffer record, Runnable whenStored) {}

    private final long capacityBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<Waiting> waiting = new ArrayList<>();
    private long waitingBytes;
    private long numRefused;
    private boolean isWoken;
    private boolean isClosed;

    JournalQueue(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    boolean offer(ByteBuffer record, Runnable whenStored) {
        lock.lock();
        try {
            if (isClosed || waitingBytes + record.remaining() > capacityBytes) {
                numRefused++;
                return false;
            }
            waitingBytes += record.remaining();
            waiting.add(new Waiting(record, whenStored));
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Takes all that waits; waits for some if there is none. Empty at the end of the queue, or after [#wake].
    List<Waiting> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !isClosed && !isWoken) {
                changed.awaitUninterruptibly();
            }
            isWoken = false;
            List<Waiting> taken = waiting;
            waiting = new ArrayList<>();
            waitingBytes = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Lets [#take] return once, even if nothing waits.
    void wake() {
        lock.lock();
        try {
            isWoken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// From now on nothing comes in.
    void close() {
        lock.lock();
        try {
            isClosed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Nothing can be written any more: what waits is forgotten, and nobody told.
    void abandon() {
        lock.lock();
        try {
            waiting.clear();
            close();
        } finally {
            lock.unlock();
        }
    }

    /// Whether nothing comes in and nothing waits.
    boolean isOver() {
        lock.lock();
        try {
            return isClosed && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    long numRefused() {
        lock.lock();
        try {
            return numRefused;
        } finally {
            lock.unlock();
        }
    }
}
