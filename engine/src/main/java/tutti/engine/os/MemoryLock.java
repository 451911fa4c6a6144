package tutti.engine.os;

/// Keeps the process in memory, so that a page fault never waits for a disk in the middle of a period.
public final class MemoryLock {
    private MemoryLock() {}

    /// Locks what is resident, and from now on each page when it is first touched (`MCL_ONFAULT`: locking whole
    /// mappings would make thread stacks and the JIT's reserved space resident, several hundred megabytes of
    /// nothing).
    ///
    /// @return false if the system does not permit it (RLIMIT_MEMLOCK); nothing is locked then
    public static boolean lockAll() {
        LibC libC = LibC.loaded();
        return libC != null && libC.mlockall(LibC.MCL_CURRENT | LibC.MCL_FUTURE | LibC.MCL_ONFAULT) == 0;
    }
}
