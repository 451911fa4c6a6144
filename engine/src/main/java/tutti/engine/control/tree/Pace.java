package tutti.engine.control.tree;

/// How often a change of a node is worth telling: within one interval only the last value counts.
public enum Pace {
    /// What people and programs set, and what changes now and then.
    VALUE(100_000_000),
    /// What moves all the time: 30 times a second.
    METER(33_000_000);

    private final long intervalNs;

    Pace(long intervalNs) {
        this.intervalNs = intervalNs;
    }

    /// The least time between two values that are told.
    public long intervalNs() {
        return intervalNs;
    }
}
