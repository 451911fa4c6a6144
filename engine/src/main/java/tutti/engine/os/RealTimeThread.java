package tutti.engine.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// A thread under SCHED_FIFO that others can look at and make an ordinary one for a while. To do so allocates nothing:
/// the collector has locks that an ordinary thread may hold.
public final class RealTimeThread {
    private static final long NS_PER_S = 1_000_000_000L;

    private final LibC libC;
    private final int threadId;
    private final MemorySegment timespec;

    /// Each a `struct sched_param`.
    private final MemorySegment ordinary;

    private final MemorySegment realTime;

    private RealTimeThread(LibC libC, int threadId, int priority) {
        this.libC = libC;
        this.threadId = threadId;
        Arena arena = Arena.ofAuto();
        timespec = arena.allocate(2 * Long.BYTES, Long.BYTES);
        ordinary = arena.allocateFrom(ValueLayout.JAVA_INT, 0);
        realTime = arena.allocateFrom(ValueLayout.JAVA_INT, priority);
    }

    /// Puts the calling thread under SCHED_FIFO.
    ///
    /// @param priority 1 (least) to 99
    /// @return empty if the system does not permit it; the thread is then as it was
    public static Optional<RealTimeThread> ofCurrent(int priority) {
        LibC libC = LibC.loaded();
        return libC != null && ThreadPriority.raiseCurrentThread(priority)
                ? Optional.of(new RealTimeThread(libC, libC.gettid(), priority))
                : Optional.empty();
    }

    /// How long it has run since it began. Thread: one that watches it, always the same.
    public long cpuNs() {
        // The kernel's clock of a thread's time, by the thread's number (MAKE_THREAD_CPUCLOCK, CPUCLOCK_SCHED).
        libC.clockGettime((~threadId << 3) | 6, timespec);
        return timespec.get(ValueLayout.JAVA_LONG, 0) * NS_PER_S + timespec.get(ValueLayout.JAVA_LONG, Long.BYTES);
    }

    /// Makes it an ordinary thread. Thread: any.
    public void lower() {
        libC.schedSetScheduler(threadId, LibC.SCHED_OTHER, ordinary);
    }

    /// Gives it back its priority. Thread: any.
    public void raise() {
        libC.schedSetScheduler(threadId, LibC.SCHED_FIFO, realTime);
    }
}
