package tutti.engine.control.osc;

import java.util.List;
import java.util.Optional;
import tutti.engine.control.tree.AddressPattern;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Origin;
import tutti.engine.control.tree.Outcome;
import tutti.engine.control.tree.Value;

/// What a message to nodes does, whichever door it came through:
///
/// | message | meaning |
/// | --- | --- |
/// | ADDRESS | what does it hold? A pattern asks for several; a command is done |
/// | ADDRESS VALUE | a value for it, or for all that a pattern means |
///
/// `/tutti/error` ADDRESS SENTENCE tells why a value was not taken; the present value follows. A value that was taken
/// is
/// told to its sender only if it came out otherwise.
///
/// Thread: the doors'.
public final class NodeMessages {
    private static final int MAX_MATCHES = 1_024;

    private final ControlTree tree;

    /// Whoever sent a message.
    public interface Sender {
        /// Who that is.
        Origin origin();

        /// Whether it has shown that it is the user, and may hear what is secret.
        boolean isUser();

        /// Answers.
        void answer(String address, Value... values);

        /// It knows now what a leaf holds, having said so itself or having been answered.
        void told(Leaf leaf, Value value);
    }

    /// @param tree that the messages are for
    public NodeMessages(ControlTree tree) {
        this.tree = tree;
    }

    /// Does what a message says.
    public void take(String address, List<Value> arguments, Sender sender) {
        Optional<AddressPattern> pattern = AddressPattern.parse(address);
        List<Leaf> leaves = pattern.map(valid -> tree.matching(valid, MAX_MATCHES)).orElseGet(List::of).stream()
                .filter(leaf -> sender.isUser() || !leaf.isSecret())
                .toList();
        if (leaves.isEmpty()) {
            error(sender, address, "There is no such node.");
            return;
        }
        for (Leaf leaf : leaves) {
            if (!arguments.isEmpty()) {
                write(sender, leaf, arguments.getFirst());
            } else if (leaf.access().canRead()) {
                Value value = leaf.read();
                sender.answer(leaf.address(), value);
                sender.told(leaf, value);
            } else if (pattern.orElseThrow().isPlain()) {
                write(sender, leaf, Value.IMPULSE);
            }
        }
    }

    private void write(Sender sender, Leaf leaf, Value offered) {
        Outcome outcome = tree.write(leaf, offered, sender.origin());
        if (outcome.isRefused()) {
            error(sender, leaf.address(), outcome.refusal());
        }
        if (outcome.isAltered() && leaf.access().canRead()) {
            sender.answer(leaf.address(), outcome.value());
        }
        sender.told(leaf, outcome.value());
    }

    /// Tells why something was not done.
    public static void error(Sender sender, String address, String sentence) {
        sender.answer("/tutti/error", Value.of(address), Value.of(sentence));
    }
}
