package tutti.engine.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.desk.BusId;
import tutti.engine.desk.Desk;
import tutti.engine.desk.ParameterClass;
import tutti.engine.desk.RoutingGraph;
import tutti.engine.desk.StripId;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.fake.FakeDriver;
import tutti.engine.mix.CycleTimer;
import tutti.engine.mix.ProcessCycle;

class ScenesTest {
    private static final long SECOND_NS = 1_000_000_000;
    private static final StripId BOB = new StripId.Remote("bob", "main");
    private static final StripId EVE = new StripId.Remote("eve", "main");

    private final FakeDriver driver = new FakeDriver(new DriverFormat(48_000, 64));
    private final Desk desk = new Desk(driver, new ProcessCycle(() -> 0, new CycleTimer()));
    private final Path folder;
    private final Scenes scenes;
    private long nowNs = 7 * SECOND_NS;
    private int fades;

    ScenesTest(@TempDir Path temp) {
        folder = temp.resolve("scenes");
        scenes = new Scenes(desk, folder, () -> nowNs, () -> fades++);
        desk.edit(graph -> graph.withStrip(BOB).withStrip(EVE));
    }

    private double faderDb(StripId strip) {
        return desk.view().graph().strip(strip).faderDb();
    }

    private static void assertRefused(String sentence, Executable asked) {
        assertEquals(
                sentence, assertThrows(IllegalArgumentException.class, asked).getMessage());
    }

    @Test
    void shouldStoreRecallListAndDelete() {
        desk.fader(BOB, -20);
        scenes.store("Verse");
        desk.fader(BOB, -3);
        scenes.store("a chorus, loud");
        assertEquals(List.of("a chorus, loud", "Verse"), scenes.names());
        scenes.recall("Verse");
        assertEquals(-20, faderDb(BOB));
        assertEquals("Verse", scenes.last());
        assertEquals(0, fades);
        scenes.delete("Verse");
        assertEquals("", scenes.last());
        assertEquals(List.of("a chorus, loud"), scenes.names());
        assertRefused("There is no scene called \"Verse\".", () -> scenes.recall("Verse"));
        assertRefused("There is no scene called \"Verse\".", () -> scenes.delete("Verse"));
    }

    @Test
    void shouldFindScenesAgainAfterARestart() {
        desk.fader(BOB, -20);
        scenes.store("Strophe ä/ö * 1");
        desk.fader(BOB, 0);
        Scenes later = new Scenes(desk, folder, () -> nowNs, () -> {});
        assertEquals(List.of("Strophe ä/ö * 1"), later.names());
        later.recall("Strophe ä/ö * 1");
        assertEquals(-20, faderDb(BOB));
    }

    @Test
    void shouldFadeToAScene() {
        desk.fader(BOB, -40);
        scenes.store("quiet");
        desk.fader(BOB, 0);
        desk.mute(EVE, true);
        scenes.set(settings -> new SceneSettings(2, settings.scope()));
        scenes.recall("quiet");
        assertEquals(1, fades);
        assertEquals(0, faderDb(BOB));
        assertFalse(desk.view().graph().strip(EVE).muted(), "what does not glide is there at once");
        nowNs += SECOND_NS;
        assertTrue(scenes.step());
        assertEquals(-20, faderDb(BOB), 1e-6);
        assertTrue(scenes.isFading());
        nowNs += 5 * SECOND_NS;
        assertFalse(scenes.step());
        assertEquals(-40, faderDb(BOB));
        assertFalse(scenes.isFading());
        desk.fader(BOB, 0);
        assertFalse(scenes.step());
        assertEquals(0, faderDb(BOB), "it is over");
    }

