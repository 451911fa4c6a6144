package tutti.nat.impair;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tutti.nat.udp.DatagramPort;

/// Packets under way, in the order in which they are due; those due at the same time in the order in which they came.
/// A binary heap over packet buffers that are used again, so that a long run makes no garbage.
///
/// Holds at most `capacityPackets`; what comes when it is full is dropped, and the caller counts it. Thread: one at a
/// time.
///
/// @param <R> what a packet carries along: where it came from, or where it goes
final class DelayLine<R> {
    /// One packet under way; its bytes are cut to one more than a port accepts, as [DatagramPort] promises.
    static final class Packet<R> {
        final byte[] bytes = new byte[MAX_PACKET_BYTES];
        int numBytes;
        long dueNs;

        @Nullable
        R route;

        private long number;

        private boolean isBefore(Packet<R> other) {
            return dueNs != other.dueNs ? dueNs < other.dueNs : number < other.number;
        }
    }

    static final int MAX_PACKET_BYTES = DatagramPort.MAX_DATAGRAM_BYTES + 1;

    private final int capacityPackets;
    private final ArrayList<Packet<R>> heap = new ArrayList<>();
    private final ArrayList<Packet<R>> spare = new ArrayList<>();
    private long nextNumber;

    DelayLine(int capacityPackets) {
        this.capacityPackets = capacityPackets;
    }

    /// Copies a packet in.
    ///
    /// @return false if the line is full
    boolean add(byte[] buffer, int offsetBytes, int numBytes, long dueNs, R route) {
        if (heap.size() == capacityPackets) {
            return false;
        }
        Packet<R> packet = spare.isEmpty() ? new Packet<>() : spare.removeLast();
        packet.numBytes = Math.min(numBytes, MAX_PACKET_BYTES);
        System.arraycopy(buffer, offsetBytes, packet.bytes, 0, packet.numBytes);
        packet.dueNs = dueNs;
        packet.route = route;
        packet.number = nextNumber++;
        heap.add(packet);
        siftUp(heap.size() - 1, packet);
        return true;
    }

    /// When the next packet is due; Long.MAX_VALUE if none is under way.
    long nextDueNs() {
        return heap.isEmpty() ? Long.MAX_VALUE : heap.getFirst().dueNs;
    }

    /// Takes out the next packet if it is due; give it back with [#release].
    @Nullable
    Packet<R> pollDue(long nowNs) {
        if (nextDueNs() > nowNs) {
            return null;
        }
        Packet<R> first = heap.getFirst();
        Packet<R> last = heap.removeLast();
        if (!heap.isEmpty()) {
            siftDown(last);
        }
        return first;
    }

    /// Gives a packet's buffer back.
    void release(Packet<R> packet) {
        packet.route = null;
        spare.add(packet);
    }

    private void siftUp(int from, Packet<R> packet) {
        int at = from;
        while (at > 0 && packet.isBefore(heap.get((at - 1) / 2))) {
            heap.set(at, heap.get((at - 1) / 2));
            at = (at - 1) / 2;
        }
        heap.set(at, packet);
    }

    private void siftDown(Packet<R> packet) {
        int at = 0;
        for (int child = 1; child < heap.size(); child = 2 * at + 1) {
            if (child + 1 < heap.size() && heap.get(child + 1).isBefore(heap.get(child))) {
                child++;
            }
            if (!heap.get(child).isBefore(packet)) {
                break;
            }
            heap.set(at, heap.get(child));
            at = child;
        }
        heap.set(at, packet);
    }
}
