package tutti.console.model;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import tutti.engine.control.tree.Value;

/// A switch of the tree that a hand may flip, remembered in the [MoveHistory].
///
/// Thread: ui.
public final class ToggleParameter {
    private final NodeModel node;
    private final MoveHistory history;
    private final ReadOnlyBooleanWrapper on = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper there = new ReadOnlyBooleanWrapper();

    /// Follows a node; off while it says nothing.
    public ToggleParameter(NodeModel node, MoveHistory history) {
        this.node = node;
        this.history = history;
        on.set(node.isOn());
        there.set(node.isThere());
        node.value().addListener((_, _, _) -> on.set(node.isOn()));
        node.description().addListener((_, _, description) -> there.set(description != null));
    }

    /// Whether it is on.
    public ReadOnlyBooleanProperty on() {
        return on.getReadOnlyProperty();
    }

    /// Whether the engine has it.
    public ReadOnlyBooleanProperty there() {
        return there.getReadOnlyProperty();
    }

    /// Asks for it to be on or off.
    public void flip(boolean isOn) {
        history.move(node, Value.of(isOn));
    }
}
