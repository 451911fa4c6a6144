package tutti.engine.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Real-time scheduling of the engine's own threads (man page sched(7)).
public final class ThreadPriority {
    /// The link and send threads: below the audio thread, which JACK runs at 70 to 80 by default less 5 for clients.
    public static final int NETWORK = 60;

    private ThreadPriority() {}

    /// Puts the calling thread under SCHED_FIFO.
    ///
    /// @param priority 1 (least) to 99
    /// @return false if the system does not permit it; the thread is then as it was
    public static boolean raiseCurrentThread(int priority) {
        LibC libC = LibC.loaded();
        if (libC == null) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parameters = arena.allocateFrom(ValueLayout.JAVA_INT, priority);
            return libC.schedSetScheduler(0, LibC.SCHED_FIFO, parameters) == 0;
        }
    }

    /// Whether this process may use real-time priorities, found out on a thread made for the purpose. RT-safe: no.
    public static boolean isPermitted() {
        boolean[] permitted = new boolean[1];
        Thread trial =
                Thread.ofPlatform().name("tutti-priority-trial").start(() -> permitted[0] = raiseCurrentThread(1));
        try {
            trial.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return permitted[0];
    }
}
