package tutti.console.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Access;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Unit;
import tutti.engine.control.tree.Value;

class ObservableTreeTest {
    private final List<String> offered = new ArrayList<>();
    private boolean isEngineHere = true;
    private final ObservableTree tree = new ObservableTree((address, value) -> {
        offered.add(address + " " + value.words());
        return isEngineHere;
    });

    private static RemoteNode node(String address, Access access) {
        return new RemoteNode(address, new Kind.Real(-144, 10), access, Unit.DECIBELS, "", List.of(), null);
    }

    private void add(String... addresses) {
        tree.add(Arrays.stream(addresses)
                .map(address -> node(address, Access.READ_WRITE))
                .toList());
    }

    @Test
    void shouldNameWhatIsBelowInTheOrderInWhichItCame() {
        add("/strip/bob/main/gain", "/strip/anna/voice/gain", "/strip/bob/main/mute", "/desk/soloed");

        assertEquals(List.of("strip", "desk"), tree.children("/"));
        assertEquals(List.of("bob", "anna"), tree.children("/strip"));
        assertEquals(List.of("gain", "mute"), tree.children("/strip/bob/main"));
    }

    @Test
    void shouldForgetABranchWithItsLastLeaf() {
        add("/strip/bob/main/gain", "/strip/bob/main/mute");

        tree.remove(List.of("/strip/bob/main/gain", "/never/there"));
        assertEquals(List.of("bob"), tree.children("/strip"));

        tree.remove(List.of("/strip/bob/main/mute"));
        assertEquals(List.of(), tree.children("/strip"));
    }

    @Test
    void shouldKeepTheHandleOfANodeThatComesAndGoes() {
        NodeModel early = tree.node("/bus/monitor/gain");
        assertFalse(early.isThere());

        add("/bus/monitor/gain");
        tree.put("/bus/monitor/gain", Value.of(-3.0));
        assertTrue(early.isThere());
        assertEquals(-3, early.number(0));

        tree.remove(List.of("/bus/monitor/gain"));
        assertFalse(early.isThere());
        assertEquals(Value.NIL, early.value().getValue());
        assertSame(early, tree.node("/bus/monitor/gain"));
    }

    @Test
    void shouldShowAtOnceWhatWasAsked() {
        add("/bus/monitor/gain");

        assertTrue(tree.node("/bus/monitor/gain").offer(Value.of(-6.0)));

        assertEquals(-6, tree.node("/bus/monitor/gain").number(0));
        assertEquals(List.of("/bus/monitor/gain -6.0"), offered);
    }

    @Test
    void shouldNotShowWhatCouldNotBeAsked() {
        add("/bus/monitor/gain");
        tree.add(List.of(node("/bus/monitor/meter/peak", Access.READ)));
        isEngineHere = false;

        assertFalse(tree.node("/bus/monitor/gain").offer(Value.of(-6.0)));
        assertFalse(tree.node("/bus/monitor/meter/peak").offer(Value.of(-6.0)));
        assertFalse(tree.node("/bus/none/gain").offer(Value.of(-6.0)));

        assertEquals(0, tree.node("/bus/monitor/gain").number(0));
        assertEquals(1, offered.size());
    }

    @Test
    void shouldReplaceEverythingAndKeepWhatStays() {
        add("/strip/bob/main/gain", "/strip/anna/voice/gain");
        tree.put("/strip/bob/main/gain", Value.of(-3.0));

        tree.replace(List.of(
                node("/strip/bob/main/gain", Access.READ_WRITE), node("/strip/mia/cello/gain", Access.READ_WRITE)));

        assertEquals(List.of("bob", "mia"), tree.children("/strip"));
        assertEquals(-3, tree.node("/strip/bob/main/gain").number(0));
    }
}