    @Test
    void shouldGoOnToAnotherSceneFromWhereItIs() {
        desk.fader(BOB, -40);
        scenes.store("quiet");
        desk.fader(BOB, 0);
        scenes.store("loud");
        scenes.set(settings -> new SceneSettings(1, settings.scope()));
        scenes.recall("quiet");
        nowNs += SECOND_NS / 2;
        scenes.step();
        scenes.recall("loud");
        assertEquals(-20, faderDb(BOB), 1e-6);
        nowNs += SECOND_NS / 2;
        scenes.step();
        assertEquals(-10, faderDb(BOB), 1e-6);
    }

    @Test
    void shouldStoreItsScopeAlone() {
        desk.fader(BOB, -20);
        desk.mute(BOB, true);
        scenes.set(settings -> new SceneSettings(0, Set.of(ParameterClass.MUTE)));
        scenes.store("mutes");
        desk.fader(BOB, 0);
        desk.mute(BOB, false);
        scenes.recall("mutes");
        assertEquals(0, faderDb(BOB));
        assertTrue(desk.view().graph().strip(BOB).muted());
        scenes.set(settings -> new SceneSettings(0, Set.of()));
        assertRefused(
                "A scene without a scope holds nothing; choose what it is to store.", () -> scenes.store("nothing"));
    }

    @Test
    void shouldKeepTheValuesOfWhoIsNotHereForTheReturn() {
        desk.fader(EVE, -30);
        scenes.store("with eve");
        desk.forget(EVE);
        scenes.recall("with eve");
        assertEquals(-30, faderDb(EVE));
    }

    @Test
    void shouldRefuseWhatCannotBeAndChangeNothing() throws IOException {
        assertRefused("A scene's name is one line of 1 to 48 characters, not \" \".", () -> scenes.store(" "));
        assertRefused(
                "A scene's name is one line of 1 to 48 characters, not \"../../x\n\".",
                () -> scenes.store("../../x\n"));
        scenes.store("../../x");
        assertEquals(List.of("../../x"), scenes.names());
        Path file;
        try (var files = Files.list(folder)) {
            file = files.toList().getFirst();
        }
        assertEquals(folder, file.getParent());
        Files.writeString(
                file,
                "{\"tutti\": \"scene\", \"version\": 1, \"scope\": [\"fader\"], \"name\": \"x\","
                        + " \"strips\": {\"strip/bob/main\": {\"fader_db\": 99}}}");
        RoutingGraph before = desk.view().graph();
        assertRefused(
                "The scene \"../../x\" in " + file + " cannot be read: in strips strip/bob/main: A fader goes from -144"
                        + " to 10 dB, not to 99..",
                () -> scenes.recall("../../x"));
        assertEquals(before, desk.view().graph());
    }

    @Test
    void shouldChangeNothingWhenABusGetsNoPorts() {
        desk.addBus(new BusId("fx"));
        desk.fader(BOB, -20);
        scenes.store("with fx");
        desk.removeBus(new BusId("fx"));
        desk.fader(BOB, 0);
        desk.tidyUp();
        driver.cycles += 3;
        desk.tidyUp();
        driver.maxPorts = 2;
        RoutingGraph before = desk.view().graph();
        assertThrows(DriverException.class, () -> scenes.recall("with fx"));
        assertEquals(before, desk.view().graph());
        assertEquals("with fx", scenes.last());
        assertFalse(scenes.isFading());
    }

    @Test
    void shouldPassOverFilesThatAreNotScenes() throws IOException {
        scenes.store("one");
        Files.writeString(folder.resolve("%zz.json"), "");
        Files.writeString(folder.resolve("a b.json"), "");
        Files.writeString(folder.resolve("note.txt"), "");
        assertEquals(List.of("one"), new Scenes(desk, folder, () -> nowNs, () -> {}).names());
    }

    @Test
    void shouldHoldSoManyScenesAndNoMore() {
        for (int n = 0; n < SceneFolder.MAX_SCENES; n++) {
            scenes.store("scene " + n);
        }
        assertRefused("There are 256 scenes already; delete some.", () -> scenes.store("one more"));
        scenes.store("scene 7");
    }
}
