package tutti.nat.room.client;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The one thread of a session. Other threads hand work to it: at most [#CAPACITY] pieces wait, what is more is
/// refused.
/// A fault in one piece goes to the thread's uncaught exception handler, and the next piece is done all the same.
///
/// Thread: any.
final class RoomThread extends ScheduledThreadPoolExecutor {
    static final int CAPACITY = 1024;

    private final AtomicInteger handed = new AtomicInteger();
    private volatile @Nullable Thread thread;

    /// @param name of the thread
    RoomThread(String name) {
        super(1);
        setThreadFactory(work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            thread = made;
            return made;
        });
        // The HTTP client may still tell something when the session has ended.
        setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /// Hands a piece of work over; false if too much waits.
    boolean hand(Runnable work) {
        if (handed.incrementAndGet() > CAPACITY) {
            handed.decrementAndGet();
            return false;
        }
        execute(() -> {
            handed.decrementAndGet();
            work.run();
        });
        return true;
    }

    /// Whether the caller runs on it.
    boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    /// A scheduled pool keeps faults in futures that nobody looks at.
    @Override
    protected void afterExecute(Runnable work, @Nullable Throwable fault) {
        super.afterExecute(work, fault);
        Throwable cause = fault;
        if (cause == null && work instanceof Future<?> future && future.isDone() && !future.isCancelled()) {
            try {
                future.get();
            } catch (ExecutionException e) {
                cause = e.getCause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (cause != null) {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, cause);
        }
    }
}
