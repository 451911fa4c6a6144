package tutti.nat.udp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Datagrams on their way from any thread to one other. When it is full, newcomers are dropped and counted: what
/// waits here is either older or hostile, and both are better lost than piled up.
///
/// Slots are made once and keep their memory; a slot grows to the longest datagram that it has held.
///
/// @param <T> where datagrams come from, or whose they are
public final class PacketQueue<T> {
    private static final class Slot<T> {
        byte[] bytes = new byte[256];
        int numBytes;
        long arrivalNs;

        @Nullable
        T origin;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    // Guarded by the lock.
    private final List<Slot<T>> slots;
    private int head;
    private int numQueued;
    private long dropped;
    private boolean closed;

    // Owned by the receiving thread.
    private @Nullable T origin;
    private long arrivalNs;

    /// @param capacity datagrams that wait at most
    public PacketQueue(int capacity) {
        slots = new ArrayList<>(capacity);
        for (int i = 0; i < capacity; i++) {
            slots.add(new Slot<>());
        }
    }

    /// Takes a copy of a datagram. Thread: any. RT-safe: no (locks).
    ///
    /// @return false if it was dropped: the queue is full or closed, or the datagram too long
    public boolean offer(T from, byte[] buffer, int offsetBytes, int numBytes, long nowNs) {
        lock.lock();
        try {
            if (closed || numQueued == slots.size() || numBytes > DatagramPort.MAX_DATAGRAM_BYTES) {
                dropped++;
                return false;
            }
            Slot<T> slot = slots.get((head + numQueued) % slots.size());
            if (slot.bytes.length < numBytes) {
                slot.bytes = new byte[numBytes];
            }
            System.arraycopy(buffer, offsetBytes, slot.bytes, 0, numBytes);
            slot.numBytes = numBytes;
            slot.arrivalNs = nowNs;
            slot.origin = from;
            numQueued++;
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Copies the oldest datagram to a buffer, cut to the room there. Thread: the receiving one.
    ///
    /// @return its length in bytes, or [DatagramPort#NONE] if none waits
    public int poll(byte[] buffer, int offsetBytes) {
        lock.lock();
        try {
            return take(buffer, offsetBytes);
        } finally {
            lock.unlock();
        }
    }

    /// The same, but waits for one. Thread: the receiving one.
    ///
    /// @return [DatagramPort#NONE] if none came in time, or the queue is closed and empty
    public int await(byte[] buffer, int offsetBytes, long timeoutNs) throws InterruptedException {
        lock.lock();
        try {
            long remainingNs = timeoutNs;
            while (numQueued == 0 && !closed && remainingNs > 0) {
                remainingNs = arrived.awaitNanos(remainingNs);
            }
            return take(buffer, offsetBytes);
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] buffer, int offsetBytes) {
        if (numQueued == 0) {
            return DatagramPort.NONE;
        }
        Slot<T> slot = slots.get(head);
        int numBytes = Math.min(slot.numBytes, buffer.length - offsetBytes);
        System.arraycopy(slot.bytes, 0, buffer, offsetBytes, numBytes);
        arrivalNs = slot.arrivalNs;
        origin = slot.origin;
        slot.origin = null;
        head = (head + 1) % slots.size();
        numQueued--;
        return numBytes;
    }

    /// What [#offer] was told of the datagram taken last; null before the first. Thread: the receiving one.
    public @Nullable T origin() {
        return origin;
    }

    /// When the datagram taken last arrived. Thread: the receiving one.
    public long arrivalNs() {
        return arrivalNs;
    }

    /// Whether at least one waits. Thread: any.
    public boolean hasMore() {
        lock.lock();
        try {
            return numQueued > 0;
        } finally {
            lock.unlock();
        }
    }

    /// How many were dropped so far. Thread: any.
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /// Whether [#close] was called. Thread: any.
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// Lets a waiting [#await] return. What waits can still be taken. Idempotent. Thread: any.
    public void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits as long as it takes. Thread: the receiving one.
    ///
    /// @return [DatagramPort#NONE] if the queue is closed and empty
    public int await(byte[] buffer, int offsetBytes) throws InterruptedException {
        return await(buffer, offsetBytes, TimeUnit.DAYS.toNanos(1));
    }
}
