package tutti.engine.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tutti.engine.telemetry.StreamSnapshot;
import tutti.nat.impair.Impairment;

/// Two sound cards whose clocks differ. Nothing corrects that in this version: the play-out delay follows by moves of
/// its own, each a cross-fade. What that costs is written down here.
final class DriftTest {
    private static final int RATE_HZ = 48_000;
    private static final double SECONDS = 60;
    private static final double FLOOR_MS = 5 + 64e3 / RATE_HZ;

    /// A slow sender would starve the buffer: every time a period is used up, 3.75 times a minute at 100 ppm, the
    /// delay grows by one, early enough that nothing is missing. A fast one fills it: the delay shrinks when the
    /// earlier lateness is forgotten, after minutes only, so that a minute adds 6 ms (and, measured, ten minutes no
    /// more than 27 ms).
    @ParameterizedTest(name = "{0} ppm")
    @CsvSource({"-100, 4, 5, 1.4", "100, 0, 0, 6.1"})
    void shouldFollowTheClockWithoutAGap(double ppm, int leastMoves, int mostMoves, double mostAddedMs) {
        try (Stage stage = new Stage(1, 61)) {
            stage.network().impair(Impairment.NONE.withDelayNs(5_000_000));
            Musician alice = stage.host(Part.of("alice").withDriftPpm(ppm));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(SECONDS);

            StreamSnapshot stream = bob.stream("alice");
            assertTrue(
                    stream.delayMoves() >= leastMoves && stream.delayMoves() <= mostMoves,
                    "moves: " + stream.delayMoves());
            assertEquals(0, stream.counters().concealedFrames(), "concealed");
            assertEquals(0, stream.counters().latePackets(), "late");
            double latencyMs = stream.latency().portToPortNs() * 1e-6;
            assertTrue(latencyMs < FLOOR_MS + mostAddedMs, "latency " + latencyMs + " ms");

            Hearing hearing = bob.hears(alice);
            int crossFaded = 64 * mostMoves;
            int wrong = 0;
            int distance = hearing.distance(RATE_HZ);
            for (int frame = RATE_HZ; frame < hearing.numFrames(); frame++) {
                if (!hearing.isTrue(frame, distance)) {
                    wrong++;
                    if (frame % 64 == 63) {
                        distance = hearing.distance(frame + 1);
                    }
                }
            }
            assertTrue(wrong <= crossFaded, wrong + " frames are not as played, " + crossFaded + " may be");
        }
    }
}
