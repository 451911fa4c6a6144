package tutti.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.control.tree.Access;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Origin;
import tutti.engine.control.tree.Outcome;
import tutti.engine.control.tree.Value;
import tutti.engine.desk.BusId;
import tutti.engine.desk.BusSettings;
import tutti.engine.desk.Desk;
import tutti.engine.desk.ParameterClass;
import tutti.engine.desk.RoutingGraph;
import tutti.engine.desk.Send;
import tutti.engine.desk.StripId;
import tutti.engine.desk.StripInput;
import tutti.engine.desk.StripLook;
import tutti.engine.desk.StripSettings;
import tutti.engine.desk.VcaGroup;
import tutti.engine.driver.DriverFormat;
import tutti.engine.fake.FakeDriver;
import tutti.engine.mix.CycleTimer;
import tutti.engine.mix.ProcessCycle;
import tutti.engine.scene.DeskKeeper;

class DeskNodesTest {
    private static final int PERIOD = 64;
    private static final StripId BOB = new StripId.Remote("bob", "main");
    private static final Origin SURFACE = new Origin("surface");

    private final FakeDriver driver = new FakeDriver(new DriverFormat(48_000, PERIOD));
    private final ProcessCycle cycle = new ProcessCycle(() -> 0, new CycleTimer());
    private final Desk desk = new Desk(driver, cycle);
    private final ControlTree tree = new ControlTree();
    private final Map<StripId, Double> latenciesMs = new HashMap<>();
    private final DeskKeeper keeper;
    private final DeskNodes nodes;

    DeskNodesTest(@TempDir Path folder) {
        keeper = new DeskKeeper(desk, folder, () -> latenciesMs, () -> 0, sentence -> {}, 0);
        nodes = new DeskNodes(tree, desk, keeper);
    }

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
        assertEquals("/strip/bob/main", StripNodes.address(BOB));
        assertEquals("/own/guitar", StripNodes.address(new StripId.Local("guitar")));
        assertEquals("/click", StripNodes.address(StripId.CLICK));
        assertEquals("/playback", StripNodes.address(StripId.PLAYBACK));
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
    void shouldAddAndRemoveBusesAndGroups() {
        comes(BOB, 0);
        write("/desk/add_bus", Value.of("fx"));
        write("/desk/add_vca", Value.of("band"));
        nodes.show();
        write("/vca/band/member/strip/bob/main", Value.of(true));
        assertEquals(Set.of("band"), desk.view().graph().strip(BOB).vcas());
        write("/vca/band/member/strip/bob/main", Value.of(false));
        assertEquals(Set.of(), desk.view().graph().strip(BOB).vcas());
        assertEquals("There is a bus called \"fx\" already.", refusal("/desk/add_bus", "fx"));
        assertEquals("There is a group called \"band\" already.", refusal("/desk/add_vca", "band"));
        assertEquals("There is no group called \"choir\".", refusal("/desk/remove_vca", "choir"));
        assertTrue(refusal("/desk/add_bus", "no bus").startsWith("A bus's name is 1 to 32 lower-case letters"));
        write("/desk/remove_bus", Value.of("fx"));
        write("/desk/remove_vca", Value.of("band"));
        nodes.show();
        assertTrue(tree.leaf("/bus/fx/gain").isEmpty());
        assertTrue(tree.leaf("/vca/band/member/strip/bob/main").isEmpty());
    }

    @Test
    void shouldPassOnWhatTheDriverRefuses() {
        driver.maxPorts = 2;
        assertEquals("The server has no port left for fx_1.", refusal("/desk/add_bus", "fx"));
        assertEquals("The server has no port left for record_1.", refusal("/bus/record/ports", "on"));
    }

    @Test
    void shouldLinkFaders() {
        StripId eve = new StripId.Remote("eve", "main");
        comes(BOB, 0);
        comes(eve, 0);
        write("/strip/bob/main/link", Value.of("choir"));
        nodes.show();
        assertEquals(Value.of(true), leaf("/link/choir/member/strip/bob/main").read());
        write("/link/choir/member/strip/eve/main", Value.of(true));
        write("/strip/eve/main/gain", Value.of(-12));
        assertEquals(Value.of(-12.0), leaf("/strip/bob/main/gain").read());
        write("/link/choir/member/strip/eve/main", Value.of(false));
        write("/link/choir/member/strip/eve/main", Value.of(false));
        write("/strip/bob/main/link", Value.of(""));
        nodes.show();
        assertTrue(tree.leaf("/link/choir/member/strip/bob/main").isEmpty(), "nobody is in it");
    }

