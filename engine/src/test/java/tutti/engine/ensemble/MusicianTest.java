package tutti.engine.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MusicianTest {
    private final CountDownLatch ended = new CountDownLatch(1);

    private Musician shell(String script) {
        return Musician.start("alice", List.of("sh", "-c", script), Map.of(), ended::countDown);
    }

    private void awaitEnd() throws InterruptedException {
        assertTrue(ended.await(30, TimeUnit.SECONDS));
    }

    @Test
    void shouldHearWhatTheEngineSaysAmongOtherLines() throws InterruptedException {
        try (Musician alice = shell("echo warning; echo '{\"time_s\":1,\"xruns\":4}'; echo '{\"time_s\":'")) {
            awaitEnd();

            assertEquals(4, alice.stats().orElseThrow().xruns());
            assertTrue(alice.statsWithSound().isEmpty());
            assertFalse(alice.isPlaying());
            assertTrue(alice.failure().isEmpty());
        }
    }

    @Test
    void shouldPassOnTheSentenceOfAnEngineThatRefuses() throws InterruptedException {
        try (Musician alice = shell("echo noise >&2; echo 'tutti: The disk is full.' >&2; exit 2")) {
            awaitEnd();

            EnsembleException failure = alice.failure().orElseThrow();
            assertEquals("The disk is full.", failure.getMessage());
            assertEquals(2, failure.exitCode());
        }
    }

    @Test
    void shouldSayThatAnEngineWasKilled() throws InterruptedException {
        try (Musician alice = shell("kill -9 $$")) {
            awaitEnd();

            EnsembleException failure = alice.failure().orElseThrow();
            assertEquals("alice's engine was killed by signal 9, so the demo has ended.", failure.getMessage());
            assertEquals(1, failure.exitCode());
        }
    }

    @Test
    void shouldSayThatAnEngineFailed() throws InterruptedException {
        try (Musician alice = shell("echo 'tutti: Something broke.' >&2; exit 1")) {
            awaitEnd();

            assertEquals(
                    "alice's engine failed with exit code 1 (Something broke.), so the demo has ended.",
                    alice.failure().orElseThrow().getMessage());
        }
    }

    @Test
    void shouldEndWhenItsInputEnds() throws InterruptedException {
        Musician alice = shell("cat > /dev/null");

        assertTrue(alice.failure().isEmpty());
        alice.close();

        awaitEnd();
        assertTrue(alice.failure().isEmpty());
    }

    @Test
    void shouldStartEnginesThroughTheLauncher() {
        Properties properties = new Properties();
        properties.setProperty("tutti.launcher", "/opt/tutti/tutti");

        EngineCommand command = EngineCommand.of(properties);

        assertEquals(List.of("/opt/tutti/tutti", "version"), command.with(List.of("version")));
        assertEquals(Map.of("TUTTI_NO_BUILD", "1"), command.environment());
    }

    @Test
    void shouldStartEnginesWithTheModulePathWithoutALauncher() {
        Properties properties = new Properties();
        properties.setProperty("java.home", "/jdk");
        properties.setProperty("jdk.module.path", "/m");
        properties.setProperty("jdk.module.main", "tutti.engine");

        List<String> words = EngineCommand.of(properties).with(List.of("version"));

        assertEquals("/jdk/bin/java", words.getFirst());
        assertEquals(
                List.of("--module-path", "/m", "--module", "tutti.engine/tutti.engine.cli.Main", "version"),
                words.subList(words.size() - 5, words.size()));
    }

    @Test
    void shouldStartEnginesWithTheClassPathWithoutALauncher() throws InterruptedException {
        EngineCommand command = EngineCommand.of(System.getProperties());

        try (Musician alice =
                Musician.start("alice", command.with(List.of("version")), command.environment(), ended::countDown)) {
            awaitEnd();

            assertTrue(alice.failure().isEmpty());
        }
    }
}
