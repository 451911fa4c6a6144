package tutti.console.model;

import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;

/// The engine's tree as view models see it, wherever it comes from.
///
/// Thread: ui.
public interface TreeModel {
    /// Whether the engine answers. What is known of its nodes stays while it does not.
    ObservableValue<Boolean> here();

    /// The handle of one leaf, always the same one for an address, whether or not there is such a node.
    NodeModel node(String address);

    /// The names below a branch, in the order in which they came; empty while there is no such branch. Always the same
    /// list for a branch. Not to be changed.
    ///
    /// @param branch for example `/strip`, or `/strip/bob`
    ObservableList<String> children(String branch);
}
