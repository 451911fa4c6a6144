package tutti.engine.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.send.SendMode;
import tutti.engine.wire.ReportBlock;
import tutti.engine.wire.StreamHealth;

class PathAdaptationTest {
    private static final long STEP_NS = 200_000_000;

    private final PathAdaptation two = new PathAdaptation(
            "bob",
            List.of(Ladders.stereo("voice", 1, PcmCodec.L16), Ladders.stereo("main", 2, PcmCodec.L32F)),
            AdaptSettings.ON);

    private static ReportBlock block(int ssrc, int fractionLost) {
        return new ReportBlock(ssrc, fractionLost, 0, 0, 0, 0, 0);
    }

    private static StreamHealth health(int ssrc, double loss, double queueSeconds) {
        int units = StreamHealth.units(loss);
        return new StreamHealth(ssrc, units, units, 1, 8, 16, 0, StreamHealth.units(queueSeconds), -1);
    }

    @Test
    void shouldChangeNothingForAPeerThatSaysNoMoreThanRfc3550() {
        for (int i = 0; i < 100; i++) {
            assertEquals(
                    new PathAdaptation.Outcome(List.of(), List.of()),
                    two.onReport(List.of(block(1, 200), block(2, 200)), List.of(), i * STEP_NS));
        }
        assertEquals(0, two.tracks().getFirst().stepsDown());
    }

    @Test
    void shouldNotMindReportsOfOtherStreams() {
        for (int i = 0; i < 100; i++) {
            assertEquals(
                    List.of(),
                    two.onReport(List.of(block(9, 200)), List.of(health(9, 0.5, 0.2)), i * STEP_NS)
                            .changes());
        }
    }

    @Test
    void shouldStepAllTracksDownTogetherAndNameThem() {
        PathAdaptation.Outcome outcome = new PathAdaptation.Outcome(List.of(), List.of());
        for (int i = 0; outcome.changes().isEmpty() && i < 10; i++) {
            outcome = two.onReport(
                    List.of(block(1, 26), block(2, 26)),
                    List.of(health(1, 0.1, 0.04), health(2, 0.1, 0.03)),
                    i * STEP_NS);
        }

        assertEquals(
                List.of("opus 256k", "L24"),
                two.tracks().stream().map(TrackQuality::codec).toList());
        assertEquals(2, outcome.changes().size());
        assertEquals(SendMode.plain(PcmCodec.L24), outcome.changes().getLast().mode());
        assertEquals(two.modes().getLast(), outcome.changes().getLast().mode());
        assertEquals(
                List.of(
                        "bob: the path cannot carry voice as L16 (3.4 % loss, delay +40 ms); sending opus 256k.",
                        "bob: the path cannot carry main as L32F (3.4 % loss, delay +40 ms); sending L24."),
                outcome.sentences());
        assertEquals(
                "The path cannot carry main as L32F (3.4 % loss, delay +40 ms); sending L24.",
                two.tracks().getLast().reason());
    }

    @Test
    void shouldStepDownOnceASecondAtMost() {
        long downNs = 0;
        int steps = 0;
        for (int i = 0; i < 60; i++) {
            int before = two.tracks().getFirst().stepsDown();
            two.onReport(
                    List.of(block(1, 26), block(2, 26)),
                    List.of(health(1, 0.1, 0.04), health(2, 0.1, 0.04)),
                    i * STEP_NS);
            if (two.tracks().getFirst().stepsDown() > before) {
                assertTrue(steps == 0 || i * STEP_NS - downNs >= PathAdaptation.SETTLE_NS);
                downNs = i * STEP_NS;
                steps++;
            }
        }
        assertEquals(4, steps, "L32F to the lowest");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldSurviveAnythingThatAPeerMaySay(long seed) {
        Random random = new Random(seed);
        long nowNs = random.nextLong() >> 2;
        for (int i = 0; i < 20_000; i++) {
            nowNs += random.nextInt(400_000_000);
            int ssrc = random.nextInt(4);
            StreamHealth wild = new StreamHealth(
                    ssrc,
                    random.nextInt(65_536) >> random.nextInt(16),
                    random.nextInt(65_536) >> random.nextInt(16),
                    random.nextInt(256),
                    random.nextInt(256) >> random.nextInt(8),
                    random.nextInt(65_536),
                    random.nextInt(65_536),
                    random.nextInt(65_536) >> random.nextInt(16),
                    random.nextLong());
            List<SendMode> before = two.modes();
            PathAdaptation.Outcome outcome =
                    two.onReport(List.of(block(ssrc, random.nextInt(256))), List.of(wild, wild), nowNs);

            for (PathAdaptation.Change change : outcome.changes()) {
                assertEquals(two.modes().get(change.track()), change.mode());
                assertTrue(!before.get(change.track()).equals(change.mode()));
            }
            assertTrue(outcome.sentences().size() <= 2);
        }
        assertTrue(two.tracks().getFirst().stepsDown() > 0);
    }
}
