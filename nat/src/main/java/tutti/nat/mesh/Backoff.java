package tutti.nat.mesh;

/// How long to wait before something is tried again: 2 s, 4 s, 8 s, then 10 s each time.
///
/// Thread: the link thread.
final class Backoff {
    static final long FIRST_NS = 2_000_000_000;
    static final long MOST_NS = 10_000_000_000L;

    private long waitNs = FIRST_NS;

    /// The wait that is due now; the next will be longer.
    long next() {
        long dueNs = waitNs;
        waitNs = Math.min(MOST_NS, 2 * waitNs);
        return dueNs;
    }

    /// It worked.
    void reset() {
        waitNs = FIRST_NS;
    }
}
