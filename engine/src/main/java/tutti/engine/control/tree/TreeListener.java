package tutti.engine.control.tree;

/// Is told what becomes of the tree, by whoever changed it and on that one's thread; neither waits nor
/// changes the tree.
public interface TreeListener {
    /// Something stands there that did not before.
    ///
    /// @param address of what was added; everything in it is new
    default void onAdded(String address) {}

    /// Nothing stands there any more.
    default void onRemoved(String address) {}

    /// Somebody has written a value that was taken.
    ///
    /// @param value what the leaf holds since
    default void onWritten(Leaf leaf, Value value, Origin origin) {}
}
