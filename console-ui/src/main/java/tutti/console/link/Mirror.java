package tutti.console.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import tutti.engine.control.client.LinkEars;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Value;

/// An engine's control tree as it is known here: what the panels look at. Knows no toolkit.
///
/// While the engine is away there are no nodes. Whoever shows something compares [#revision] and reads again.
///
/// Thread: one, the screen's.
public final class Mirror implements LinkEars {
    private final TreeMap<String, RemoteNode> nodes = new TreeMap<>();
    private final Map<String, Value> values = new HashMap<>();
    private Presence presence = new Presence.Nowhere();
    private long revision;
    private long structureRevision;

    /// Whether there is an engine.
    public sealed interface Presence {
        /// None was asked for.
        record Nowhere() implements Presence {}

        /// One was turned to and has not answered yet.
        record Calling() implements Presence {}

        /// It is there.
        ///
        /// @param engineName what it calls itself
        record Here(String engineName) implements Presence {}

        /// It cannot be reached.
        ///
        /// @param why a sentence for people
        record Away(String why) implements Presence {}
    }

    @Override
    public void onHere(String name) {
        presence = new Presence.Here(name);
        change(true);
    }

    @Override
    public void onAdded(List<RemoteNode> added) {
        added.forEach(node -> nodes.put(node.address(), node));
        change(true);
    }

    @Override
    public void onRemoved(List<String> addresses) {
        addresses.forEach(nodes::remove);
        addresses.forEach(values::remove);
        change(true);
    }

    @Override
    public void onValue(String address, Value value) {
        values.put(address, value);
        change(false);
    }

    @Override
    public void onAway(String why) {
        nodes.clear();
        values.clear();
        presence = new Presence.Away(why);
        change(true);
    }

    /// An engine was turned to.
    public void call() {
        presence = new Presence.Calling();
        change(true);
    }

    /// There is no line any more, because nobody wants one.
    public void forget() {
        nodes.clear();
        values.clear();
        presence = new Presence.Nowhere();
        change(true);
    }

    private void change(boolean isStructure) {
        revision++;
        if (isStructure) {
            structureRevision = revision;
        }
    }

    /// Whether there is an engine.
    public Presence presence() {
        return presence;
    }

    /// Grows with every change.
    public long revision() {
        return revision;
    }

    /// Grows when nodes come or go, and when the engine does.
    public long structureRevision() {
        return structureRevision;
    }

    /// Whether there are any nodes.
    public boolean hasNodes() {
        return !nodes.isEmpty();
    }

    /// Whether there is a node at this address.
    public boolean has(String address) {
        return nodes.containsKey(address);
    }

    /// Whether there is any node below a branch.
    public boolean hasBranch(String branch) {
        String first = nodes.ceilingKey(branch + "/");
        return first != null && first.startsWith(branch + "/");
    }

    /// How the engine describes a node.
    public Optional<RemoteNode> node(String address) {
        return Optional.ofNullable(nodes.get(address));
    }

    /// The names directly below a branch, sorted; each leads to a node or to a branch.
    public List<String> names(String branch) {
        String from = branch + "/";
        // Not in the order of addresses, in which `bob-2/main` stands between `bob` and `bob/main`.
        TreeSet<String> names = new TreeSet<>();
        for (String address : nodes.tailMap(from).keySet()) {
            if (!address.startsWith(from)) {
                break;
            }
            int end = address.indexOf('/', from.length());
            names.add(address.substring(from.length(), end < 0 ? address.length() : end));
        }
        return List.copyOf(names);
    }

    /// All nodes at and below a branch, sorted by address.
    public List<RemoteNode> below(String branch) {
        List<RemoteNode> found = new ArrayList<>();
        for (RemoteNode node : nodes.tailMap(branch).values()) {
            if (!node.address().startsWith(branch)) {
                break;
            }
            if (node.address().equals(branch) || node.address().charAt(branch.length()) == '/') {
                found.add(node);
            }
        }
        return found;
    }

    /// What a node holds, if that is known.
    public Optional<Value> value(String address) {
        return Optional.ofNullable(values.get(address));
    }

    /// What a node holds as a number.
    public OptionalDouble number(String address) {
        return switch (values.get(address)) {
            case Value.Real(float number) -> OptionalDouble.of(number);
            case Value.Whole(long number) -> OptionalDouble.of((double) number);
            case null, default -> OptionalDouble.empty();
        };
    }

    /// What a node holds as words; empty if nothing is known.
    public String text(String address) {
        Value value = values.get(address);
        return value == null ? "" : value.words();
    }

    /// Whether a node is on.
    public boolean isOn(String address) {
        return values.get(address) instanceof Value.Toggle(boolean isOn) && isOn;
    }
}
