package tutti.engine.bench.lab;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tutti.engine.bench.lab.LabException.Reason;
import tutti.engine.os.TunDevice;
import tutti.nat.impair.ImpairedPath;
import tutti.nat.impair.Impairment;

/// A cable between two network devices, each of which may be moved to a network namespace of its own, and what
/// happens to packets in it.
///
/// Threads: two for each way, `tutti-wire-in` and `tutti-wire-out`.
final class Wire implements AutoCloseable {
    private static final int POLL_MS = 50;

    private final TunDevice left;
    private final TunDevice right;
    private final Thread[] threads;
    private volatile boolean closed;

    private Wire(TunDevice left, TunDevice right, Impairment impairment, long seed, LongSupplier clockNs) {
        this.left = left;
        this.right = right;
        WireQueue there = new WireQueue(new ImpairedPath(impairment, new SplittableRandom(seed)), clockNs);
        WireQueue back = new WireQueue(new ImpairedPath(impairment, new SplittableRandom(seed + 1)), clockNs);
        threads = new Thread[] {
            thread("tutti-wire-in", () -> take(left, there)),
            thread("tutti-wire-in", () -> take(right, back)),
            thread("tutti-wire-out", () -> give(there, right)),
            thread("tutti-wire-out", () -> give(back, left))
        };
    }

    /// Makes the two devices and begins to carry.
    ///
    /// @param impairment each way; packets keep their order
    /// @param seed decides the chances of one way, `seed` + 1 those of the other
    /// @throws LabException if the system refuses
    static Wire open(Impairment impairment, long seed, LongSupplier clockNs) {
        if (!impairment.keepsOrder()) {
            throw new IllegalArgumentException("A wire keeps the order of its packets.");
        }
        try {
            TunDevice left = TunDevice.open();
            try {
                Wire wire = new Wire(left, TunDevice.open(), impairment, seed, clockNs);
                for (Thread thread : wire.threads) {
                    thread.start();
                }
                return wire;
            } catch (IOException refused) {
                left.close();
                throw refused;
            }
        } catch (IOException refused) {
            throw new LabException(Reason.REFUSED, String.valueOf(refused.getMessage()));
        }
    }

    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).unstarted(work);
    }

    /// One end's name.
    String left() {
        return left.name();
    }

    /// The other end's name.
    String right() {
        return right.name();
    }

    private void take(TunDevice from, WireQueue queue) {
        byte[] packet = new byte[TunDevice.MAX_PACKET_BYTES];
        while (!closed) {
            int numBytes = from.read(packet, POLL_MS);
            if (numBytes > 0) {
                queue.offer(packet, numBytes);
            }
        }
    }

    private void give(WireQueue queue, TunDevice to) {
        byte[] packet = new byte[TunDevice.MAX_PACKET_BYTES];
        while (!closed) {
            int numBytes = queue.take(packet, TimeUnit.MILLISECONDS.toNanos(POLL_MS));
            if (numBytes > 0) {
                to.write(packet, numBytes);
            }
        }
    }

    /// Both devices are gone when this returns.
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        left.close();
        right.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
