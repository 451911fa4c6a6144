package tutti.console.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Access;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Unit;
import tutti.engine.control.tree.Value;

class MoveHistoryTest {
    private final ObservableTree tree = new ObservableTree((_, _) -> true);
    private final NodeModel one = tree.node("/one");
    private final NodeModel other = tree.node("/other");
    private long nowNs;
    private final MoveHistory history = new MoveHistory(() -> nowNs);

    @BeforeEach
    void fill() {
        for (String address : List.of("/one", "/other")) {
            tree.add(List.of(
                    new RemoteNode(address, new Kind.Real(0, 100), Access.READ_WRITE, Unit.NONE, "", List.of(), null)));
            tree.put(address, Value.of(0.0));
        }
    }

    private void move(NodeModel node, double... values) {
        for (double value : values) {
            history.move(node, Value.of(value));
        }
    }

    private void pass() {
        nowNs += MoveHistory.COALESCE_NS + 1;
    }

    @Test
    void shouldTakeAWholeDragBackAtOnce() {
        history.begin();
        move(one, 1, 2);
        pass();
        move(one, 3);
        move(other, 7);
        history.end();

        history.undo();
        assertEquals(0, one.number(-1));
        assertEquals(0, other.number(-1));
        assertFalse(history.canUndo().get());

        history.redo();
        assertEquals(3, one.number(-1));
        assertEquals(7, other.number(-1));
    }

    @Test
    void shouldTakeStepsThatFollowCloselyAsOne() {
        move(one, 1, 2, 3);
        pass();
        move(one, 4);

        history.undo();
        assertEquals(3, one.number(-1));
        history.undo();
        assertEquals(0, one.number(-1));
    }

    @Test
    void shouldKeepTwoDragsApartHoweverClose() {
        for (int drag = 1; drag <= 2; drag++) {
            history.begin();
            move(one, drag);
            history.end();
        }

        history.undo();

        assertEquals(1, one.number(-1));
    }

    @Test
    void shouldKeepTwoNodesApart() {
        move(one, 1);
        move(other, 2);

        history.undo();

        assertEquals(1, one.number(-1));
        assertEquals(0, other.number(-1));
    }

    @Test
    void shouldForgetWhatWasUndoneWhenTheMixIsMovedAgain() {
        move(one, 1);
        history.undo();
        assertTrue(history.canRedo().get());

        move(other, 1);

        assertFalse(history.canRedo().get());
    }

    @Test
    void shouldRememberNothingThatDidNotHappen() {
        move(one, 0);
        history.move(tree.node("/nowhere"), Value.of(1.0));
        history.begin();
        history.end();

        assertFalse(history.canUndo().get());
        history.undo();
        history.redo();
        assertThrows(IllegalStateException.class, history::end);
    }

    @Test
    void shouldPassOverANodeThatHasGone() {
        history.begin();
        move(one, 1);
        move(other, 1);
        history.end();
        tree.remove(List.of("/one"));

        history.undo();

        assertEquals(0, other.number(-1));
    }

    @Test
    void shouldForgetTheOldestWhenThereAreTooMany() {
        for (int move = 1; move <= 510; move++) {
            pass();
            move(one, move);
        }
        int undone = 0;
        while (history.canUndo().get()) {
            history.undo();
            undone++;
        }

        assertEquals(500, undone);
        assertEquals(10, one.number(-1));
    }
}
