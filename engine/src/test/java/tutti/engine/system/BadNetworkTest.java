package tutti.engine.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.driver.virtual.SineSource;
import tutti.engine.receive.BufferTarget;
import tutti.engine.receive.StreamCounters;
import tutti.engine.telemetry.StreamSnapshot;
import tutti.nat.impair.Impairment;
import tutti.nat.impair.JitterLaw;

/// What networks do to packets, and that it is counted and heard exactly as far as it must be.
final class BadNetworkTest {
    private static final int PERIOD_FRAMES = 64;
    private static final int RATE_HZ = 48_000;
    private static final long DELAY_NS = 12_000_000;
    private static final Impairment GOOD = Impairment.NONE.withDelayNs(DELAY_NS);

    private static Stream<Arguments> impairments() {
        return Stream.of(
                Arguments.of("loss of 1 %", GOOD.withLoss(0.01, 1)),
                Arguments.of("loss of 5 % in bursts", GOOD.withLoss(0.05, 4)),
                Arguments.of("duplicates", GOOD.withDuplicates(0.3)),
                Arguments.of("jitter", GOOD.withJitter(JitterLaw.NORMAL, 1_000_000)),
                Arguments.of(
                        "reordering",
                        GOOD.withJitter(JitterLaw.UNIFORM, 1_600_000).withReordering()),
                Arguments.of(
                        "Pareto jitter",
                        GOOD.withJitter(JitterLaw.PARETO, 1_000_000).withReordering()),
                Arguments.of(
                        "all of it",
                        GOOD.withLoss(0.02, 2)
                                .withJitter(JitterLaw.PARETO, 2_000_000)
                                .withReordering()
                                .withDuplicates(0.1)));
    }

    /// With a fixed buffer the delay stays, so that every packet can be accounted for: it came in time and is heard
    /// to the bit, or it was lost or late and its frames are concealed.
    @ParameterizedTest(name = "{0}")
    @MethodSource("impairments")
    void shouldAccountForEveryPacket(String name, Impairment impairment) {
        try (Stage stage = new Stage(name.hashCode())) {
            stage.network().impair(GOOD);
            Musician alice = stage.host(Part.of("alice").withoutAdaptation());
            Musician bob = stage.join(
                    Part.of("bob").withBuffer(new BufferTarget.Fixed(8)).hearing("alice/main_1"));
            stage.run(1);
            int distance = bob.hears(alice).distance();
            StreamCounters before = bob.stream("alice").counters();
            int from = bob.frames();
            long cyclesBefore = alice.player().driver().cycles();

            stage.network().impair(impairment);
            stage.run(6);
            stage.network().impair(GOOD);
            // Until the last straggler has come.
            stage.run(1);

            StreamSnapshot stream = bob.stream("alice");
            StreamCounters after = stream.counters();
            long sent = alice.player().driver().cycles() - cyclesBefore;
            long received = after.receivedPackets() - before.receivedPackets();
            long lost = after.lostPackets() - before.lostPackets();
            assertEquals(sent, received + lost, "received " + received + ", lost " + lost);
            assertEquals(0, stream.delayMoves(), "the delay must not have moved");

            Blocks blocks = new Blocks(bob.hears(alice), from, distance);
            assertEquals(lost + after.latePackets() - before.latePackets(), blocks.missing, "missing packets");
            assertEquals(
                    (long) blocks.missing * PERIOD_FRAMES,
                    after.concealedFrames() - before.concealedFrames(),
                    "concealed");
            assertEquals(blocks.gaps, after.gaps() - before.gaps(), "gaps");
            assertEquals(0, blocks.damagedBesides, "frames damaged that had come and do not follow a gap");
            assertEquals(impairment.lossProbability() > 0, lost > 0, "lost " + lost);
            assertEquals(
                    impairment.duplicateProbability() > 0, bob.link("alice").replayed() > 0, "replays at the link");
        }
    }

    /// What was heard, period by period. The last frame of a period that came is true, as fading in takes no longer
    /// than a period; the last frame of one that is missing is not.
    private static final class Blocks {
        int missing;
        int gaps;
        int damagedBesides;

