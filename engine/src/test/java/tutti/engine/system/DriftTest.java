package tutti.engine.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tutti.engine.driver.virtual.SineSource;
import tutti.engine.telemetry.StreamSnapshot;
import tutti.nat.impair.Impairment;
import tutti.nat.impair.JitterLaw;

/// Two sound cards whose clocks differ: the stream follows without a slip, and its latency stays.
final class DriftTest {
    private static final int RATE_HZ = 48_000;
    private static final double TONE_HZ = 100;
    private static final float PEAK = 0.5f;
    private static final int SETTLED_SECONDS = 30;

    @ParameterizedTest(name = "{0} ppm for {1} s")
    @CsvSource({"200, 600", "-200, 600", "100, 60", "-20, 120", "250, 60"})
    void shouldFollowTheClockWithoutASlip(double ppm, int seconds) {
        try (Stage stage = new Stage(61, seconds + 1)) {
            stage.network().impair(Impairment.NONE.withDelayNs(5_000_000));
            stage.host(Part.of("alice").withDriftPpm(ppm).withSource(new SineSource(TONE_HZ, PEAK, RATE_HZ)));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(SETTLED_SECONDS);
            long concealed = bob.stream("alice").counters().concealedFrames();
            assertTrue(concealed <= RATE_HZ / 100, concealed + " frames before the drift was known");
            double least = Double.MAX_VALUE;
            double most = 0;
            for (int second = SETTLED_SECONDS; second < seconds; second++) {
                StreamSnapshot stream = bob.stream("alice");
                assertEquals(ppm, stream.driftPpm(), 1, "after " + second + " s");
                double latencyMs = stream.latency().portToPortNs() * 1e-6;
                least = Math.min(least, latencyMs);
                most = Math.max(most, latencyMs);
                stage.run(1);
            }
            StreamSnapshot stream = bob.stream("alice");
            assertEquals(concealed, stream.counters().concealedFrames(), "concealed");
            assertTrue(most - least < 0.1, "accounted latency from " + least + " to " + most + " ms");
            assertConstantLatency(bob.ear().samples("alice/main_1"), bob.frames(), ppm);
            // A period at either end, the resampler, and half a millisecond for what went before the drift was known.
            assertTrue(most < 5 + 64 / 48.0 + 16 / 48.0 + 0.5, "latency " + most + " ms");
        }
    }

    /// The tone's phase against the player's clock is the latency: from window to window it must not wander by more
    /// than 0.1 ms, and no sample may stand out of the sine.
    private static void assertConstantLatency(float[] heard, int numFrames, double ppm) {
        double heardHz = TONE_HZ * (1 + ppm * 1e-6);
        double least = Double.MAX_VALUE;
        double most = -Double.MAX_VALUE;
        int window = RATE_HZ / 10;
        double first = Double.NaN;
        for (int from = SETTLED_SECONDS * RATE_HZ; from + window <= numFrames; from += window) {
            double sin = 0;
            double cos = 0;
            for (int i = from; i < from + window; i++) {
                double angle = 2 * Math.PI * heardHz * i / RATE_HZ;
                sin += heard[i] * Math.sin(angle);
                cos += heard[i] * Math.cos(angle);
            }
            double phase = Math.atan2(cos, sin);
            first = Double.isNaN(first) ? phase : first;
            double delayMs = Math.IEEEremainder(first - phase, 2 * Math.PI) / (2 * Math.PI * heardHz) * 1e3;
            least = Math.min(least, delayMs);
            most = Math.max(most, delayMs);
        }
        assertTrue(most - least < 0.1, "heard latency wanders by " + (most - least) + " ms");
        double mostStep = 2 * Math.PI * heardHz / RATE_HZ * PEAK * 1.005;
        for (int i = SETTLED_SECONDS * RATE_HZ; i < numFrames; i++) {
            assertEquals(heard[i - 1], heard[i], mostStep, "frame " + i);
        }
    }

    /// Steps of 100 millionths under 5 ms of jitter: a normal law gives 3.8 millionths of scatter to any estimate of
    /// 30 s (least squares over 22,500 packets), so the bound is taken after two minutes.
    @ParameterizedTest(name = "{0} ppm")
    @CsvSource({"100", "-100"})
    void shouldMeasureTheClockUnderJitter(double ppm) {
        try (Stage stage = new Stage(62, 200)) {
            stage.network().impair(Impairment.NONE.withDelayNs(30_000_000).withJitter(JitterLaw.NORMAL, 5_000_000));
            stage.host(Part.of("alice").withDriftPpm(ppm));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(180);
            assertEquals(ppm, bob.stream("alice").driftPpm(), 1);
        }
    }
}
