package tutti.console.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeterTest {
    private static final double SILENCE = MeterBallistics.BOTTOM_DB;

    private final MeterBallistics meter = new MeterBallistics();

    private void advance(double peakDb, double rmsDb, double atSeconds) {
        meter.advance(peakDb, rmsDb, Math.round(atSeconds * 1e9));
    }

    /// IEC 60268-18, in percent with 100 at 0 dBFS.
    @ParameterizedTest
    @CsvSource({
        "-100, 0",
        "-70, 0",
        "-60, 2.5",
        "-50, 7.5",
        "-45, 11.25",
        "-40, 15",
        "-30, 30",
        "-20, 50",
        "-10, 75",
        "0, 100",
        "6, 115",
        "20, 115"
    })
    void shouldDeflectByTheStandard(double levelDb, double percent) {
        assertEquals(percent / 115, MeterScale.deflection(levelDb), 1e-12);
    }

    @Test
    void shouldRiseAtOnceAndFallTwentyDecibelsInOneAndAHalfSeconds() {
        advance(-6, -20, 0);
        assertEquals(-6, meter.peakDb(), 1e-9);

        advance(SILENCE, SILENCE, 1.5);
        assertEquals(-26, meter.peakDb(), 1e-9);
    }

    /// Pictures come when they come: many or few, the bar is where it is.
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 45, 180})
    void shouldFallByTimeAndNotByPicture(int pictures) {
        advance(0, -10, 0);

        for (int picture = 1; picture <= pictures; picture++) {
            advance(SILENCE, SILENCE, 3.0 * picture / pictures);
        }

        assertEquals(-40, meter.peakDb(), 1e-6);
        assertEquals(-20 * 2 / 3.0, meter.holdDb(), 1e-6);
    }

    @Test
    void shouldHoldThePeakForTwoSeconds() {
        advance(-3, -20, 0);

        advance(SILENCE, SILENCE, 2);
        assertEquals(-3, meter.holdDb(), 1e-9);

        advance(SILENCE, SILENCE, 3.5);
        assertEquals(-23, meter.holdDb(), 1e-9);
    }

    @Test
    void shouldNotLetTheLineFallBelowTheBar() {
        advance(-3, -20, 0);
        advance(-50, -60, 4);

        assertTrue(meter.holdDb() >= meter.peakDb());
    }

    /// A VU meter comes to 99 % of the power's steady state in a time that is a small multiple of 300 ms.
    @Test
    void shouldFollowThePower() {
        advance(-10, -20, 0);
        advance(-10, -20, 0.3);
        assertEquals(10 * Math.log10(0.01 * (1 - Math.exp(-1))), meter.rmsDb(), 1e-9);

        advance(-10, -20, 10);
        assertEquals(-20, meter.rmsDb(), 1e-6);
    }

    @Test
    void shouldLightTheLampAtFullScaleAndNeverEarlier() {
        advance(-0.01, -10, 0);
        assertFalse(meter.isClipped());

        advance(0, -10, 0.1);
        advance(SILENCE, SILENCE, 60);
        assertTrue(meter.isClipped());
        assertEquals(0, meter.maxDb());

        meter.reset();
        assertFalse(meter.isClipped());
        assertEquals(SILENCE, meter.maxDb());
    }

    @Test
    void shouldBearAClockThatStandsStill() {
        advance(-6, -20, 1);
        advance(-12, -20, 1);

        assertEquals(-6, meter.peakDb(), 1e-9);
    }
}
