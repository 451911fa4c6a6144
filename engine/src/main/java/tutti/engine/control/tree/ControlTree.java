package tutti.engine.control.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/// The nodes that there are. They come and go while everything runs; a reader sees the tree as it was at one
/// moment.
///
/// Writing is one at a time: [#atomically] keeps others out of a bundle. Thread: any but the callback.
/// RT-safe: no (locks).
public final class ControlTree {
    /// The most leaves: 64 strips with 100 each, and more than any player has.
    public static final int MAX_LEAVES = 16_384;

    /// A leaf of a number is what was asked for if it differs by no more than this share of it, or of 1.
    private static final float ROUNDING = 1e-4F;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<TreeListener> listeners = new CopyOnWriteArrayList<>();
    private volatile State state = new State(0, Map.of(), new Branch(Address.ROOT, new TreeMap<>()));

    private record State(long revision, Map<String, Leaf> leaves, Branch root) {}

    /// Leaves that were added together and go together.
    public interface Mounted extends AutoCloseable {
        /// Takes them away. Idempotent.
        @Override
        void close();
    }

    /// Adds leaves.
    ///
    /// @param branch that holds them all and that listeners hear of: nothing else should stand in it
    /// @return what takes them away again
    /// @throws IllegalArgumentException if an address is taken, lies elsewhere, or stands in the way of
    ///     another one
    public Mounted mount(String branch, Collection<Leaf> added) {
        return Objects.requireNonNull(exchange(List.of(), Map.of(branch, added)).get(branch));
    }

    /// Adds one leaf.
    public Mounted mount(Leaf leaf) {
        return mount(leaf.address(), List.of(leaf));
    }

    /// Takes leaves away and adds others, all at once: the tree is put in order a single time, which takes as long as
    /// it is large.
    ///
    /// @param gone what goes
    /// @param added leaves by the branch that holds them, as in [#mount]
    /// @return what takes each branch's away again
    /// @throws IllegalArgumentException as [#mount] does; then nothing has changed
    public Map<String, Mounted> exchange(Collection<Mounted> gone, Map<String, ? extends Collection<Leaf>> added) {
        Map<String, Mounted> places = new HashMap<>();
        List<String> left = new ArrayList<>();
        change(() -> {
            Map<String, Leaf> leaves = new HashMap<>(state.leaves);
            for (Mounted mounted : gone) {
                if (mounted instanceof Place place && takeOut(place.leaves, leaves)) {
                    left.add(place.branch);
                }
            }
            added.forEach((branch, mine) -> {
                Place place = new Place(branch, List.copyOf(mine));
                place.leaves.forEach(leaf -> add(leaf, branch, leaves));
                places.put(branch, place);
            });
            publish(leaves);
        });
        left.forEach(branch -> listeners.forEach(listener -> listener.onRemoved(branch)));
        added.keySet().forEach(branch -> listeners.forEach(listener -> listener.onAdded(branch)));
        return places;
    }

    private static boolean takeOut(List<Leaf> mine, Map<String, Leaf> leaves) {
        int before = leaves.size();
        mine.forEach(leaf -> leaves.remove(leaf.address(), leaf));
        return leaves.size() < before;
    }

    private static void add(Leaf leaf, String branch, Map<String, Leaf> leaves) {
        if (!Address.isWithin(leaf.address(), branch)) {
            throw new IllegalArgumentException(leaf.address() + " does not lie in " + branch + ".");
        }
        if (leaves.put(leaf.address(), leaf) != null) {
            throw new IllegalArgumentException(leaf.address() + " is declared twice.");
        }
    }

    /// See [Mounted].
    private final class Place implements Mounted {
        private final String branch;
        private final List<Leaf> leaves;

        Place(String branch, List<Leaf> leaves) {
            this.branch = branch;
            this.leaves = leaves;
        }

