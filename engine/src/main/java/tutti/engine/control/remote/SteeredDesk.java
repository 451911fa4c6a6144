package tutti.engine.control.remote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.AddressPattern;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Origin;
import tutti.engine.control.tree.Pace;
import tutti.engine.control.tree.Value;

/// The player's own desk, as one engineer steers it: tells its nodes and values, and sets what it is asked to.
///
/// Only nodes of the desk have numbers, so nothing else can be named in a message. Whether the engineer may steer at
/// all
/// is for the caller to check before every message. Thread: one at a time.
final class SteeredDesk {
    /// What a desk is: everything that concerns a mix, and nothing else of an engine.
    static final List<AddressPattern> DESK = Stream.of("strip", "own", "bus", "vca", "click", "desk")
            .map(branch -> AddressPattern.parse("/" + branch + "//*").orElseThrow())
            .toList();

    /// A desk of 64 strips with five sends each.
    static final int MAX_NODES = 4_096;

    /// Meters move all the time; five times a second is enough to see who plays.
    static final long METER_NS = 200_000_000;

    private final ControlTree tree;
    private final long session;
    private final Origin engineer;
    private final Exchange exchange;
    private final Map<Leaf, Entry> entries = new LinkedHashMap<>();
    private final Map<Integer, Entry> byNumber = new HashMap<>();
    private final List<Integer> gone = new ArrayList<>();
    private long seenRevision = -1;
    private int lastNumber;
    private long metersToldNs;
    private long numSet;
    private long heardNs;
    private boolean hasBegun;

    private static final class Entry {
        private final int number;
        private final Leaf leaf;
        private boolean isTold;
        private Value told = Value.NIL;

        Entry(int number, Leaf leaf) {
            this.number = number;
            this.leaf = leaf;
        }
    }

    /// @param engineer who it is, for the tree
    SteeredDesk(ControlTree tree, long session, Origin engineer, long nowNs) {
        this.tree = tree;
        this.session = session;
        this.engineer = engineer;
        this.exchange = new Exchange(nowNs);
        this.metersToldNs = nowNs - METER_NS;
        this.heardNs = nowNs;
    }

    long session() {
        return session;
    }

    /// How many values were set. Thread: the same.
    long numSet() {
        return numSet;
    }

    /// When the engineer was heard last.
    long heardNs() {
        return heardNs;
    }

    /// Does what the engineer asks for, if that is new.
    void onAsk(DeskMessage.Ask ask, long nowNs) {
        heardNs = nowNs;
        if (exchange.onMessage(ask) && !ask.settings().isEmpty()) {
            tree.atomically(() -> ask.settings().forEach(this::set));
        }
    }

    private void set(DeskMessage.Setting setting) {
        Entry entry = byNumber.get(setting.node());
        // It may have gone while the message was on its way.
        if (entry != null) {
            tree.write(entry.leaf, setting.value(), engineer);
            // That is what the engineer believes it to be; if it is not, it is told.
            entry.told = setting.value();
            numSet++;
        }
    }

    /// What to send now; null if nothing.
    byte @Nullable [] turn(long nowNs) {
        byte[] message = exchange.mayBegin(nowNs) ? news(nowNs) : exchange.overdue(nowNs);
        if (message != null) {
            return message;
        }
        if (exchange.mustAnswer(nowNs)) {
            exchange.onAnswered(nowNs);
            return DeskWriter.tell(
                    new DeskMessage.Tell(session, 0, exchange.heard(), false, false, List.of(), List.of(), List.of()));
        }
        return null;
    }

    private byte @Nullable [] news(long nowNs) {
        survey();
        DeskMessage.Tell tell = next(nowNs);
        boolean isEmpty =
                tell.added().isEmpty() && tell.gone().isEmpty() && tell.values().isEmpty();
        if (hasBegun && isEmpty) {
            return null;
        }
        hasBegun = true;
        byte[] message = DeskWriter.tell(tell);
        exchange.onSent(message, nowNs);
        return message;
    }

    /// Looks at what has come and gone.
    private void survey() {
        if (seenRevision == tree.revision()) {
            return;
        }
        seenRevision = tree.revision();
        Set<Leaf> present = new LinkedHashSet<>();
        for (AddressPattern part : DESK) {
            tree.matching(part, MAX_NODES).stream()
                    .filter(leaf -> !(leaf.kind() instanceof Kind.Blob))
                    .limit(MAX_NODES - present.size())
                    .forEach(present::add);
        }
        entries.values().removeIf(entry -> {
            boolean isGone = !present.contains(entry.leaf);
            if (isGone) {
                byNumber.remove(entry.number);
                if (entry.isTold) {
                    gone.add(entry.number);
                }
            }
            return isGone;
        });
        for (Leaf leaf : present) {
            entries.computeIfAbsent(leaf, this::entry);
        }
    }

    private Entry entry(Leaf leaf) {
        Entry entry = new Entry(++lastNumber, leaf);
        byNumber.put(entry.number, entry);
        return entry;
    }

    private DeskMessage.Tell next(long nowNs) {
        int spaceBytes = Post.MAX_BYTES - DeskWriter.HEAD_BYTES;
        List<Integer> leaving = List.copyOf(gone.subList(0, Math.min(gone.size(), spaceBytes / 2 / Integer.BYTES)));
        gone.subList(0, leaving.size()).clear();
        spaceBytes -= leaving.size() * Integer.BYTES;
        List<DeskMessage.NumberedNode> added = new ArrayList<>();
        boolean isMore = false;
        for (Entry entry : entries.values()) {
            if (!entry.isTold) {
                DeskMessage.NumberedNode node = describe(entry);
                int numBytes = DeskWriter.node(node).length;
                isMore = numBytes > spaceBytes;
                if (isMore) {
                    break;
                }
                spaceBytes -= numBytes;
                entry.isTold = true;
                added.add(node);
            }
        }
        List<DeskMessage.Setting> values = new ArrayList<>();
        spaceBytes -= collect(Pace.VALUE, spaceBytes, values);
        if (nowNs - metersToldNs >= METER_NS) {
            metersToldNs = nowNs;
            collect(Pace.METER, spaceBytes, values);
        }
        return new DeskMessage.Tell(
                session, exchange.nextNumber(), exchange.heard(), false, isMore, added, leaving, values);
    }

    private static DeskMessage.NumberedNode describe(Entry entry) {
        Leaf leaf = entry.leaf;
        return new DeskMessage.NumberedNode(
                entry.number,
                new RemoteNode(
                        leaf.address(),
                        leaf.kind(),
                        leaf.access(),
                        leaf.unit(),
                        leaf.help(),
                        leaf.tags(),
                        leaf.initial()),
                leaf.pace());
    }

    /// Adds what has changed, as far as there is space; what does not fit is told the next time.
    ///
    /// @return the bytes that it takes
    private int collect(Pace pace, int spaceBytes, List<DeskMessage.Setting> values) {
        int usedBytes = 0;
        for (Entry entry : entries.values()) {
            if (!entry.isTold
                    || entry.leaf.pace() != pace
                    || !entry.leaf.access().canRead()) {
                continue;
            }
            Value now = entry.leaf.read();
            if (now.equals(entry.told)) {
                continue;
            }
            DeskMessage.Setting value = new DeskMessage.Setting(entry.number, now);
            int numBytes = DeskWriter.setting(value).length;
            if (usedBytes + numBytes <= spaceBytes) {
                usedBytes += numBytes;
                entry.told = now;
                values.add(value);
            }
        }
        return usedBytes;
    }
}
