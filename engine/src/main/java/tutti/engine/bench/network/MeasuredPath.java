package tutti.engine.bench.network;

import java.util.Arrays;
import tutti.nat.impair.ImpairmentCounters;
import tutti.nat.impair.PacketPath;

/// A path that remembers how long each packet takes: the truth, which no receiver knows.
final class MeasuredPath implements PacketPath {
    private final PacketPath path;
    private long[] delaysNs = new long[1 << 14];
    private int numDelays;

    MeasuredPath(PacketPath path) {
        this.path = path;
    }

    @Override
    public int offer(long nowNs, int numBytes) {
        int numCopies = path.offer(nowNs, numBytes);
        if (numCopies > 0) {
            if (numDelays == delaysNs.length) {
                delaysNs = Arrays.copyOf(delaysNs, 2 * numDelays);
            }
            delaysNs[numDelays++] = path.deliveryNs(0) - nowNs;
        }
        return numCopies;
    }

    /// Forgets what was measured so far.
    void forget() {
        numDelays = 0;
    }

    /// What was measured.
    Delays delays() {
        return Delays.of(delaysNs, numDelays);
    }

    @Override
    public long deliveryNs(int copy) {
        return path.deliveryNs(copy);
    }

    @Override
    public void outage(boolean on) {
        path.outage(on);
    }

    @Override
    public ImpairmentCounters counters() {
        return path.counters();
    }

    @Override
    public void countOverflow() {
        path.countOverflow();
    }
}
