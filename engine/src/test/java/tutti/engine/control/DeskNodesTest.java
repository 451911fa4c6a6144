package tutti.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tutti.engine.control.tree.Access;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Origin;
import tutti.engine.control.tree.Outcome;
import tutti.engine.control.tree.Value;
import tutti.engine.desk.BusId;
import tutti.engine.desk.Desk;
import tutti.engine.desk.RoutingGraph;
import tutti.engine.desk.Send;
import tutti.engine.desk.StripId;
import tutti.engine.desk.StripInput;
import tutti.engine.desk.VcaGroup;
import tutti.engine.driver.DriverFormat;
import tutti.engine.fake.FakeDriver;
import tutti.engine.mix.CycleTimer;
import tutti.engine.mix.ProcessCycle;

class DeskNodesTest {
    private static final int PERIOD = 64;
    private static final StripId BOB = new StripId.Remote("bob", "main");
    private static final Origin SURFACE = new Origin("surface");

    private final FakeDriver driver = new FakeDriver(new DriverFormat(48_000, PERIOD));
    private final ProcessCycle cycle = new ProcessCycle(() -> 0, new CycleTimer());
    private final Desk desk = new Desk(driver, cycle);
    private final ControlTree tree = new ControlTree();
    private final DeskNodes nodes = new DeskNodes(tree, desk);

    private void comes(StripId strip, float level) {
        float[][] sound = new float[2][PERIOD];
        desk.attach(
                strip,
                new StripInput(
                        (numFrames, startNs, nsPerFrame, frame) -> {
                            for (float[] side : sound) {
                                Arrays.fill(side, level);
                            }
                            return sound;
                        },
                        2));
        nodes.show();
    }

    private Leaf leaf(String address) {
        return tree.leaf(address).orElseThrow(() -> new AssertionError("There is no " + address));
    }

    private Outcome write(String address, Value value) {
        Outcome outcome = tree.write(leaf(address), value, SURFACE);
        assertFalse(outcome.isRefused(), outcome.toString());
        return outcome;
    }

