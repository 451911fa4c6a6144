package tutti.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Origin;
import tutti.engine.control.tree.Outcome;
import tutti.engine.control.tree.Value;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.Patchbay;
import tutti.engine.driver.cables.Cable;

class PatchNodesTest {
    private static final Origin CONSOLE = new Origin("console");

    /// A patchbay in memory.
    private static final class FakePatchbay implements Patchbay {
        private final List<Port> ports = new ArrayList<>();
        private final List<Cable> cables = new ArrayList<>();
        private long revision;
        private int numLooks;

        void comes(String name, boolean isSource) {
            ports.add(new Port(name, isSource, false, name.startsWith("system:")));
            revision++;
        }

        @Override
        public long revision() {
            return revision;
        }

        @Override
        public Graph graph() {
            numLooks++;
            return new Graph(ports, cables, 0);
        }

        @Override
        public void connect(Cable cable) {
            if (cable.destination().startsWith("deaf:")) {
                throw new DriverException("deaf takes no cable; choose another port.");
            }
            cables.add(cable);
            revision++;
        }

        @Override
        public void disconnect(Cable cable) {
            cables.remove(cable);
            revision++;
        }
    }

    private final FakePatchbay bay = new FakePatchbay();
    private final ControlTree tree = new ControlTree();
    private final PatchNodes nodes = new PatchNodes(tree, bay);

    PatchNodesTest() {
        bay.comes("system:capture_1", true);
        bay.comes("tutti:bob/main_1", true);
        bay.comes("tutti:send_main_1", false);
        bay.comes("a > b:in", false);
        bay.comes("deaf:in", false);
        nodes.show();
    }

    private Value read(String address) {
        return tree.leaf(address).map(Leaf::read).orElse(Value.NIL);
    }

    private Outcome say(String address, String words) {
        return tree.write(tree.leaf(address).orElseThrow(), Value.of(words), CONSOLE);
    }

    @Test
    void shouldShowThePortsAsTheyComeAndGo() {
        assertEquals(Value.of("system:capture_1"), read("/patch/source/system:capture_1/name"));
        assertEquals(Value.of(true), read("/patch/source/system:capture_1/physical"));
        assertEquals(Value.of("tutti:bob/main_1"), read("/patch/source/tutti:bob~2Fmain_1/name"));
        assertEquals(Value.of(false), read("/patch/sink/tutti:send_main_1/midi"));
        bay.ports.removeFirst();
        bay.revision++;
        nodes.show();
        assertTrue(tree.leaf("/patch/source/system:capture_1/name").isEmpty());
        assertTrue(tree.leaf("/patch/source/tutti:bob~2Fmain_1/to").isPresent());
    }

    @Test
    void shouldPlugAndPull() {
        assertFalse(
                say("/patch/connect", "system:capture_1 > tutti:send_main_1").isRefused());
        assertFalse(say("/patch/connect", "system:capture_1 > a > b:in").isRefused(), "names may have arrows");
        nodes.show();
        assertEquals(Value.of("tutti:send_main_1\na > b:in"), read("/patch/source/system:capture_1/to"));
        say("/patch/disconnect", "system:capture_1 > tutti:send_main_1");
        nodes.show();
        assertEquals(Value.of("a > b:in"), read("/patch/source/system:capture_1/to"));
    }

    @Test
    void shouldRefuseWhatCannotBePlugged() {
        assertTrue(say("/patch/connect", "system:capture_1").isRefused());
        assertTrue(say("/patch/connect", "system:capture_1 > nobody:in").isRefused());
        assertEquals(
                "deaf takes no cable; choose another port.",
                say("/patch/connect", "system:capture_1 > deaf:in").refusal());
        assertEquals(List.of(), bay.cables);
    }

    @Test
    void shouldLookOnlyWhenSomethingHasChanged() {
        int before = bay.numLooks;
        nodes.show();
        nodes.show();
        assertEquals(before, bay.numLooks);
    }
}
