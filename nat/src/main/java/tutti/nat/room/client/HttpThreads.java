package tutti.nat.room.client;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Named threads for an HTTP client, as many as it needs at a time: TLS and callbacks, which hand over what they have
/// and
/// wait for nothing.
///
/// Thread: any.
final class HttpThreads extends ThreadPoolExecutor {
    private static final long IDLE_SECONDS = 10;

    /// @param prefix of the threads' names, before a number
    HttpThreads(String prefix) {
        super(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>());
        AtomicInteger numThreads = new AtomicInteger();
        setThreadFactory(work -> {
            Thread made = new Thread(work, prefix + numThreads.incrementAndGet());
            made.setDaemon(true);
            return made;
        });
        setRejectedExecutionHandler(new DiscardPolicy());
    }
}
