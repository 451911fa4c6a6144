package tutti.engine.control.midi;

/// A control moves a node.
///
/// @param control which; has one node
/// @param node the node's address; it may be away at times
/// @param mode how
public record MidiMapping(MidiControl control, String node, MidiMode mode) {
    MidiMapping withMode(MidiMode other) {
        return new MidiMapping(control, node, other);
    }
}
