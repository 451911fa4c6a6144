package tutti.console.panel;

/// Lets something happen no more often than so many times a second, on a clock that is handed in.
public final class Timed {
    private final long intervalNs;
    private long dueNs;
    private boolean hasBegun;

    /// @param intervalNs the least time between two turns
    public Timed(long intervalNs) {
        this.intervalNs = intervalNs;
    }

    /// Whether it is time again; if so, the next turn is an interval later.
    public boolean isDue(long nowNs) {
        if (hasBegun && nowNs - dueNs < 0) {
            return false;
        }
        hasBegun = true;
        dueNs = nowNs + intervalNs;
        return true;
    }
}
