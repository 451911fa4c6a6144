package tutti.engine.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.EngineConfig;
import tutti.nat.impair.Impairment;

/// One side goes away and comes back as the same person: the same ports, and sound again before long.
final class RestartTest {
    private static final int RATE_HZ = 48_000;

    /// A link is given up after 5 s of silence, a joiner calls anew after one.
    private static final double PATIENCE_SECONDS = 2;

    private static final Part ALICE = Part.of("alice").hearing("bob/main_1");
    private static final Part BOB = Part.of("bob").hearing("alice/main_1");

    @ParameterizedTest(name = "killed: {0}, away for {1} s")
    @CsvSource({"true, 0", "true, 1", "true, 8", "false, 0", "false, 1", "false, 8"})
    void shouldHearAJoinerThatComesBack(boolean killed, double awaySeconds) {
        try (Stage stage = new Stage(1, 30)) {
            stage.network().impair(Impairment.NONE.withDelayNs(10_000_000));
            Musician alice = stage.host(ALICE);
            Musician bob = stage.join(BOB);
            stage.run(2);
            int went = alice.frames();
            end(stage, bob, killed);
            stage.run(awaySeconds);

            int returned = alice.frames();
            Musician again = stage.join(BOB);
            stage.runUntil(
                    "bob is heard again",
                    PATIENCE_SECONDS,
                    () -> alice.hears(again).soundFrom(Math.max(returned, went + RATE_HZ / 10)) < alice.frames());
            stage.run(0.5);

            assertHeard(alice, again, went, returned);
            assertHeard(again, alice, 0, 0);
        }
    }

    @ParameterizedTest(name = "killed: {0}, away for {1} s")
    @CsvSource({"true, 0", "true, 1", "true, 8", "false, 0", "false, 1", "false, 8"})
    void shouldHearAHostThatComesBack(boolean killed, double awaySeconds) {
        try (Stage stage = new Stage(2, 30)) {
            stage.network().impair(Impairment.NONE.withDelayNs(10_000_000));
            Musician alice = stage.host(ALICE);
            Musician bob = stage.join(BOB);
            stage.run(2);
            int went = bob.frames();
            end(stage, alice, killed);
            stage.run(awaySeconds);

            int returned = bob.frames();
            Musician again = stage.host(ALICE);
            stage.runUntil(
                    "alice is heard again",
                    PATIENCE_SECONDS,
                    () -> bob.hears(again).soundFrom(Math.max(returned, went + RATE_HZ / 10)) < bob.frames());
            stage.run(0.5);

            assertHeard(bob, again, went, returned);
            assertHeard(again, bob, 0, 0);
        }
    }

    private static void end(Stage stage, Musician musician, boolean killed) {
        if (killed) {
            stage.kill(musician);
        } else {
            stage.leave(musician);
        }
    }

    /// Bit for bit at the end; silent from 50 ms after it went until it returned; one set of ports.
    private static void assertHeard(Musician hearer, Musician other, int went, int returned) {
        Hearing hearing = hearer.hears(other);
        hearing.assertTrueFrom(hearing.numFrames() - RATE_HZ / 5, hearing.distance());
        hearing.assertSilent(went + RATE_HZ / 20, Math.max(went + RATE_HZ / 20, returned));
        String name = other.part().name();
        assertEquals(
                List.of(name + "/main_1", name + "/main_2"),
                hearer.ear().opened().stream()
                        .filter(port -> port.startsWith(name))
                        .toList());
        assertEquals(1, hearer.player().engine().snapshot().peers().size());
    }

    /// A link that is made anew while both engines go on carries the same streams under new keys.
    @Test
    void shouldGoOnUnderNewKeys() {
        try (Stage stage = new Stage(3, 120)) {
            Musician alice = stage.host(ALICE);
            Musician bob = stage.join(BOB);
            stage.run(1);
            // After a second without a sign of life bob calls anew. The next sign of life calls that off, so without
            // sound, outages are tried until the network is back just before the answer.
            alice.player().driver().lose("The card is gone.");
            bob.player().driver().lose("The card is gone.");
            for (int attempt = 0; attempt < 40 && timesHere(bob, alice) < 2; attempt++) {
                stage.network().outage(true);
                stage.run(1.5 + 0.02 * attempt);
                stage.network().outage(false);
                stage.run(0.5);
            }
            assertEquals(2, timesHere(bob, alice), "links");
            alice.player().driver().comeBack();
            bob.player().driver().comeBack();
            stage.run(1);
            bob.hears(alice).assertTrueFrom(bob.frames() - RATE_HZ / 4, 64 + Stage.RESAMPLER_FRAMES);
            alice.hears(bob).assertTrueFrom(alice.frames() - RATE_HZ / 4, 64 + Stage.RESAMPLER_FRAMES);
            assertEquals(0, bob.stream("alice").latency().networkNs(), 20_000);
        }
    }

    private static long timesHere(Musician who, Musician where) {
        String sentence = who.part().name() + " is here.";
        return where.notices().stream().filter(sentence::equals).count();
    }

    /// Ports that both shapes of the track have stay, the others come and go.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldKeepPortsWhenATrackComesBackWithOtherChannels(int channels) {
        try (Stage stage = new Stage(4)) {
            Musician alice = stage.host(ALICE.hearing("bob/main_1", "bob/main_" + channels));
            Musician bob = stage.join(BOB);
            stage.run(1);
            stage.leave(bob);
            Musician again = stage.join(BOB.withTracks(new EngineConfig.Track("main", channels, PcmCodec.L24)));
            stage.run(1);
            Hearing first = alice.hears(again);
            first.assertTrueFrom(alice.frames() - RATE_HZ / 4, first.distance());
            alice.hears(again, "bob/main_" + channels, channels - 1)
                    .assertTrueFrom(alice.frames() - RATE_HZ / 4, first.distance());
            assertEquals(
                    1,
                    alice.ear().opened().stream().filter("bob/main_1"::equals).count());
            assertEquals(List.of("bob is here.", "bob has left.", "bob is here."), alice.notices());
        }
    }
}
