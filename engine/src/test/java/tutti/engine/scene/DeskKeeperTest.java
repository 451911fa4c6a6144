package tutti.engine.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.desk.BusId;
import tutti.engine.desk.Desk;
import tutti.engine.desk.LatencySettings;
import tutti.engine.desk.ParameterClass;
import tutti.engine.desk.RoutingGraph;
import tutti.engine.desk.StripId;
import tutti.engine.driver.DriverFormat;
import tutti.engine.fake.FakeDriver;
import tutti.engine.mix.CycleTimer;
import tutti.engine.mix.ProcessCycle;

class DeskKeeperTest {
    private static final long MS = 1_000_000;
    private static final StripId BOB = new StripId.Remote("bob", "main");
    private static final StripId OWN = new StripId.Local("main");
    private static final BusId FX = new BusId("fx");

    private final Path folder;
    private final Path file;
    private final List<String> told = new ArrayList<>();
    private long nowNs = 1_000 * MS;
    private Run run;

    DeskKeeperTest(@TempDir Path temp) {
        folder = temp.resolve("alice@room");
        file = folder.resolve("desk.json");
        run = new Run(Integer.MAX_VALUE);
    }

    /// An engine from start to end.
    private final class Run {
        final FakeDriver driver = new FakeDriver(new DriverFormat(48_000, 64));
        final Desk desk = new Desk(driver, new ProcessCycle(() -> 0, new CycleTimer()));
        final DeskKeeper keeper;

        Run(int maxPorts) {
            driver.maxPorts = maxPorts;
            desk.edit(graph -> graph.withStrip(OWN));
            keeper = new DeskKeeper(desk, folder, Map::of, () -> nowNs, told::add, 0);
        }

        RoutingGraph graph() {
            return desk.view().graph();
        }

        void passes(long ms) {
            long endNs = nowNs + ms * MS;
            while (nowNs < endNs) {
                keeper.doWork();
                nowNs += 10 * MS;
            }
            keeper.doWork();
        }
    }

    @Test
    void shouldFindTheDeskAsItWasLeft() {
        run.desk.edit(
                graph -> graph.withStrip(BOB).withBus(FX).withFader(BOB, -20).withFader(OWN, -5));
        run.desk.solo(BOB, true);
        run.keeper.scenes().set(_ -> new SceneSettings(3, Set.of(ParameterClass.FADER)));
        run.keeper.latency().set(_ -> new LatencySettings(true, 25, false));
        run.passes(600);

        Run next = new Run(Integer.MAX_VALUE);
        assertEquals(run.graph().withoutSolos(), next.graph(), "who is absent, too, but nobody is soloed");
        assertEquals(List.of("monitor_1", "monitor_2", "fx_1", "fx_2"), next.driver.portNames());
        assertEquals(
                new SceneSettings(3, Set.of(ParameterClass.FADER)),
                next.keeper.scenes().settings());
        assertEquals(new LatencySettings(true, 25, false), next.keeper.latency().settings());
        assertEquals(List.of(), told);
    }

    @Test
    void shouldLoseNoMoreThanASecondAndWriteNoOftenerThanItMust() throws IOException {
        run.passes(2_000);
        assertFalse(Files.exists(file), "nothing has changed");
        run.desk.fader(OWN, -5);
        run.passes(400);
        assertFalse(Files.exists(file), "more may follow");
        run.desk.fader(OWN, -6);
        run.passes(100);
        assertEquals(-6, new Run(Integer.MAX_VALUE).graph().strip(OWN).faderDb());
        Files.delete(file);
        run.passes(2_000);
        assertFalse(Files.exists(file), "nothing has changed since");
    }

    /// However often a fader moves, what is on the disk is at most half a second old.
    @Test
    void shouldWriteWhileAFaderNeverRests() throws MalformedFileException, IOException {
        for (int n = 0; n < 200; n++) {
            run.desk.fader(OWN, -n / 10.0);
            run.passes(10);
        }
        double lastDb = DeskFormat.CURRENT
                .readDesk(WholeFile.read(file))
                .graph()
                .strip(OWN)
                .faderDb();
        assertTrue(lastDb < -14, lastDb + " dB is on the disk, -19.9 dB is on the desk");
    }

    @Test
    void shouldWriteWhatIsLeftAtTheEnd() {
        run.desk.fader(OWN, -5);
        run.keeper.doWork();
        run.keeper.onClose();
        assertEquals(-5, new Run(Integer.MAX_VALUE).graph().strip(OWN).faderDb());
    }

    @Test
    void shouldSetABrokenFileAside() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(file, "{\"tutti\": \"desk\", \"version\"");
        run = new Run(Integer.MAX_VALUE);
        assertEquals(RoutingGraph.initial().withStrip(OWN), run.graph());
        assertEquals(
                List.of("The saved desk cannot be read (line 1 is not JSON, or too long, too deep, or names something"
                        + " twice); it is kept as " + file + ".broken, and the desk begins anew."),
                told);
        assertEquals("{\"tutti\": \"desk\", \"version\"", Files.readString(folder.resolve("desk.json.broken")));
        run.desk.fader(OWN, -5);
        run.passes(600);
        assertEquals(-5, new Run(Integer.MAX_VALUE).graph().strip(OWN).faderDb());
        assertEquals(1, told.size());
    }

    @Test
    void shouldPlayOnWhereNothingCanBeWritten() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file in the way");
        run.desk.fader(OWN, -5);
        run.passes(20_000);
        assertEquals(1, told.size(), told.toString());
        assertTrue(told.getFirst().startsWith("The desk cannot be saved in " + file));
        Files.delete(folder);
        run.passes(6_000);
        assertEquals(-5, new Run(Integer.MAX_VALUE).graph().strip(OWN).faderDb());
    }

    @Test
    void shouldComeBackWithoutPortsWhereThereAreNone() {
        run.desk.edit(graph -> graph.withBus(FX).withFader(OWN, -5));
        run.passes(600);
        Run next = new Run(2);
        assertEquals(-5, next.graph().strip(OWN).faderDb());
        assertFalse(next.graph().bus(FX).patched());
        assertEquals(List.of("The saved desk's buses get no ports: The server has no port left for fx_1."), told);
    }

    @Test
    void shouldStepFades() {
        run.desk.fader(OWN, -40);
        run.keeper.scenes().store("quiet");
        run.desk.fader(OWN, 0);
        run.keeper.scenes().set(settings -> new SceneSettings(1, settings.scope()));
        run.keeper.scenes().recall("quiet");
        run.passes(500);
        assertEquals(-20, run.graph().strip(OWN).faderDb(), 0.5);
        run.passes(600);
        assertEquals(-40, run.graph().strip(OWN).faderDb());
    }
}
