package tutti.console.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.desk.FaderTaper;

class FaderTravelTest {
    private static final FaderTravel TRAVEL = FaderTravel.DESK;

    @ParameterizedTest
    @ValueSource(doubles = {-144, -91, -90, -75.5, -60, -42, -30, -17.3, -10, -6, 0, 3.3, 10})
    void shouldGoTheSameWayAsTheEngine(double levelDb) {
        assertEquals(FaderTaper.position(levelDb), TRAVEL.position(levelDb), 1e-12);
    }

    @Test
    void shouldComeBackFromEveryPosition() {
        for (int step = 0; step <= 1_000; step++) {
            double position = step / 1_000.0;

            assertEquals(position, TRAVEL.position(TRAVEL.value(position)), 1e-12);
            assertEquals(FaderTaper.levelDb(position) <= -90, TRAVEL.value(position) <= -90);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1",
        "0, -0.5, -0.5",
        "9.5, 1, 10",
        "-30, -1, -32",
        "-32, 1, -30",
        "-60, -1, -65",
        "-65, 1, -60",
        "-88, -1, -144",
        "-144, 1, -85",
        "-144, -1, -144"
    })
    void shouldStep(double fromDb, double steps, double toDb) {
        assertEquals(toDb, TRAVEL.stepped(fromDb, steps), 1e-12);
    }

    @Test
    void shouldPutZeroAtThreeQuarters() {
        assertEquals(0.75, TRAVEL.position(0), 1e-12);
        assertTrue(TRAVEL.value(0) == FaderTravel.SILENCE_DB);
    }
}
