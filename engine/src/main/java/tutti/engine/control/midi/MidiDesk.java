package tutti.engine.control.midi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Origin;
import tutti.engine.control.tree.Value;
import tutti.engine.driver.MidiPorts;
import tutti.engine.driver.MidiRing;

/// Moves nodes as the controls do that are mapped to them, learns which ones these are, and shows the controls what
/// their
/// nodes hold. `/midi` on the tree says all of it.
///
/// Thread: [#turn] one at a time, the nodes any.
public final class MidiDesk {
    /// A control that has been moved counts as touched for so long, and is not sent anything.
    static final long TOUCHED_NS = 1_000_000_000;

    /// How often nodes are looked at for what to send back.
    static final long FEEDBACK_NS = 50_000_000;

    private static final int MAX_ADDRESS = 255;
    private static final int MAX_WORDS = 40;

    private final ControlTree tree;
    private final MidiPorts ports;
    private final MidiMap map;
    private final Consumer<String> notices;
    private final Origin origin = new Origin("midi");
    private final MidiReader reader = new MidiReader(this::isPair, this::onMove);
    private final Learning learning = new Learning();
    private final AtomicLong received = new AtomicLong();

    /// Its own monitor guards it: the nodes change it too.
    private final Map<MidiControl, Mapped> mapped = new LinkedHashMap<>();

    private volatile String learnt = "";
    private volatile String last = "";

    /// Whether the file is to be written: in the next turn, as it may take a moment.
    private volatile boolean isChanged;

    private long nowNs;
    private long feedbackNs;

    private static final class Mapped {
        private volatile MidiMapping mapping;
        private volatile Grip grip;
        private volatile ControlTree.@Nullable Mounted mounted;
        private long touchedNs;
        private int shown = -1;

        Mapped(MidiMapping mapping, long nowNs) {
            this.mapping = mapping;
            this.grip = grip(mapping);
            this.touchedNs = nowNs - TOUCHED_NS;
        }

        private static Grip grip(MidiMapping mapping) {
            return new Grip(mapping.mode(), mapping.control().type().max());
        }

        void mode(MidiMode mode) {
            mapping = mapping.withMode(mode);
            grip = grip(mapping);
        }
    }

    /// Takes up the mappings that the file has.
    ///
    /// @param file where they are kept
    /// @param notices gets a sentence if the file cannot be read or written
    public MidiDesk(ControlTree tree, MidiPorts ports, Path file, long nowNs, Consumer<String> notices) {
        this.tree = tree;
        this.ports = ports;
        this.map = new MidiMap(file);
        this.notices = notices;
        this.nowNs = nowNs;
        this.feedbackNs = nowNs;
        nodes().forEach(tree::mount);
        try {
            map.read().forEach(this::add);
        } catch (IOException unreadable) {
            notices.accept(String.valueOf(unreadable.getMessage()));
        }
    }

    private List<Leaf> nodes() {
        return List.of(
                Leaf.text("/midi/learn", MAX_ADDRESS)
                        .initial("")
                        .help("The address of a node that waits for a control: the next one that moves gets it;"
                                + " empty for none.")
                        .bind(() -> learnt, this::learn),
                Leaf.text("/midi/last", MAX_WORDS)
                        .help("The control that was moved last and where it stands, for example \"cc 1 7: 64\".")
                        .bind(() -> last),
                Leaf.text("/midi/remove", MAX_ADDRESS)
                        .help("Takes all controls off the node of this address.")
                        .obey(this::remove),
                Leaf.command("/midi/clear")
                        .tags("dangerous")
                        .help("Takes all controls off all nodes.")
                        .bind(() -> removeIf(_ -> true)),
                Leaf.count("/midi/received")
                        .tags("counter")
                        .help("Messages that came.")
                        .bind(received::get),
                Leaf.count("/midi/dropped")
                        .tags("counter")
                        .help("Messages that came faster than they could be read, or went faster than they were sent.")
                        .bind(() -> ports.in().dropped() + ports.out().dropped()));
    }

