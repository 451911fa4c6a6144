package tutti.engine.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tutti.engine.os.ThreadPriority;
import tutti.engine.os.WakeSignal;

/// How soon the send thread runs after the callback has published, and what waiting costs it: 750 signals a second,
/// as at 64 frames and 48 kHz.
final class WakeBench {
    private static final long PERIOD_NS = 1_333_333;
    private static final double WANTED_US = 25;
    private static final double WANTED_SHARE = 1.5;

    private final int numSignals;

    WakeBench(int numSignals) {
        this.numSignals = numSignals;
    }

    List<Figure> run() throws InterruptedException {
        long[] delaysNs = new long[numSignals];
        AtomicLong signalledNs = new AtomicLong();
        AtomicLong handled = new AtomicLong();
        AtomicBoolean running = new AtomicBoolean(true);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (WakeSignal wake = WakeSignal.create()) {
            Thread waiter = Thread.ofPlatform()
                    .daemon()
                    .name("tutti-bench-waiter")
                    .start(() -> {
                        ThreadPriority.raiseCurrentThread(ThreadPriority.belowCallback(ThreadPriority.CALLBACK));
                        while (running.get()) {
                            wake.await(100);
                            long sentNs = signalledNs.getAndSet(0);
                            if (sentNs != 0) {
                                delaysNs[(int) handled.get()] = System.nanoTime() - sentNs;
                                handled.incrementAndGet();
                            }
                        }
                    });
            long beganNs = System.nanoTime();
            long cpuBefore = threads.getThreadCpuTime(waiter.threadId());
            for (int n = 0; n < numSignals; n++) {
                long dueNs = beganNs + n * PERIOD_NS;
                while (System.nanoTime() < dueNs) {
                    LockSupport.parkNanos(dueNs - System.nanoTime());
                }
                signalledNs.set(System.nanoTime());
                wake.signal();
            }
            double tookNs = System.nanoTime() - beganNs;
            double cpuNs = threads.getThreadCpuTime(waiter.threadId()) - cpuBefore;
            running.set(false);
            wake.signal();
            waiter.join();
            Percentiles ns = new Percentiles(delaysNs, (int) handled.get());
            return List.of(
                    Figure.atMost("send thread awake after the publish: median", ns.at(0.5) / 1e3, WANTED_US, "us"),
                    Figure.told("send thread awake after the publish: 99th percentile", ns.at(0.99) / 1e3 + " us"),
                    Figure.atMost("send thread's waiting, of a core", 100 * cpuNs / tookNs, WANTED_SHARE, "%"));
        }
    }
}
