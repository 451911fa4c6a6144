package tutti.console.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.Value;

/// A [TreeModel] that is told what the engine has. Whoever fills it says where offers go.
///
/// Thread: ui.
public final class ObservableTree implements TreeModel {
    private final BiPredicate<String, Value> offers;
    private final Map<String, Leaf> leaves = new HashMap<>();
    private final Map<String, Branch> branches = new HashMap<>();
    private final ReadOnlyBooleanWrapper here = new ReadOnlyBooleanWrapper(false);

    /// An empty tree of an engine that is away.
    ///
    /// @param offers takes an address and what shall be set there; says whether it could be sent
    public ObservableTree(BiPredicate<String, Value> offers) {
        this.offers = offers;
    }

    @Override
    public ObservableValue<Boolean> here() {
        return here.getReadOnlyProperty();
    }

    @Override
    public NodeModel node(String address) {
        return leaf(address);
    }

    @Override
    public ObservableList<String> children(String branch) {
        return branch(branch).shown;
    }

    /// The engine answers, or does not.
    public void setHere(boolean isHere) {
        here.set(isHere);
    }

    /// There are these nodes too. One that was there already is described anew and keeps its value.
    public void add(Collection<RemoteNode> nodes) {
        for (RemoteNode node : nodes) {
            Leaf leaf = leaf(node.address());
            boolean isNew = !leaf.isThere();
            leaf.description.set(node);
            if (isNew) {
                count(node.address(), 1);
            }
        }
    }

    /// There are no more such nodes; unknown ones are passed over.
    public void remove(Collection<String> addresses) {
        for (String address : addresses) {
            Leaf leaf = leaves.get(address);
            if (leaf != null && leaf.isThere()) {
                leaf.description.set(null);
                leaf.value.set(Value.NIL);
                count(address, -1);
            }
        }
    }

    /// There is nothing but these nodes: what an engine that has come back says.
    public void replace(Collection<RemoteNode> nodes) {
        Set<String> gone = new HashSet<>();
        leaves.values().stream().filter(NodeModel::isThere).map(Leaf::address).forEach(gone::add);
        nodes.forEach(node -> gone.remove(node.address()));
        remove(gone);
        add(nodes);
    }

    /// This is what a node holds, whoever has changed it; passed over for one that is not there.
    public void put(String address, Value value) {
        Leaf leaf = leaves.get(address);
        if (leaf != null && leaf.isThere()) {
            leaf.value.set(value);
        }
    }

    private Leaf leaf(String address) {
        return leaves.computeIfAbsent(address, Leaf::new);
    }

    private Branch branch(String address) {
        return branches.computeIfAbsent(address, _ -> new Branch());
    }

    /// Adds to the number of leaves below every branch that a leaf lies in; a branch is there while it has any.
    private void count(String leaf, int change) {
        for (String at = leaf; !at.equals(Address.ROOT); at = Address.parent(at)) {
            Branch parent = branch(Address.parent(at));
            String name = at.substring(at.lastIndexOf('/') + 1);
            int before = parent.leavesByChild.getOrDefault(name, 0);
            int now = before + change;
            parent.leavesByChild.put(name, now);
            if (before == 0) {
                parent.names.add(name);
            } else if (now == 0) {
                parent.leavesByChild.remove(name);
                parent.names.remove(name);
            }
        }
    }

    private static final class Branch {
        final ObservableList<String> names = FXCollections.observableArrayList();
        final ObservableList<String> shown = FXCollections.unmodifiableObservableList(names);
        final Map<String, Integer> leavesByChild = new HashMap<>();
    }

    private final class Leaf implements NodeModel {
        final String address;
        final SimpleObjectProperty<@Nullable RemoteNode> description = new SimpleObjectProperty<>();
        final SimpleObjectProperty<Value> value = new SimpleObjectProperty<>(Value.NIL);

        Leaf(String address) {
            this.address = address;
        }

        @Override
        public String address() {
            return address;
        }

        @Override
        public ObservableValue<@Nullable RemoteNode> description() {
            return description;
        }

        @Override
        public ObservableValue<Value> value() {
            return value;
        }

        @Override
        public boolean offer(Value offered) {
            RemoteNode node = description.get();
            if (node == null || !node.access().canWrite() || !offers.test(address, offered)) {
                return false;
            }
            if (!(offered instanceof Value.Impulse)) {
                value.set(offered);
            }
            return true;
        }
    }
}
