package tutti.console.model;

import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Value;

/// A leaf of the engine's tree as view models see it. It is there before the engine has such a node, and stays when the
/// engine or the node is away: only its description goes.
///
/// Thread: ui.
public interface NodeModel {
    /// For example `/strip/bob/main/gain`.
    String address();

    /// What the engine says of it; null while the engine has no such node.
    ObservableValue<@Nullable RemoteNode> description();

    /// What it holds, renewed at most once a pulse; [Value#NIL] before anything was heard of it. What a hand has asked
    /// for stands here at once; the engine answers only if it made something else of it.
    ObservableValue<Value> value();

    /// Asks for a value to be set, or with [Value#IMPULSE] for a command to be done.
    ///
    /// @return false if it was dropped, because the node or the engine is away; the value is then what it was
    boolean offer(Value value);

    /// Whether the engine has such a node now.
    default boolean isThere() {
        return description().getValue() != null;
    }

    /// What it holds if that is a number.
    ///
    /// @param otherwise what stands for everything else
    default double number(double otherwise) {
        return switch (value().getValue()) {
            case Value.Real(float number) -> number;
            case Value.Whole(long number) -> number;
            case Value.Toggle _, Value.Text _, Value.Blob _, Value.Impulse _, Value.Nil _ -> otherwise;
        };
    }

    /// Whether it holds "on".
    default boolean isOn() {
        return value().getValue() instanceof Value.Toggle(boolean isOn) && isOn;
    }

    /// The text that it holds, else nothing.
    default String text() {
        return value().getValue() instanceof Value.Text(String text) ? text : "";
    }
}
