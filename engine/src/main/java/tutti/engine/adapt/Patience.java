package tutti.engine.adapt;

/// How long to wait before more is tried again: 20 s, twice as long after each try that failed, 5 min at most, and 20
/// s again when a try has held. So a path that never carries more is disturbed less and less.
///
/// Thread: one.
final class Patience {
    static final long LEAST_NS = 20_000_000_000L;
    static final long MOST_NS = 300_000_000_000L;

    /// Trouble so soon after a try is its fault.
    static final long TRIAL_NS = 10_000_000_000L;

    private long waitNs = LEAST_NS;
    private long triedNs = Long.MIN_VALUE / 2;
    private boolean hasFailed;

    /// Something more is tried.
    void tried(long nowNs) {
        if (!hasFailed) {
            waitNs = LEAST_NS;
        }
        hasFailed = false;
        triedNs = nowNs;
    }

    /// There is trouble.
    void trouble(long nowNs) {
        if (!hasFailed && isOnTrial(nowNs)) {
            hasFailed = true;
            waitNs = Math.min(2 * waitNs, MOST_NS);
        }
    }

    /// Whether the latest try has still to prove itself.
    boolean isOnTrial(long nowNs) {
        return nowNs - triedNs < TRIAL_NS;
    }

    /// Time without trouble to wait for.
    long waitNs() {
        return waitNs;
    }
}