    @Test
    void shouldShowStripsAsTwoConsolesAgreed() {
        comes(BOB, 0);
        write("/strip/bob/main/label", Value.of("Vox"));
        write("/strip/bob/main/colour", Value.of("#ff8800"));
        write("/strip/bob/main/order", Value.of(3));
        write("/strip/bob/main/hidden", Value.of(true));
        assertEquals(
                new StripLook("Vox", "#FF8800", 3, true),
                desk.view().graph().strip(BOB).look());
        assertTrue(refusal("/strip/bob/main/colour", "red").startsWith("A colour is #RRGGBB"));
        assertEquals(Value.of("bob/main"), leaf("/strip/bob/main/name").read());
    }

    @Test
    void shouldKeepStripsSafeFromScenesByClass() {
        comes(BOB, 0);
        for (ParameterClass parameters : ParameterClass.OF_STRIPS) {
            write("/strip/bob/main/safe/" + parameters.word(), Value.of(true));
        }
        write("/strip/bob/main/safe/pan", Value.of(false));
        Set<ParameterClass> safe = new TreeSet<>(ParameterClass.OF_STRIPS);
        safe.remove(ParameterClass.PAN);
        assertEquals(safe, desk.view().graph().strip(BOB).recallSafe());
    }

    @Test
    void shouldForgetWhoIsAway() {
        comes(BOB, 0);
        assertEquals(Value.of(""), leaf("/desk/away").read());
        assertEquals("bob/main is here, so it cannot be forgotten.", refusal("/desk/forget", "/strip/bob/main"));
        desk.detach(BOB);
        assertEquals(Value.of("/strip/bob/main"), leaf("/desk/away").read());
        write("/desk/forget", Value.of("/strip/bob/main"));
        assertEquals(Value.of(""), leaf("/desk/away").read());
        assertEquals("There is no strip /strip/bob/main.", refusal("/desk/forget", "/strip/bob/main"));
    }

    @Test
    void shouldStoreAndRecallScenes() {
        comes(BOB, 0);
        write("/strip/bob/main/gain", Value.of(-20));
        write("/scene/store", Value.of("verse"));
        write("/scene/scope/mute", Value.of(false));
        write("/scene/store", Value.of("chorus"));
        assertEquals(Value.of("chorus\nverse"), leaf("/scene/list").read());
        write("/strip/bob/main/gain", Value.of(-3));
        write("/strip/bob/main/mute", Value.of(true));
        write("/scene/recall", Value.of("chorus"));
        assertEquals(Value.of(-20.0), leaf("/strip/bob/main/gain").read());
        assertEquals(Value.of(true), leaf("/strip/bob/main/mute").read());
        write("/scene/recall", Value.of("verse"));
        assertEquals(Value.of(false), leaf("/strip/bob/main/mute").read());
        assertEquals(Value.of("verse"), leaf("/scene/last").read());
        write("/scene/delete", Value.of("verse"));
        assertEquals("There is no scene called \"verse\".", refusal("/scene/recall", "verse"));
        write("/scene/fade", Value.of(2));
        write("/strip/bob/main/gain", Value.of(0));
        write("/scene/recall", Value.of("chorus"));
        assertEquals(Value.of(true), leaf("/scene/fading").read());
    }

    @Test
    void shouldMatchLatencies() {
        comes(BOB, 0);
        latenciesMs.put(BOB, 12.0);
        keeper.doWork();
        assertEquals(Value.of(14.0), leaf("/latency/suggested").read());
        assertEquals(Value.of(12.0), leaf("/strip/bob/main/latency/heard").read());
        write("/latency/target", Value.of(30));
        write("/latency/own", Value.of(true));
        write("/latency/match", Value.of(true));
        keeper.doWork();
        assertEquals(Value.of(18.0), leaf("/strip/bob/main/latency/padding").read());
        assertEquals(Value.of(30.0), leaf("/strip/bob/main/latency/heard").read());
        assertEquals(Value.of(""), leaf("/latency/late").read());
        write("/latency/target", Value.of(5));
        assertEquals(Value.of("/strip/bob/main"), leaf("/latency/late").read());
    }

    private String refusal(String address, String text) {
        return tree.write(leaf(address), Value.of(text), SURFACE).refusal();
    }

    /// Which nodes do what a method of the desk does; none where the engine alone may do it, or where it is how nodes
    /// work.
    private static final Map<String, List<String>> NODES_OF_METHODS = Map.ofEntries(
            Map.entry("view", List.of()),
            Map.entry("listen", List.of()),
            Map.entry("edit", List.of()),
            Map.entry("attach", List.of()),
            Map.entry("detach", List.of()),
            Map.entry("arrange", List.of()),
            Map.entry("tidyUp", List.of()),
            Map.entry("strip", List.of("/strip/bob/main/trim")),
            Map.entry("fader", List.of("/strip/bob/main/fader", "/strip/bob/main/gain")),
            Map.entry("mute", List.of("/strip/bob/main/mute")),
            Map.entry("solo", List.of("/strip/bob/main/solo")),
            Map.entry("listenTo", List.of("/strip/bob/main/pfl")),
            Map.entry("clearSolos", List.of("/desk/clear_solos")),
            Map.entry("send", List.of("/strip/bob/main/send/monitor/gain")),
            Map.entry("bus", List.of("/bus/monitor/fader")),
            Map.entry("addBus", List.of("/desk/add_bus")),
            Map.entry("removeBus", List.of("/desk/remove_bus")),
            Map.entry("vca", List.of("/desk/add_vca", "/vca/band/fader")),
            Map.entry("removeVca", List.of("/desk/remove_vca")),
            Map.entry("link", List.of("/strip/bob/main/link")),
            Map.entry("forget", List.of("/desk/forget")),
            Map.entry("meter", List.of("/strip/bob/main/meter/peak", "/bus/monitor/meter/peak")),
            Map.entry("loudness", List.of("/bus/monitor/meter/integrated")),
            Map.entry("restartLoudness", List.of("/bus/monitor/meter/restart")));

