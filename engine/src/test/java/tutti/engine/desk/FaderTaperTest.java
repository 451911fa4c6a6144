package tutti.engine.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaderTaperTest {
    @ParameterizedTest
    @CsvSource({
        "10, 1",
        "6, 0.9",
        "0, 0.75",
        "-3, 0.675",
        "-6, 0.6",
        "-10, 0.5",
        "-20, 0.375",
        "-30, 0.25",
        "-60, 0.0625"
    })
    void shouldLieWhereTheX32sFaderDoes(double levelDb, double position) {
        assertEquals(position, FaderTaper.position(levelDb), 1e-12);
        assertEquals(levelDb, FaderTaper.levelDb(position), 1e-12);
    }

    @Test
    void shouldBeSilentAtTheBottomAlone() {
        assertEquals(Decibels.SILENCE, FaderTaper.levelDb(0));
        assertEquals(Decibels.SILENCE, FaderTaper.levelDb(-1));
        assertEquals(Decibels.SILENCE, FaderTaper.levelDb(Double.NaN));
        assertTrue(FaderTaper.levelDb(1 / 1024.0) > -90);
        assertEquals(0, FaderTaper.position(-90));
        assertEquals(0, FaderTaper.position(Decibels.SILENCE));
    }

    @Test
    void shouldStopAtTheTop() {
        assertEquals(10, FaderTaper.levelDb(2));
        assertEquals(1, FaderTaper.position(11));
    }

    @Test
    void shouldRiseAllTheWayAndComeBackToTheSamePosition() {
        double before = Decibels.SILENCE;
        for (int step = 1; step <= 1024; step++) {
            double levelDb = FaderTaper.levelDb(step / 1024.0);
            assertTrue(levelDb > before);
            assertEquals(step / 1024.0, FaderTaper.position(levelDb), 1e-12);
            before = levelDb;
        }
    }
}
