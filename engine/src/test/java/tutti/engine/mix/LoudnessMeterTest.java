package tutti.engine.mix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signals of EBU Tech 3341 (2016), section 2.9, by their numbers; those with programme files and with true peaks
/// are not among them.
class LoudnessMeterTest {
    private static final double TOLERANCE = 0.1;
    private static final int PERIOD = 64;

    private int rateHz = 48_000;
    private LoudnessFilter filter = new LoudnessFilter(rateHz, 1, 1);
    private LoudnessMeter meter = new LoudnessMeter(filter);
    private long frame;

    /// ITU-R BS.1770-4, tables 1 and 2.
    @Test
    void shouldHaveTheCoefficientsOfTheRecommendation() {
        assertArrayEquals(
                new double[] {1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585
                },
                LoudnessFilter.shelf(48_000),
                1e-12);
        assertArrayEquals(
                new double[] {1, -2, 1, -1.99004745483398, 0.99007225036621}, LoudnessFilter.highPass(48_000), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {44_100, 48_000, 88_200, 96_000, 192_000})
    void shouldMeasureCases1And2AtAnyRate(int itsRateHz) {
        begin(itsRateHz, 1, 1);
        play(20, -23, -23);
        assertLoudness(-23, -23, -23);

        begin(itsRateHz, 1, 1);
        play(20, -33, -33);
        assertLoudness(-33, -33, -33);
    }

    @Test
    void shouldGateCase3() {
        play(10, -36, -36);
        play(60, -23, -23);
        play(10, -36, -36);

        assertEquals(-23, meter.loudness().integratedLufs(), TOLERANCE);
    }

    @Test
    void shouldGateCase4() {
        play(10, -72, -72);
        play(10, -36, -36);
        play(60, -23, -23);
        play(10, -36, -36);
        play(10, -72, -72);

        assertEquals(-23, meter.loudness().integratedLufs(), TOLERANCE);
    }

    @Test
    void shouldAverageCase5() {
        play(20, -26, -26);
        play(20.1, -20, -20);
        play(20, -26, -26);

        assertEquals(-23, meter.loudness().integratedLufs(), TOLERANCE);
    }

    @Test
    void shouldWeightTheChannelsOfCase6() {
        begin(48_000, 1, 1, 1, 1.41, 1.41);
        play(20, -28, -28, -24, -30, -30);

        assertEquals(-23, meter.loudness().integratedLufs(), TOLERANCE);
    }

    @Test
    void shouldHoldTheShortTermLoudnessOfCase9() {
        for (int turn = 0; turn < 5; turn++) {
            playAndLook(1.34, -20, false, turn > 0);
            playAndLook(1.66, -30, false, turn > 0);
        }
    }

    @Test
    void shouldHoldTheMomentaryLoudnessOfCase12() {
        for (int turn = 0; turn < 25; turn++) {
            playAndLook(0.18, -20, true, turn > 2);
            playAndLook(0.22, -30, true, turn > 2);
        }
    }

    private void playAndLook(double seconds, double db, boolean isMomentary, boolean isSettled) {
        for (double done = 0; done < seconds - 1e-9; done += 0.02) {
            play(0.02, db, db);
            LoudnessMeter.Loudness loudness = meter.loudness();
            if (isSettled) {
                assertEquals(-23, isMomentary ? loudness.momentaryLufs() : loudness.shortTermLufs(), TOLERANCE);
            }
        }
    }

    @Test
    void shouldBeThreeDecibelsLowerOnOneSide() {
        play(20, -23, -200);

        assertEquals(-26.01, meter.loudness().integratedLufs(), TOLERANCE);
    }

    @Test
    void shouldShowSilenceAsTheFloorAndCountItNot() {
        assertLoudness(-144, -144, -144);
        play(30, -23, -23);
        for (int i = 0; i < 10 * rateHz / PERIOD; i++) {
            filter.measure(new float[2][PERIOD], PERIOD);
        }
        assertTrue(meter.loudness().shortTermLufs() < -140);
        assertEquals(-23, meter.loudness().integratedLufs(), TOLERANCE);
    }

    @Test
    void shouldBeginAnew() {
        play(10, -10, -10);
        meter.restart();
        assertEquals(-144, meter.loudness().integratedLufs());
        play(10, -30, -30);

        assertEquals(-30, meter.loudness().integratedLufs(), TOLERANCE);
    }

    @Test
    void shouldCountWhatNobodyTookInTime() {
        for (int second = 0; second < 60; second++) {
            playWithoutLooking(1, -23);
        }
        assertEquals(-23, meter.loudness().integratedLufs(), TOLERANCE);
        assertEquals(600 - LoudnessFilter.BLOCKS + 1, meter.lostBlocks());
    }

    private void begin(int itsRateHz, double... weights) {
        rateHz = itsRateHz;
        filter = new LoudnessFilter(rateHz, weights);
        meter = new LoudnessMeter(filter);
        frame = 0;
    }

    private void assertLoudness(double momentary, double shortTerm, double integrated) {
        LoudnessMeter.Loudness loudness = meter.loudness();
        assertEquals(momentary, loudness.momentaryLufs(), TOLERANCE);
        assertEquals(shortTerm, loudness.shortTermLufs(), TOLERANCE);
        assertEquals(integrated, loudness.integratedLufs(), TOLERANCE);
    }

    private void play(double seconds, double... levelsDb) {
        long end = frame + Math.round(seconds * rateHz);
        while (frame < end) {
            sine((int) Math.min(PERIOD, end - frame), levelsDb);
            meter.update();
        }
    }

    private void playWithoutLooking(double seconds, double levelDb) {
        long end = frame + Math.round(seconds * rateHz);
        while (frame < end) {
            sine((int) Math.min(PERIOD, end - frame), levelDb, levelDb);
        }
    }

    private void sine(int numFrames, double... levelsDb) {
        float[][] part = new float[levelsDb.length][numFrames];
        for (int channel = 0; channel < levelsDb.length; channel++) {
            double amplitude = Math.pow(10, levelsDb[channel] / 20);
            for (int i = 0; i < numFrames; i++) {
                part[channel][i] = (float) (amplitude * Math.sin(2 * Math.PI * 1_000 * (frame + i) / rateHz));
            }
        }
        filter.measure(part, numFrames);
        frame += numFrames;
    }
}
