package tutti.console.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tutti.engine.control.client.LinkEars;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Access;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Unit;
import tutti.engine.control.tree.Value;

class InboxTest {
    private final Inbox inbox = new Inbox();
    private final Diary diary = new Diary();

    /// Writes down what it is told.
    static final class Diary implements LinkEars {
        final List<String> lines = new ArrayList<>();

        @Override
        public void onHere(String name) {
            lines.add("here " + name);
        }

        @Override
        public void onAdded(List<RemoteNode> nodes) {
            nodes.forEach(node -> lines.add("added " + node.address()));
        }

        @Override
        public void onRemoved(List<String> addresses) {
            addresses.forEach(address -> lines.add("removed " + address));
        }

        @Override
        public void onValue(String address, Value value) {
            lines.add(address + " = " + value.words());
        }

        @Override
        public void onAway(String why) {
            lines.add("away " + why);
        }
    }

    static RemoteNode node(String address) {
        return new RemoteNode(address, new Kind.Real(0, 1), Access.READ_WRITE, Unit.NONE, "", List.of(), null);
    }

    private List<String> drained() {
        diary.lines.clear();
        inbox.drain(diary);
        return List.copyOf(diary.lines);
    }

    @Test
    void shouldTellOnlyTheLastValueOfANode() {
        inbox.onHere("alice");
        inbox.onAdded(List.of(node("/a")));
        inbox.onValue("/a", Value.of(0.25));
        inbox.onValue("/a", Value.of(0.5));

        assertEquals(List.of("here alice", "added /a", "/a = 0.5"), drained());
        assertEquals(List.of(), drained());
    }

    @Test
    void shouldForgetWhatCameAndWentUnseen() {
        inbox.onAdded(List.of(node("/a"), node("/b")));
        inbox.onValue("/a", Value.of(1.0));
        inbox.onRemoved(List.of("/a"));

        assertEquals(List.of("added /b"), drained());
    }

    @Test
    void shouldTellOfANodeThatWentAndCameBack() {
        inbox.onAdded(List.of(node("/a")));
        drained();

        inbox.onRemoved(List.of("/a"));
        inbox.onAdded(List.of(node("/a")));

        assertEquals(List.of("removed /a", "added /a"), drained());
    }

    @Test
    void shouldLetNothingOfTheTimeBeforeThrough() {
        inbox.onHere("alice");
        inbox.onAdded(List.of(node("/a")));
        inbox.onValue("/a", Value.of(1.0));
        inbox.onAway("It is gone.");
        inbox.onValue("/a", Value.of(0.5));

        assertEquals(List.of("away It is gone."), drained());
    }

    @Test
    void shouldNotGrowWhileNobodyLooks() {
        for (int round = 0; round < 1_000; round++) {
            inbox.onAdded(List.of(node("/guest/" + round)));
            inbox.onValue("/guest/" + round, Value.of(1.0));
            inbox.onRemoved(List.of("/guest/" + round));
        }

        assertFalse(inbox.drain(diary), "Nothing is different from before.");
    }

    @Test
    void shouldTakeNoMoreNodesThanItSays() {
        List<RemoteNode> flood = new ArrayList<>();
        for (int each = 0; each < Inbox.MAX_NODES + 7; each++) {
            flood.add(node("/flood/" + each));
        }
        inbox.onAdded(flood);
        inbox.onValue("/flood/" + (Inbox.MAX_NODES + 1), Value.of(1.0));

        assertEquals(Inbox.MAX_NODES, drained().size());
        assertEquals(7, inbox.numRefused());
    }
}
