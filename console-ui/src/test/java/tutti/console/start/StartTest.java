package tutti.console.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.console.SampleEngine;
import tutti.console.instance.ConsoleSettings.SoundSystem;
import tutti.console.link.Mirror;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Access;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Unit;
import tutti.engine.control.tree.Value;

class StartTest {
    private static final Path DOOR = Path.of("/run/door.json");
    private static final Path CONFIG = Path.of("/config");

    @ParameterizedTest
    @ValueSource(strings = {"", "Bob Smith", "jürgen", "abcdefghijklmnopqrstuvwxyz1234567", "a/b"})
    void shouldStartNothingWithoutAName(String name) {
        StartModel model = new StartModel(name, SoundSystem.JACK);
        model.invite(SampleEngine.INVITE);

        assertEquals(Optional.empty(), model.host());
        assertEquals(Optional.empty(), model.join());
    }

    @Test
    void shouldSayWhereAnInviteLeadsAndWhatIsWrongWithIt() {
        StartModel model = new StartModel("alice", SoundSystem.JACK);
        assertEquals(new StartModel.Destination("", ""), model.destination());

        model.invite("  " + SampleEngine.INVITE + "\n");
        assertEquals("203.0.113.7:4464/k3j5n7q2k3j5n7q2", model.destination().place());
        assertTrue(model.join().isPresent());

        model.invite("https://example.org/");
        assertFalse(model.destination().mistake().isEmpty());
        assertEquals(Optional.empty(), model.join());
    }

    @Test
    void shouldSuggestANameThatTheEngineTakes() {
        assertEquals("alicesmith", StartModel.suggestion("alice smith"));
        assertEquals("", StartModel.suggestion("奏"));
        assertEquals(32, StartModel.suggestion("x".repeat(50)).length());
    }

    @Test
    void shouldSayToTheEngineWhatWasChosen() {
        assertEquals(
                List.of(
                        "host",
                        "--name",
                        "alice",
                        "--driver",
                        "jack",
                        "--headless",
                        "--control",
                        "--control-file",
                        DOOR.toString(),
                        "--config",
                        CONFIG.toString()),
                new EngineStart.Host("alice", SoundSystem.JACK, false).words(DOOR, CONFIG));
        List<String> join =
                new EngineStart.Join(SampleEngine.INVITE, "bob", SoundSystem.VIRTUAL, true).words(DOOR, CONFIG);
        assertEquals(List.of("join", SampleEngine.INVITE), join.subList(0, 2));
        assertTrue(join.containsAll(List.of("--listener", "--wait", "virtual")), join.toString());
        List<String> trial = new EngineStart.Try("alice", SoundSystem.JAVASOUND).words(DOOR, CONFIG);
        assertTrue(trial.containsAll(List.of("--direct", "127.0.0.1:0", "--until-eof")), trial.toString());
    }

    @Test
    void shouldHideTheInviteInWordsAboutAStart() {
        String words = new EngineStart.Join(SampleEngine.INVITE, "bob", SoundSystem.JACK, false).toString();

        assertFalse(words.contains("AAECAw"), words);
    }

    @Test
    void shouldOfferNothingThatALinkCannotBe() {
        assertTrue(StartModel.ofLink(SampleEngine.INVITE).isPresent());
        assertTrue(StartModel.ofLink("tutti://x").isEmpty());
        assertTrue(StartModel.ofLink("").isEmpty());
        assertTrue(StartModel.ofLink("tutti://" + "\u0000".repeat(1_000)).isEmpty());
    }

    @Test
    void shouldTellTheMarksOfASelfTest() {
        assertEquals(new SelfTest.Line(SelfTest.Mark.GOOD, "JACK runs."), SelfTest.Line.of("  ok  JACK runs."));
        assertEquals(new SelfTest.Line(SelfTest.Mark.BAD, "No JACK."), SelfTest.Line.of("  NO  No JACK."));
        assertEquals(new SelfTest.Line(SelfTest.Mark.ADVICE, "-> Start it."), SelfTest.Line.of("      -> Start it."));
        assertEquals(new SelfTest.Line(SelfTest.Mark.HEADING, "The network"), SelfTest.Line.of("The network"));
    }

    @Test
    void shouldJudgeLevels() {
        Mirror mirror = new Mirror();
        for (Map.Entry<String, Double> level :
                Map.of("loud", -1.0, "good", -20.0, "open", -70.0).entrySet()) {
            String address = "/own/" + level.getKey() + "/meter/pre_peak";
            mirror.onAdded(List.of(new RemoteNode(
                    address, new Kind.Real(-144, 120), Access.READ, Unit.DECIBELS, "", List.of(), null)));
            mirror.onValue(address, Value.of(level.getValue()));
        }
        LevelCheck check = new LevelCheck(mirror);
        assertFalse(check.wasHeard());

        assertEquals(
                List.of(LevelCheck.Verdict.GOOD, LevelCheck.Verdict.TOO_LOUD, LevelCheck.Verdict.SILENT),
                check.levels().stream().map(LevelCheck.Level::verdict).toList());
        assertTrue(check.wasHeard());
        assertEquals(0, check.levels().getLast().share());
    }

    /// A shell stands in for the engine: it says something, leaves its door file, and waits to be told to go.
    @Test
    void shouldFollowAnEngineFromItsStartToItsEnd(@TempDir Path folder) throws Exception {
        Path door = Files.writeString(folder.resolve("door.json"), "of yesterday");
        BlockingQueue<String> news = new LinkedBlockingQueue<>();
        EngineProcess process = EngineProcess.start(
                List.of("/bin/sh", "-c", "trap 'exit 0' TERM; echo hello >&2; echo today > \"$0\"; read line"),
                Map.of(),
                List.of(door.toString()),
                door,
                new EngineProcess.Ears() {
                    @Override
                    public void onDoor(Path file) {
                        news.add("door " + file.getFileName());
                    }

                    @Override
                    public void onSentence(String sentence) {
                        news.add(sentence);
                    }

                    @Override
                    public void onEnd(int exitCode) {
                        news.add("end");
                    }
                });
        List<String> first = new ArrayList<>();
        first.add(news.poll(30, TimeUnit.SECONDS));
        first.add(news.poll(30, TimeUnit.SECONDS));

        assertTrue(first.containsAll(List.of("hello", "door door.json")), first.toString());
        assertTrue(process.isAlive());
        process.leave();
        assertEquals("end", news.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void shouldStartEnginesThroughTheLauncher() {
        Properties properties = new Properties();
        properties.setProperty("tutti.launcher", "/opt/tutti/tutti");

        assertEquals(List.of("/opt/tutti/tutti"), Launcher.of(properties).words());
        assertEquals(List.of("tutti"), Launcher.of(new Properties()).words());
    }
}