        Blocks(Hearing hearing, int from, int distance) {
            boolean inGap = false;
            for (int first = from + Stage.RESAMPLER_FRAMES;
                    first + PERIOD_FRAMES <= hearing.numFrames();
                    first += PERIOD_FRAMES) {
                boolean isMissing = !hearing.isTrue(first + PERIOD_FRAMES - 1, distance);
                if (isMissing) {
                    missing++;
                    gaps += inGap ? 0 : 1;
                } else if (!inGap) {
                    damagedBesides += hearing.damaged(first, first + PERIOD_FRAMES, distance);
                }
                inGap = isMissing;
            }
        }
    }

    /// A sine of 440 Hz at half of full scale moves by 0.029 a frame. Fading in adds at most pi / 2 / 64 times what
    /// it fades over, 1.03; a hard cut would be seen as a step of up to 0.5.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldNotClickAtGaps(long seed) {
        try (Stage stage = new Stage(seed)) {
            stage.network().impair(GOOD.withLoss(0.05, 2));
            stage.host(Part.of("alice").withoutAdaptation().withSource(new SineSource(440, 0.5f, RATE_HZ)));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(6);
            assertTrue(bob.stream("alice").counters().gaps() > 50, "gaps");
            Hearing hearing = new Hearing(bob.ear().samples("alice/main_1"), bob.frames(), frame -> 0);
            double step = hearing.maxStep(0, bob.frames());
            assertTrue(step < 0.055, "a step of " + step);
        }
    }

    /// The automatic delay covers jitter: few frames are missing, and the delay is no more than what one packet in
    /// 20,000 exceeds, as many as it remembers: 2.0 ms for a normal law of 0.5 ms, 25.8 ms for Pareto's long tail.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"NORMAL, 2.0", "UNIFORM, 0.5", "PARETO, 25.8"})
    void shouldFindADelayThatCoversJitter(JitterLaw law, double quantileMs) {
        try (Stage stage = new Stage(law.name().hashCode(), 61)) {
            stage.network().impair(GOOD.withJitter(law, 500_000).withReordering());
            Musician alice = stage.host(Part.of("alice"));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(60);
            StreamSnapshot stream = bob.stream("alice");
            StreamCounters counters = stream.counters();
            assertEquals(0, counters.lostPackets());
            assertTrue(counters.concealedFrames() < 0.005 * counters.playedFrames(), "concealed " + counters);
            double latencyMs = 1e3 * bob.hears(alice).distance() / RATE_HZ;
            double periodMs = 1e3 * PERIOD_FRAMES / RATE_HZ;
            assertTrue(latencyMs <= 12 + quantileMs + 3 * periodMs, "the latency is " + latencyMs + " ms");
            assertEquals(latencyMs, stream.latency().portToPortNs() * 1e-6, periodMs, "accounted");
        }
    }

    /// Shorter than a second: the link waits. Between one and five seconds: the joiner calls anew, beside the link.
    /// Longer: the link is given up and made anew.
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 1, 1.1, 2, 4, 7})
    void shouldComeBackAfterAnOutageAtTheSameDelay(double outageSeconds) {
        try (Stage stage = new Stage(9)) {
            stage.network().impair(GOOD);
            Musician alice = stage.host(Part.of("alice").hearing("bob/main_1"));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(1);
            int distanceToBob = bob.hears(alice).distance();
            int distanceToAlice = alice.hears(bob).distance();

            stage.network().outage(true);
            int cut = bob.frames();
            stage.run(outageSeconds);
            int healed = bob.frames();
            stage.network().outage(false);
            stage.runUntil("sound at bob", 2, () -> bob.hears(alice).soundFrom(healed) < bob.frames());
            stage.runUntil("sound at alice", 2, () -> alice.hears(bob).soundFrom(healed) < alice.frames());
            stage.run(0.5);

            for (Hearing hearing : new Hearing[] {bob.hears(alice), alice.hears(bob)}) {
                // What was under way, and 60 ms of fading out.
                hearing.assertSilent(cut + distanceToBob + 60 * RATE_HZ / 1_000, healed);
            }
            assertEquals(distanceToBob, bob.hears(alice).distance());
            assertEquals(distanceToAlice, alice.hears(bob).distance());
            bob.hears(alice).assertTrueFrom(bob.frames() - RATE_HZ / 10, distanceToBob);
            assertEquals(
                    1,
                    bob.ear().opened().stream().filter("alice/main_1"::equals).count(),
                    "ports");
        }
    }
}
