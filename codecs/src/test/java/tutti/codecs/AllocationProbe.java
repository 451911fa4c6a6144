package tutti.codecs;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Counts what this thread allocates.
public final class AllocationProbe {
    private static final int WARM_UP_CALLS = 20_000;

    private AllocationProbe() {}

    /// Bytes that this thread allocates over `numCalls` calls, after a warm-up: the least of three runs, because
    /// the JVM itself may charge a few bytes to a thread once, when it leaves compiled code to compile it anew.
    public static long bytesOver(int numCalls, Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // The first reading may set up something of its own.
        if (threads.getCurrentThreadAllocatedBytes() < 0) {
            throw new IllegalStateException("This JVM does not count allocated bytes: use HotSpot.");
        }
        repeat(WARM_UP_CALLS, call);
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 3; run++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            repeat(numCalls, call);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static void repeat(int numCalls, Runnable call) {
        for (int i = 0; i < numCalls; i++) {
            call.run();
        }
    }
}