    /// A method that somebody adds to the desk needs a node.
    @Test
    void shouldOfferWhateverTheDeskCanDo() {
        comes(BOB, 0);
        desk.vca("band", group -> group);
        nodes.show();
        Set<String> methods = Stream.of(Desk.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(NODES_OF_METHODS.keySet()), methods);
        NODES_OF_METHODS.values().forEach(nodesOfMethod -> nodesOfMethod.forEach(this::leaf));
    }

    /// Which node, set to what, changes a setting; empty where a node only tells.
    private static final Map<String, String> NODES_OF_SETTINGS = Map.ofEntries(
            Map.entry("StripSettings.trimDb", "/strip/bob/main/trim 3"),
            Map.entry("StripSettings.polarityInverted", "/strip/bob/main/polarity on"),
            Map.entry("StripSettings.inserts", ""),
            Map.entry("StripSettings.delayMs", "/strip/bob/main/delay 7"),
            Map.entry("StripSettings.faderDb", "/strip/bob/main/fader 0.5"),
            Map.entry("StripSettings.muted", "/strip/bob/main/mute on"),
            Map.entry("StripSettings.pan", "/strip/bob/main/pan 1"),
            Map.entry("StripSettings.soloSafe", "/strip/bob/main/solo_safe on"),
            Map.entry("StripSettings.vcas", "/vca/band/member/strip/bob/main on"),
            Map.entry("StripSettings.sends", "/strip/bob/main/send/monitor/on off"),
            Map.entry("StripSettings.look", "/strip/bob/main/label Vox"),
            Map.entry("StripSettings.recallSafe", "/strip/bob/main/safe/pan on"),
            Map.entry("StripLook.label", "/strip/bob/main/label Bob"),
            Map.entry("StripLook.colour", "/strip/bob/main/colour #00FF00"),
            Map.entry("StripLook.order", "/strip/bob/main/order 2"),
            Map.entry("StripLook.hidden", "/strip/bob/main/hidden on"),
            Map.entry("Send.on", "/strip/bob/main/send/record/on off"),
            Map.entry("Send.levelDb", "/strip/bob/main/send/record/gain -3"),
            Map.entry("Send.tap", "/strip/bob/main/send/record/pre_fader on"),
            Map.entry("BusSettings.faderDb", "/bus/record/fader 0.5"),
            Map.entry("BusSettings.muted", "/bus/record/mute on"),
            Map.entry("BusSettings.limited", "/bus/record/limiter on"),
            Map.entry("BusSettings.patched", "/bus/record/ports on"),
            Map.entry("VcaGroup.faderDb", "/vca/band/gain -2"),
            Map.entry("VcaGroup.muted", "/vca/band/mute on"));

    /// A setting that somebody adds needs a node.
    @Test
    void shouldOfferEverySetting() throws ReflectiveOperationException {
        comes(BOB, 0);
        desk.vca("band", group -> group);
        nodes.show();
        Map<Class<? extends Record>, Supplier<Record>> settings = Map.of(
                StripSettings.class, () -> desk.view().graph().strip(BOB),
                StripLook.class, () -> desk.view().graph().strip(BOB).look(),
                Send.class, () -> desk.view().graph().strip(BOB).send(BusId.RECORD),
                BusSettings.class, () -> desk.view().graph().bus(BusId.RECORD),
                VcaGroup.class, () -> desk.view().graph().vca("band"));
        for (Class<? extends Record> type : settings.keySet()) {
            Supplier<Record> now = Objects.requireNonNull(settings.get(type));
            for (RecordComponent component : type.getRecordComponents()) {
                String setting = type.getSimpleName() + "." + component.getName();
                String node = NODES_OF_SETTINGS.get(setting);
                assertNotNull(node, setting);
                if (!node.isEmpty()) {
                    Object before = component.getAccessor().invoke(now.get());
                    String[] addressAndValue = node.split(" ", 2);
                    write(addressAndValue[0], Value.of(addressAndValue[1]));
                    assertNotEquals(before, component.getAccessor().invoke(now.get()), setting);
                }
            }
        }
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