    private Set<String> addresses() {
        return tree.leaves().stream().map(Leaf::address).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldComeAndGoWithStripsBusesAndGroups() {
        Set<String> empty = addresses();
        assertTrue(empty.contains("/bus/monitor/gain"));
        comes(BOB, 0);
        desk.addBus(new BusId("fx"));
        desk.vca("band", group -> group);
        nodes.show();
        assertTrue(addresses()
                .containsAll(Set.of(
                        "/strip/bob/main/gain", "/strip/bob/main/send/fx/on", "/bus/fx/mute", "/vca/band/fader")));
        desk.removeBus(new BusId("fx"));
        desk.removeVca("band");
        desk.detach(BOB);
        nodes.show();
        assertEquals(empty, addresses());
    }

    @Test
    void shouldHaveAPlaceForEveryKindOfStrip() {
        assertEquals("/strip/bob/main", DeskNodes.address(BOB));
        assertEquals("/own/guitar", DeskNodes.address(new StripId.Local("guitar")));
        assertEquals("/click", DeskNodes.address(StripId.CLICK));
        assertEquals("/playback", DeskNodes.address(StripId.PLAYBACK));
    }

    @Test
    void shouldSetWhatIsSet() {
        comes(BOB, 0);
        desk.vca("band", group -> group);
        nodes.show();
        write("/strip/bob/main/gain", Value.of(-6));
        write("/strip/bob/main/trim", Value.of(12));
        write("/strip/bob/main/polarity", Value.of(true));
        write("/strip/bob/main/delay", Value.of(20));
        write("/strip/bob/main/pan", Value.of(-0.5));
        write("/strip/bob/main/mute", Value.of(true));
        write("/strip/bob/main/solo", Value.of(true));
        write("/strip/bob/main/solo_safe", Value.of(true));
        write("/strip/bob/main/pfl", Value.of(true));
        write("/strip/bob/main/send/record/gain", Value.of(-20));
        write("/strip/bob/main/send/record/on", Value.of(false));
        write("/strip/bob/main/send/record/pre_fader", Value.of(true));
        write("/bus/monitor/gain", Value.of(3));
        write("/bus/monitor/mute", Value.of(true));
        write("/bus/monitor/limiter", Value.of(false));
        write("/bus/record/ports", Value.of(true));
        write("/vca/band/gain", Value.of(-10));
        write("/vca/band/mute", Value.of(true));

        RoutingGraph graph = desk.view().graph();
        assertEquals(-6, graph.strip(BOB).faderDb());
        assertEquals(12, graph.strip(BOB).trimDb());
        assertTrue(graph.strip(BOB).polarityInverted());
        assertEquals(20, graph.strip(BOB).delayMs());
        assertEquals(-0.5, graph.strip(BOB).pan());
        assertTrue(graph.strip(BOB).muted());
        assertTrue(graph.strip(BOB).soloSafe());
        assertEquals(Set.of(BOB), graph.soloed());
        assertEquals(Set.of(BOB), graph.listened());
        assertEquals(new Send(false, -20, Send.Tap.PRE_FADER), graph.strip(BOB).send(BusId.RECORD));
        assertEquals(3, graph.bus(BusId.MONITOR).faderDb());
        assertTrue(graph.bus(BusId.MONITOR).muted());
        assertFalse(graph.bus(BusId.MONITOR).limited());
        assertTrue(graph.bus(BusId.RECORD).patched());
        assertEquals(new VcaGroup(-10, true), graph.vca("band"));
        assertEquals(Value.of(true), leaf("/desk/soloed").read());
        write("/desk/clear_solos", Value.IMPULSE);
        assertEquals(Value.of(false), leaf("/desk/soloed").read());
    }

    @Test
    void shouldSpeakFadersInBothWays() {
        comes(BOB, 0);
        assertFalse(write("/strip/bob/main/fader", Value.of(0.5)).isAltered(), "half way is -10 dB");
        assertEquals(Value.of(-10.0), leaf("/strip/bob/main/gain").read());
        assertTrue(write("/strip/bob/main/gain", Value.of(99)).isAltered(), "more than the top");
        assertEquals(Value.of(1.0), leaf("/strip/bob/main/fader").read());
    }

    @Test
    void shouldTellWhyAStripIsSilent() {
        StripId eve = new StripId.Remote("eve", "main");
        comes(BOB, 0);
        comes(eve, 0);
        desk.vca("band", group -> group.withMuted(true));
        desk.strip(BOB, strip -> strip.withVcas(Set.of("band")));
        desk.solo(BOB, true);
        assertEquals(Value.of(true), leaf("/strip/bob/main/muted_by_group").read());
        assertEquals(Value.of(false), leaf("/strip/bob/main/muted_by_solo").read());
        assertEquals(Value.of(true), leaf("/strip/eve/main/muted_by_solo").read());
        assertEquals(Value.of(false), leaf("/strip/eve/main/mute").read());
    }

    @Test
    void shouldShowLevels() {
        comes(BOB, 0.5f);
        desk.fader(BOB, -20);
        for (int turn = 0; turn < 100; turn++) {
            driver.turn(cycle);
        }
        nodes.show();
        for (int turn = 0; turn < 100; turn++) {
            driver.turn(cycle);
        }
        nodes.show();
        assertEquals(-6.02, number("/strip/bob/main/meter/pre_peak"), 0.01);
        assertEquals(-6.02, number("/strip/bob/main/meter/pre_rms"), 0.01);
        assertEquals(-26.02, number("/strip/bob/main/meter/peak"), 0.01);
        assertEquals(-26.02, number("/bus/monitor/meter/peak"), 0.01);
        assertEquals(0, number("/bus/monitor/meter/reduction"), 0);
        assertEquals(-144, number("/bus/record/meter/peak"), 0, "nobody can hear it, so it is not mixed");
    }

    @Test
    void shouldShowByHowMuchTheLimiterTurnsDown() {
        comes(BOB, 2);
        for (int turn = 0; turn < 100; turn++) {
            driver.turn(cycle);
        }
        nodes.show();
        assertEquals(6.02, number("/bus/monitor/meter/reduction"), 0.1);
        assertEquals(0, number("/bus/monitor/meter/peak"), 0.01);
    }

    private float number(String address) {
        return ((Value.Real) leaf(address).read()).number();
    }

    @Test
    void shouldExplainEveryNode() {
        comes(BOB, 0);
        comes(StripId.CLICK, 0);
        List<Leaf> leaves = tree.leaves();
        assertTrue(leaves.stream().anyMatch(leaf -> leaf.access() == Access.READ_WRITE));
        leaves.forEach(leaf -> assertTrue(leaf.help().endsWith("."), leaf.address()));
    }
}
