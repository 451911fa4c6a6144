package tutti.engine.os;

/// The terminal that a command was typed in.
public final class Terminal {
    private Terminal() {}

    /// Lets a program in the background ask for input in vain instead of being stopped by the system (SIGTTIN), which
    /// would stop the music. Thread: any.
    public static void readWithoutBeingStopped() {
        LibC libC = LibC.loaded();
        if (libC != null) {
            libC.signal(LibC.SIGTTIN, LibC.SIG_IGN);
        }
    }
}
