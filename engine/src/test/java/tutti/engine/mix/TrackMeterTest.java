package tutti.engine.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrackMeterTest {
    private final TrackMeter meter = new TrackMeter();

    @Test
    void shouldShowSilenceAsTheFloor() {
        assertLevel(-144, -144);
        measure(0);
        assertLevel(-144, -144);
    }

    @Test
    void shouldMeasurePeakAndRootMeanSquare() {
        float[][] planar = new float[2][64];
        Arrays.fill(planar[0], 0.5f);
        planar[0][3] = -1f;
        Arrays.fill(planar[1], 0, 64, 0f);
        meter.measure(planar, 64);

        assertLevel(0, 10 * Math.log10((63 * 0.25 + 1) / 128));
    }

    @Test
    void shouldIgnoreWhatLiesBehindThePeriod() {
        float[][] planar = new float[1][64];
        planar[0][32] = 1f;
        meter.measure(planar, 32);

        assertLevel(-144, -144);
    }

    @Test
    void shouldHoldThePeakUntilItIsTaken() {
        measure(0.5f);
        measure(0.1f);
        assertLevel(20 * Math.log10(0.5), 10 * Math.log10((0.25 + 0.01) / 2));

        // Taken: from the next period on it begins anew.
        measure(0.1f);
        assertLevel(-20, -20);
    }

    @Test
    void shouldShowTheSameWhileNothingIsPlayed() {
        measure(0.1f);
        assertLevel(-20, -20);
        assertLevel(-20, -20);
        measure(0.01f);
        assertLevel(-40, -40);
    }

    private void measure(float value) {
        float[][] planar = new float[1][64];
        Arrays.fill(planar[0], value);
        meter.measure(planar, 64);
    }

    private void assertLevel(double peakDb, double rmsDb) {
        TrackMeter.Level level = meter.takeLevel();
        assertEquals(peakDb, level.peakDb(), 0.02);
        assertEquals(rmsDb, level.rmsDb(), 0.02);
    }
}
