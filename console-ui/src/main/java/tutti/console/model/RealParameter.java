package tutti.console.model;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import tutti.engine.control.tree.Value;

/// A number of the tree that a hand may move, remembered in the [MoveHistory].
///
/// Thread: ui.
public final class RealParameter {
    private final NodeModel node;
    private final MoveHistory history;
    private final ReadOnlyDoubleWrapper value;
    private final ReadOnlyBooleanWrapper there = new ReadOnlyBooleanWrapper();

    /// Follows a node.
    ///
    /// @param otherwise what it is while the node says nothing
    public RealParameter(NodeModel node, MoveHistory history, double otherwise) {
        this.node = node;
        this.history = history;
        this.value = new ReadOnlyDoubleWrapper(node.number(otherwise));
        there.set(node.isThere());
        node.value().addListener((_, _, _) -> value.set(node.number(otherwise)));
        node.description().addListener((_, _, description) -> there.set(description != null));
    }

    /// What it is.
    public ReadOnlyDoubleProperty value() {
        return value.getReadOnlyProperty();
    }

    /// Whether the engine has it.
    public ReadOnlyBooleanProperty there() {
        return there.getReadOnlyProperty();
    }

    /// Moves it.
    public void move(double to) {
        history.move(node, Value.of(to));
    }

    /// The node that it follows.
    public NodeModel node() {
        return node;
    }
}
