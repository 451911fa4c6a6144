package tutti.engine.control.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/// What one listener wants to know, and what it has been told. Changes are told at their pace, the last value
/// only, and never to the one who made them unless they came out otherwise ([#told]).
///
/// Bounded: so many subscriptions, and so many leaves in all; what is beyond is refused. Follows the tree: a
/// pattern also means what is added later. Thread: one at a time.
public final class Feed {
    /// Nobody reads faster than this.
    private static final double MAX_HZ = 60;

    private static final double MIN_HZ = 0.1;
    private static final double NS_PER_SECOND = 1e9;

    private final ControlTree tree;
    private final int maxSubscriptions;
    private final int maxLeaves;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private Map<Leaf, Watched> watched = new LinkedHashMap<>();
    private List<Round> rounds = List.of();

    /// The round that was interrupted, or is the first next time.
    private int roundAt;

    private long seenRevision = -1;

    private record Subscription(AddressPattern pattern, double maxHz) {}

    private static final class Watched {
        private final Leaf leaf;
        private long intervalNs;
        private Value told = Value.NIL;

        Watched(Leaf leaf, long intervalNs) {
            this.leaf = leaf;
            this.intervalNs = intervalNs;
        }
    }

    /// Leaves of one interval.
    private static final class Round {
        private final long intervalNs;
        private final List<Watched> leaves = new ArrayList<>();
        private long dueNs;

        /// Where it was interrupted.
        private int leafAt;

        Round(long intervalNs, long dueNs) {
            this.intervalNs = intervalNs;
            this.dueNs = dueNs;
        }
    }

    /// @param maxSubscriptions how many patterns and addresses
    /// @param maxLeaves how many leaves they may mean together
    public Feed(ControlTree tree, int maxSubscriptions, int maxLeaves) {
        this.tree = tree;
        this.maxSubscriptions = maxSubscriptions;
        this.maxLeaves = maxLeaves;
    }

    /// Listens to what a pattern means; the values are told at the next [#collect].
    ///
    /// @param maxHz how often a leaf may be told, at most; the leaf's own pace is a limit as well
    /// @return false if there are too many subscriptions
    public boolean add(AddressPattern pattern, double maxHz) {
        if (subscriptions.size() >= maxSubscriptions && !subscriptions.containsKey(pattern.text())) {
            return false;
        }
        double hz = Double.isNaN(maxHz) ? MAX_HZ : Math.clamp(maxHz, MIN_HZ, MAX_HZ);
        Subscription before = subscriptions.put(pattern.text(), new Subscription(pattern, hz));
        if (before == null || before.maxHz != hz) {
            seenRevision = -1;
        }
        return true;
    }

    /// Listens at the leaves' own pace.
    public boolean add(AddressPattern pattern) {
        return add(pattern, MAX_HZ);
    }

    /// Ends what [#add] began with the same text.
    public void remove(String patternText) {
        if (subscriptions.remove(patternText) != null) {
            seenRevision = -1;
        }
    }

    /// Whether nothing is listened to.
    public boolean isEmpty() {
        return subscriptions.isEmpty();
    }

    /// The other end knows that already: it said so itself, or has been answered.
    public void told(Leaf leaf, Value value) {
        Watched entry = watched.get(leaf);
        if (entry != null) {
            entry.told = value;
        }
    }

    /// Forgets what has been told, so that everything is told anew.
    public void forget() {
        watched.values().forEach(entry -> entry.told = Value.NIL);
        rounds.forEach(round -> round.dueNs = Long.MIN_VALUE);
    }

    /// Tells what is due and has changed. A sink that can take no more is next told what is left, so that one which
    /// is always slow hears of every leaf in its turn.
    ///
    /// @param sink takes a leaf and its value; false if it can take no more for now: what is left is told
    ///     later
    /// @return how many values were told
    public int collect(long nowNs, Sampler sampler, BiPredicate<Leaf, Value> sink) {
        if (seenRevision != tree.revision()) {
            resolve(nowNs);
        }
        int told = 0;
        for (int i = 0; i < rounds.size(); i++) {
            int at = (roundAt + i) % rounds.size();
            Round round = rounds.get(at);
            if (round.dueNs > nowNs) {
                continue;
            }
            for (; round.leafAt < round.leaves.size(); round.leafAt++) {
                Watched entry = round.leaves.get(round.leafAt);
                Value now = sampler.value(entry.leaf);
                if (now.equals(entry.told)) {
                    continue;
                }
                if (!sink.test(entry.leaf, now)) {
                    roundAt = at;
                    return told;
                }
                entry.told = now;
                told++;
            }
            round.leafAt = 0;
            // From the time it was due, so that the rate holds; but a late one is not made up for.
            round.dueNs = Math.max(round.dueNs + round.intervalNs, nowNs + round.intervalNs / 2);
        }
        return told;
    }

    private void resolve(long nowNs) {
        seenRevision = tree.revision();
        Map<Leaf, Watched> next = new LinkedHashMap<>();
        for (Subscription subscription : subscriptions.values()) {
            long slowestNs = (long) (NS_PER_SECOND / subscription.maxHz);
            for (Leaf leaf : tree.matching(subscription.pattern, maxLeaves)) {
                if (leaf.access().canRead() && (next.size() < maxLeaves || next.containsKey(leaf))) {
                    long intervalNs = Math.max(slowestNs, leaf.pace().intervalNs());
                    Watched entry = next.computeIfAbsent(leaf, _ -> keep(leaf, intervalNs));
                    entry.intervalNs = Math.min(entry.intervalNs, intervalNs);
                }
            }
        }
        watched = next;
        Map<Long, Round> byInterval = new HashMap<>();
        rounds.forEach(round -> byInterval.put(round.intervalNs, new Round(round.intervalNs, round.dueNs)));
        for (Watched entry : next.values()) {
            Round round = byInterval.computeIfAbsent(entry.intervalNs, interval -> new Round(interval, nowNs));
            round.leaves.add(entry);
            if (entry.told.equals(Value.NIL)) {
                round.dueNs = nowNs;
            }
        }
        rounds = byInterval.values().stream()
                .filter(round -> !round.leaves.isEmpty())
                .toList();
        roundAt = 0;
    }

    private Watched keep(Leaf leaf, long intervalNs) {
        Watched before = watched.get(leaf);
        if (before == null) {
            return new Watched(leaf, intervalNs);
        }
        before.intervalNs = intervalNs;
        return before;
    }
}