    private void learn(String address) {
        if (!address.isEmpty()) {
            Leaf leaf = tree.leaf(address)
                    .orElseThrow(() -> new IllegalArgumentException("There is no node " + address + "."));
            if (!Scale.fits(leaf)) {
                throw new IllegalArgumentException("No control can move " + address + ".");
            }
        }
        synchronized (mapped) {
            learning.clear();
            learnt = address;
        }
    }

    private boolean isPair(MidiControl pair) {
        synchronized (mapped) {
            return learnt.isEmpty() && mapped.containsKey(pair);
        }
    }

    // --- Mappings ---------------------------------------------------------------------------------------------------

    private void add(MidiMapping mapping) {
        Mapped added = new Mapped(mapping, nowNs);
        Mapped before;
        boolean isPlaced;
        synchronized (mapped) {
            before = mapped.remove(mapping.control());
            isPlaced = mapped.size() < MidiMap.MAX_MAPPINGS;
            if (isPlaced) {
                mapped.put(mapping.control(), added);
            }
        }
        // Not with the monitor held: who writes a node holds the tree, and may want the monitor.
        if (before != null) {
            unmount(before);
        }
        if (isPlaced) {
            String at = "/midi/map/" + mapping.control().words().replace(' ', '-');
            added.mounted = tree.mount(at, nodes(at, added));
        } else {
            notices.accept("There are " + MidiMap.MAX_MAPPINGS + " MIDI mappings; remove one to have another.");
        }
    }

    private List<Leaf> nodes(String at, Mapped added) {
        return List.of(
                Leaf.text(at + "/control", MAX_WORDS)
                        .help("The control: what it sends, its channel, and its number.")
                        .bind(() -> added.mapping.control().words()),
                Leaf.text(at + "/node", MAX_ADDRESS)
                        .help("The node that it moves, which may be away at times.")
                        .bind(() -> added.mapping.node()),
                Leaf.choice(at + "/mode", MidiMode.words())
                        .help("How: at once, from the moment it passes the value, in proportion to the way left, by"
                                + " turns, or in steps of one dialect or another.")
                        .bind(() -> added.mapping.mode().word(), word -> {
                            added.mode(MidiMode.parse(word).orElseThrow());
                            isChanged = true;
                        }),
                Leaf.toggle(at + "/held")
                        .help("Whether the node follows it; if not, it has to pass the node's value first.")
                        .bind(() -> added.grip.isHeld()),
                Leaf.real(at + "/position", -1, 1)
                        .help("Where it stands, 0 to 1; -1 if it has not been moved yet.")
                        .bind(() -> added.grip.position()),
                Leaf.command(at + "/remove").help("Takes it off the node.").bind(() -> removeIf(one -> one == added)));
    }

    private static void unmount(Mapped gone) {
        Optional.ofNullable(gone.mounted).ifPresent(ControlTree.Mounted::close);
    }

    private void remove(String address) {
        removeIf(one -> one.mapping.node().equals(address));
    }

    private void removeIf(Predicate<Mapped> isGone) {
        List<Mapped> gone;
        synchronized (mapped) {
            gone = mapped.values().stream().filter(isGone).toList();
            mapped.values().removeAll(gone);
        }
        gone.forEach(MidiDesk::unmount);
        isChanged = true;
    }

    private void save() {
        try {
            map.write(mappings());
        } catch (IOException unwritable) {
            notices.accept("The MIDI mappings cannot be kept: " + unwritable.getMessage() + ".");
        }
    }

    /// What is mapped, in the order of learning. Thread: any.
    public List<MidiMapping> mappings() {
        synchronized (mapped) {
            return mapped.values().stream().map(one -> one.mapping).toList();
        }
    }

    // --- What moves -------------------------------------------------------------------------------------------------

