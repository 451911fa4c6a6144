package tutti.engine.agent;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import tutti.engine.os.ThreadPriority;

/// Takes real-time priority, for a while, from threads that keep all cores busy without getting on.
///
/// Whoever calls a method whose code is being replaced is sent back by HotSpot until the compiler's thread has replaced
/// it. If that is put off its core in between, real-time threads that call the method wait for an ordinary thread
/// without ever letting it run. On two cores the send and the link thread did so for 950 ms, in one start of ten
/// (measured), and the callback, which waits for the compiler too, played nothing.
///
/// What the watch does is done to each thread once at its beginning, and allocates nothing: linking and the
/// collector have locks that an ordinary thread may hold.
///
/// A thread is at fault that has run for nearly all of the time between two looks without ending a turn of its work. It
/// is an ordinary thread until it has.
public final class RealTimeWatch implements AutoCloseable {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(5);

    /// Of the time between two looks; the callback and the kernel take the rest.
    private static final double BUSY_SHARE = 0.7;

    /// A thread to watch.
    interface Watched {
        /// Whether it has real-time priority, or had before it was lowered.
        boolean isRealTime();

        /// How many turns of its work have ended.
        long turns();

        /// How long it has run.
        long cpuNs();

        /// Makes it an ordinary thread.
        void lower();

        /// Gives it its priority again.
        void raise();
    }

    private static final class Seen {
        final Watched watched;
        long turns = -1;
        long cpuNs;
        boolean isLowered;
        boolean isPractised;

        Seen(Watched watched) {
            this.watched = watched;
        }
    }

    private final Seen[] all;
    private final LongSupplier nanoClock;
    private final Thread thread;
    private long lookedNs;
    private volatile boolean running = true;

    RealTimeWatch(List<? extends Watched> watched, LongSupplier nanoClock, int priority) {
        all = watched.stream().map(Seen::new).toArray(Seen[]::new);
        this.nanoClock = nanoClock;
        lookedNs = nanoClock.getAsLong();
        thread = Thread.ofPlatform().daemon().name("tutti-watch").unstarted(() -> loop(priority));
    }

    /// Watches agents from a thread of its own, until it is closed.
    ///
    /// @param priority above all of theirs, 1 to 99
    public static RealTimeWatch start(List<AgentRunner> runners, LongSupplier nanoClock, int priority) {
        RealTimeWatch watch = new RealTimeWatch(runners, nanoClock, priority);
        watch.thread.start();
        return watch;
    }

    private void loop(int priority) {
        if (ThreadPriority.raiseCurrentThread(priority)) {
            while (running) {
                LockSupport.parkNanos(LOOK_NS);
                practise();
                look();
            }
        }
    }

    /// See the class. A thread that has only just begun has no priority to take yet: it has its turn later.
    ///
    /// Thread: as [#look].
    void practise() {
        for (Seen seen : all) {
            if (!seen.isPractised && seen.watched.isRealTime()) {
                seen.isPractised = true;
                seen.watched.lower();
                seen.watched.raise();
            }
        }
    }

    /// Thread: the watch's own, or a test's that has started none.
    void look() {
        long nowNs = nanoClock.getAsLong();
        long sinceNs = nowNs - lookedNs;
        if (sinceNs < LOOK_NS / 2) {
            return;
        }
        lookedNs = nowNs;
        for (Seen seen : all) {
            if (seen.watched.isRealTime()) {
                judge(seen, sinceNs);
            }
        }
    }

    private void judge(Seen seen, long sinceNs) {
        long turns = seen.watched.turns();
        long cpuNs = seen.watched.cpuNs();
        if (turns != seen.turns) {
            if (seen.isLowered) {
                seen.isLowered = false;
                seen.watched.raise();
            }
        } else if (!seen.isLowered && cpuNs - seen.cpuNs > BUSY_SHARE * sinceNs) {
            seen.isLowered = true;
            seen.watched.lower();
        }
        seen.turns = turns;
        seen.cpuNs = cpuNs;
    }

    /// Ends the watch, before what it watches. Idempotent. Thread: any.
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
    }
}