        @Override
        public void close() {
            exchange(List.of(this), Map.of());
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private void publish(Map<String, Leaf> leaves) {
        if (leaves.size() > MAX_LEAVES) {
            throw new IllegalArgumentException("The tree holds at most " + MAX_LEAVES + " nodes.");
        }
        state = new State(state.revision + 1, Map.copyOf(leaves), branch(Address.ROOT, 0, sorted(leaves)));
    }

    private static List<Leaf> sorted(Map<String, Leaf> leaves) {
        return leaves.values().stream()
                .sorted(Comparator.comparing(Leaf::address))
                .toList();
    }

    /// @param depth how many names the address has
    private static Branch branch(String address, int depth, List<Leaf> within) {
        Map<String, List<Leaf>> byName = new TreeMap<>();
        for (Leaf leaf : within) {
            String name = leaf.names().get(depth);
            byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(leaf);
        }
        TreeMap<String, Node> children = new TreeMap<>();
        byName.forEach((name, inside) -> {
            String childAddress = Address.join(address, name);
            // Of an address and those within it, it is the first.
            Leaf first = inside.getFirst();
            boolean isLeaf = first.address().equals(childAddress);
            if (isLeaf && inside.size() > 1) {
                throw new IllegalArgumentException(childAddress + " holds a value and cannot hold "
                        + inside.get(1).address() + ".");
            }
            children.put(name, isLeaf ? first : branch(childAddress, depth + 1, inside));
        });
        return new Branch(address, children);
    }

    /// Counts the changes of the tree's shape.
    public long revision() {
        return state.revision;
    }

    /// Everything.
    public Branch root() {
        return state.root;
    }

    /// The node at an address.
    public Optional<Node> node(String address) {
        State now = state;
        Leaf leaf = now.leaves.get(address);
        if (leaf != null) {
            return Optional.of(leaf);
        }
        if (!Address.isAddress(address)) {
            return Optional.empty();
        }
        Node node = now.root;
        for (String name : Address.names(address)) {
            Node child = node instanceof Branch branch ? branch.children().get(name) : null;
            if (child == null) {
                return Optional.empty();
            }
            node = child;
        }
        return Optional.of(node);
    }

    /// The leaf at an address.
    public Optional<Leaf> leaf(String address) {
        return Optional.ofNullable(state.leaves.get(address));
    }

    /// All leaves, in the order of their addresses.
    public List<Leaf> leaves() {
        return sorted(state.leaves);
    }

    /// The leaves that a pattern means, in the order of their names.
    ///
    /// @param atMost how many are enough
    public List<Leaf> matching(AddressPattern pattern, int atMost) {
        List<Leaf> found = new ArrayList<>();
        if (pattern.isPlain()) {
            leaf(pattern.text()).ifPresent(found::add);
        } else {
            pattern.collect(state.root, found, atMost);
        }
        return found;
    }

    /// Keeps everybody else from writing meanwhile.
    public void atomically(Runnable writing) {
        change(writing);
    }

    /// Offers a value to a leaf.
    public Outcome write(Leaf leaf, Value offered, Origin origin) {
        lock.lock();
        try {
            Outcome outcome = writeLocked(leaf, offered);
            if (!outcome.isRefused()) {
                listeners.forEach(listener -> listener.onWritten(leaf, outcome.value(), origin));
            }
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    private static Outcome writeLocked(Leaf leaf, Value offered) {
        Value present = leaf.read();
        if (!leaf.access().canWrite()) {
            return new Outcome(present, true, leaf.address() + " is only read.");
        }
        return switch (leaf.kind().accept(offered, present)) {
            case Acceptance.Refused(String why) -> new Outcome(present, true, why);
            case Acceptance.Taken(Value taken, boolean isAltered) -> {
                try {
                    leaf.write(taken);
                } catch (IllegalArgumentException refused) {
                    yield new Outcome(leaf.read(), true, sentence(refused));
                }
                Value now = leaf.read();
                yield new Outcome(now, leaf.access().canRead() && (isAltered || !isAsAsked(taken, now)), "");
            }
        };
    }

    private static String sentence(IllegalArgumentException refused) {
        String message = refused.getMessage();
        return message == null || message.isEmpty() ? "It was not taken." : message;
    }

    /// A fader's way to dB and back is not the same to the last bit.
    private static boolean isAsAsked(Value asked, Value now) {
        return (asked instanceof Value.Real(float wanted) && now instanceof Value.Real(float number))
                ? Math.abs(wanted - number) <= ROUNDING * Math.max(1, Math.abs(wanted))
                : asked.equals(now);
    }

    /// From now on tells what becomes of the tree.
    public void addListener(TreeListener listener) {
        listeners.add(listener);
    }

    /// The end of that.
    public void removeListener(TreeListener listener) {
        listeners.remove(listener);
    }
}
