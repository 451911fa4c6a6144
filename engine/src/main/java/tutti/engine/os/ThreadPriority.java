package tutti.engine.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Real-time scheduling of the engine's own threads (man page sched(7)).
public final class ThreadPriority {
    /// The thread of a callback that is not JACK's: where JACK's clients stand when it is set up for music.
    public static final int CALLBACK = 65;

    private ThreadPriority() {}

    /// The link and send threads' priority: one below the callback's, so that they never keep it waiting.
    ///
    /// @param callbackPriority 1 to 99, or 0 for an ordinary thread
    /// @return 0 to 98; 0 is an ordinary thread
    public static int belowCallback(int callbackPriority) {
        return Math.max(0, callbackPriority - 1);
    }

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