    /// Does what the controls ask for, and shows them what has changed.
    ///
    /// @return how many messages came
    public int turn(long atNs) {
        nowNs = atNs;
        int numMessages = 0;
        for (long message = ports.in().poll();
                message != MidiRing.NONE;
                message = ports.in().poll()) {
            reader.onMessage(message);
            numMessages++;
        }
        received.addAndGet(numMessages);
        if (isChanged) {
            isChanged = false;
            save();
        }
        if (feedbackNs - nowNs <= 0) {
            feedbackNs = nowNs + FEEDBACK_NS;
            all().forEach(this::show);
        }
        return numMessages;
    }

    private Collection<Mapped> all() {
        synchronized (mapped) {
            return new ArrayList<>(mapped.values());
        }
    }

    private void onMove(MidiControl control, int position) {
        last = control.words() + ": " + position;
        String waiting = learnt;
        if (!waiting.isEmpty()) {
            Optional<MidiControl> meant;
            synchronized (mapped) {
                meant = learning.onMove(control, position);
            }
            meant.ifPresent(found -> learn(found, waiting));
            return;
        }
        Mapped moved;
        synchronized (mapped) {
            moved = mapped.get(control);
        }
        if (moved != null) {
            moved.touchedNs = nowNs;
            tree.leaf(moved.mapping.node()).ifPresent(leaf -> move(moved, leaf, position));
        }
    }

    private void learn(MidiControl control, String address) {
        learnt = "";
        tree.leaf(address).ifPresent(leaf -> {
            add(new MidiMapping(control, address, Scale.usualMode(leaf, control)));
            isChanged = true;
        });
    }

    private void move(Mapped moved, Leaf leaf, int position) {
        if (!Scale.fits(leaf)) {
            return;
        }
        MidiControl control = moved.mapping.control();
        MidiMode mode = moved.mapping.mode();
        double way = (double) position / control.type().max();
        if (leaf.kind() instanceof Kind.Command) {
            // Letting go does nothing.
            if (way >= 0.5) {
                tree.write(leaf, Value.IMPULSE, origin);
            }
            return;
        }
        double present = Scale.way(leaf, leaf.read()).orElse(0);
        OptionalDouble wanted = mode.isRelative()
                ? OptionalDouble.of(moved.grip.turned(mode.steps(position), present))
                : moved.grip.moved(way, present);
        if (wanted.isPresent()) {
            Value value = tree.write(leaf, Scale.value(leaf.kind(), wanted.getAsDouble()), origin)
                    .value();
            Scale.way(leaf, value).ifPresent(moved.grip::settled);
        }
    }

    // --- What is shown ----------------------------------------------------------------------------------------------

    private void show(Mapped one) {
        MidiControl control = one.mapping.control();
        Leaf leaf = tree.leaf(one.mapping.node()).orElse(null);
        boolean isTouched = nowNs - one.touchedNs < TOUCHED_NS;
        if (leaf == null || isTouched || !leaf.access().canRead()) {
            return;
        }
        OptionalDouble way = Scale.way(leaf, leaf.read());
        int position = (int) Math.round(way.orElse(0) * control.type().max());
        if (way.isPresent() && position != one.shown && send(control, position)) {
            one.shown = position;
        }
    }

    private boolean send(MidiControl control, int position) {
        int channel = control.channel() - 1;
        MidiRing out = ports.out();
        return switch (control.type()) {
            case CC -> out.offer(0, 0xB0 | channel, control.number(), position);
            case CC14 ->
                out.offer(0, 0xB0 | channel, control.number(), position >> 7)
                        && out.offer(0, 0xB0 | channel, control.number() + MidiControl.PAIRS, position);
            case NOTE -> out.offer(0, 0x90 | channel, control.number(), position);
            case BEND -> out.offer(0, 0xE0 | channel, position, position >> 7);
            case PRESSURE -> out.offer(0, 0xD0 | channel, position, 0);
        };
    }
}
