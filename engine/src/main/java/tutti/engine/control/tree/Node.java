package tutti.engine.control.tree;

/// A place in the tree: a branch that holds others, or a leaf that holds a value.
public sealed interface Node permits Branch, Leaf {
    /// Where it stands.
    String address();
}
