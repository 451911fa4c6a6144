package tutti.engine.bench.lab;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import tutti.engine.os.TunDevice;
import tutti.nat.impair.PacketPath;

/// One way of a [Wire]: packets under way, in order. At most [#CAPACITY_PACKETS]; more are dropped and counted by
/// the path as overflowed. They leave when they are due, and up to a timer's slack (50 us) later.
///
/// Threads: one offers, one takes.
final class WireQueue {
    /// A second of 1,000 packets, far more than a wire of some tens of milliseconds has under way.
    static final int CAPACITY_PACKETS = 1024;

    private static final int HEADER_BYTES = 28;

    private final PacketPath path;
    private final LongSupplier clockNs;
    private final byte[][] packets = new byte[CAPACITY_PACKETS][TunDevice.MAX_PACKET_BYTES];
    private final int[] numBytes = new int[CAPACITY_PACKETS];
    private final long[] dueNs = new long[CAPACITY_PACKETS];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition came = lock.newCondition();
    private long offered;
    private long taken;

    WireQueue(PacketPath path, LongSupplier clockNs) {
        this.path = path;
        this.clockNs = clockNs;
    }

    /// Decides what becomes of a packet.
    ///
    /// @param length with all headers, from that of IP on
    void offer(byte[] packet, int length) {
        lock.lock();
        try {
            int numCopies = path.offer(clockNs.getAsLong(), length - HEADER_BYTES);
            for (int copy = 0; copy < numCopies; copy++) {
                if (offered - taken == CAPACITY_PACKETS) {
                    path.countOverflow();
                    continue;
                }
                int at = (int) (offered++ % CAPACITY_PACKETS);
                System.arraycopy(packet, 0, packets[at], 0, length);
                numBytes[at] = length;
                dueNs[at] = path.deliveryNs(copy);
            }
            came.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the next packet to be due.
    ///
    /// @param into room for [TunDevice#MAX_PACKET_BYTES]
    /// @return its length, 0 if none was due in time
    int take(byte[] into, long timeoutNs) {
        lock.lock();
        try {
            long untilNs = clockNs.getAsLong() + timeoutNs;
            while (true) {
                long nowNs = clockNs.getAsLong();
                int at = (int) (taken % CAPACITY_PACKETS);
                boolean isEmpty = taken == offered;
                if (!isEmpty && dueNs[at] <= nowNs) {
                    System.arraycopy(packets[at], 0, into, 0, numBytes[at]);
                    taken++;
                    return numBytes[at];
                }
                long waitNs = (isEmpty ? untilNs : Math.min(untilNs, dueNs[at])) - nowNs;
                if (waitNs <= 0) {
                    return 0;
                }
                came.awaitNanos(waitNs);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return 0;
        } finally {
            lock.unlock();
        }
    }
}
