package tutti.engine.control.osc.query;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tutti.engine.control.osc.OscReader;
import tutti.engine.control.tree.Value;

/// A message of an OSC packet. Its time does not count: a far clock is no clock of ours.
record NodeMessage(String address, List<Value> arguments) {
    /// The messages of a packet; empty if it is malformed.
    static Optional<List<NodeMessage>> read(ByteBuffer packet) {
        List<NodeMessage> messages = new ArrayList<>();
        return OscReader.read(packet, (_, address, arguments) -> messages.add(new NodeMessage(address, arguments)))
                ? Optional.of(messages)
                : Optional.empty();
    }
}
