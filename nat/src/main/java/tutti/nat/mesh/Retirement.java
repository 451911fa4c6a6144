package tutti.nat.mesh;

import java.util.ArrayDeque;
import java.util.Deque;

/// Searches that were replaced, kept open for a while: packets are still under way to them, and the other end may
/// have found their way a moment ago and not know yet that there is a newer one. At most two; a third closes the
/// oldest.
///
/// Thread: the link thread.
final class Retirement {
    static final long KEPT_NS = 3_000_000_000L;

    private static final int MOST = 2;

    private record Retired(PathSearch search, long sinceNs) {}

    private final Deque<Retired> searches = new ArrayDeque<>();

    void add(PathSearch search, long nowNs) {
        if (searches.size() == MOST) {
            searches.removeFirst().search().close();
        }
        searches.addLast(new Retired(search, nowNs));
    }

    /// Takes one out again, open.
    ///
    /// @return false if it is not here
    boolean takeBack(PathSearch search) {
        return searches.removeIf(retired -> retired.search() == search);
    }

    void tick(long nowNs) {
        while (!searches.isEmpty() && nowNs - searches.getFirst().sinceNs() >= KEPT_NS) {
            searches.removeFirst().search().close();
        }
    }

    void close() {
        searches.forEach(retired -> retired.search().close());
        searches.clear();
    }
}
