package tutti.engine.ring;

/// Takes captured blocks, on the consumer's thread.
@FunctionalInterface
public interface BlockHandler {
    /// Takes one block.
    ///
    /// @param block valid during the call only
    void onBlock(CaptureBlock block);
}
