package tutti.engine.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tutti.engine.driver.virtual.SignalSource;
import tutti.engine.driver.virtual.SineSource;
import tutti.engine.telemetry.StreamSnapshot;

/// Two sides that run at different periods and sample rates.
final class MixedFormatsTest {
    private static final double SINE_HZ = 997;
    private static final float PEAK = 0.5f;
    private static final double ONSET_SECONDS = 1;

    /// How close to a cycle a packet may come and still be played in it (what the receiving thread may take).
    private static final double GUARD_SECONDS = 0.0003;

    @ParameterizedTest(name = "{0} frames to {1}")
    @CsvSource({
        "64, 32",
        "32, 64",
        "64, 128",
        "256, 64",
        "64, 256",
        "1024, 64",
        "64, 1024",
        "441, 64",
        "64, 441",
        "1024, 1024",
        "100, 441"
    })
    void shouldCarryEveryFrameBetweenPeriods(int alicePeriod, int bobPeriod) {
        try (Stage stage = new Stage(1)) {
            Musician alice = stage.host(Part.of("alice").withFormat(48_000, alicePeriod));
            Musician bob =
                    stage.join(Part.of("bob").withFormat(48_000, bobPeriod).hearing("alice/main_1"));
            stage.run(6);
            StreamSnapshot stream = bob.stream("alice");
            int distance = bob.hears(alice).distance();
            bob.hears(alice).assertTrueFrom(2 * 48_000, distance);
            assertTrue(distance <= alicePeriod + bobPeriod + 48_000 * GUARD_SECONDS, "distance " + distance);
            assertEquals(1e9 * distance / 48_000, stream.latency().portToPortNs(), 1e6);
        }
    }

    @ParameterizedTest(name = "{0} Hz, {1} frames to {2} Hz, {3} frames")
    @CsvSource({
        "44100, 64, 48000, 64",
        "48000, 64, 44100, 64",
        "48000, 128, 96000, 256",
        "96000, 64, 48000, 64",
        "44100, 441, 96000, 128",
        "96000, 1024, 44100, 32",
    })
    void shouldConvertBetweenSampleRates(int aliceRateHz, int alicePeriod, int bobRateHz, int bobPeriod) {
        SineSource sine = new SineSource(SINE_HZ, PEAK, aliceRateHz);
        // Silence for a second, so that the beginning tells the latency.
        SignalSource late = (channel, startFrame, into, offsetFrames, numFrames) -> {
            sine.fill(channel, startFrame, into, offsetFrames, numFrames);
            for (int i = 0; i < numFrames; i++) {
                if (startFrame + i < ONSET_SECONDS * aliceRateHz) {
                    into[offsetFrames + i] = 0;
                }
            }
        };
        try (Stage stage = new Stage(2)) {
            stage.host(Part.of("alice").withFormat(aliceRateHz, alicePeriod).withSource(late));
            Musician bob =
                    stage.join(Part.of("bob").withFormat(bobRateHz, bobPeriod).hearing("alice/main_1"));
            stage.run(8);
            float[] heard = bob.ear().samples("alice/main_1");
            // 1 s is 997 periods of the sine.
            int from = (int) (1.5 * bobRateHz);
            double frequencyHz = Tone.frequencyHz(heard, from, 6 * bobRateHz, bobRateHz, SINE_HZ, bobRateHz);
            double thdNoiseDb = Tone.fit(heard, 2 * bobRateHz, 5 * bobRateHz, SINE_HZ, bobRateHz)
                    .noiseDb();
            double peak = Tone.fit(heard, from, bobRateHz, SINE_HZ, bobRateHz).peak();
            double latency = onset(heard) / (double) bobRateHz - ONSET_SECONDS;
            StreamSnapshot stream = bob.stream("alice");
            double resampler = stream.latency().resamplerNs() * 1e-9;
            double bound =
                    (double) alicePeriod / aliceRateHz + (double) bobPeriod / bobRateHz + resampler + GUARD_SECONDS;
            assertEquals(SINE_HZ, frequencyHz, SINE_HZ * 3e-6);
            assertEquals(PEAK, peak, 0.0005);
            assertTrue(thdNoiseDb < -100, "THD+N " + thdNoiseDb + " dB");
            assertTrue(latency > resampler && latency < bound + 0.0005, "latency " + latency + " s, bound " + bound);
            assertEquals(latency, stream.latency().portToPortNs() * 1e-9, 0.001, "accounted");
        }
    }

    private static int onset(float[] sound) {
        int frame = 0;
        while (Math.abs(sound[frame]) < PEAK / 20) {
            frame++;
        }
        return frame;
    }
}
