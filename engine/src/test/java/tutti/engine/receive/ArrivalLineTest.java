package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalLineTest {
    private static final int RATE_HZ = 48_000;
    private static final int PERIOD = 64;

    private final ArrivalLine line = new ArrivalLine(RATE_HZ, RATE_HZ);
    private double nowSeconds;

    @Test
    void shouldBeLevelOnOneClock() {
        run(60, seconds -> -100);

        assertTrue(line.isLevel());
        assertEquals(0, line.slope());
        assertEquals(-100, line.at(60.0 * RATE_HZ), 1e-9);
    }

    /// A clock 100 millionths fast gains 4.8 frames a second.
    @ParameterizedTest
    @ValueSource(doubles = {200, 100, -100, 20, -250})
    void shouldFindADriftAndFollowIt(double ppm) {
        run(30, seconds -> -100 + ppm * 1e-6 * RATE_HZ * seconds);

        assertFalse(line.isLevel());
        assertEquals(ppm, line.slope() * 1e6, 0.01);
        assertEquals(-100 + ppm * 1e-6 * RATE_HZ * 40, line.at(40.0 * RATE_HZ), 0.5);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5", "2, 0.5", "3, 2", "4, 5"})
    void shouldNotTakeJitterForDrift(long seed, double jitterMs) {
        Random random = new Random(seed);
        run(120, seconds -> -100 - Math.abs(random.nextGaussian()) * jitterMs * 48);

        assertTrue(line.isLevel());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldMeasureTheDriftUnderJitter(long seed) {
        Random random = new Random(seed);
        run(60, seconds -> 50e-6 * RATE_HZ * seconds - Math.abs(random.nextGaussian()) * 48);

        assertEquals(50, line.slope() * 1e6, 1);
    }

    /// A period miscounted is a step of 64 frames; no slope comes of it.
    @Test
    void shouldTakeASlipForAStep() {
        run(20, seconds -> seconds < 10 ? 0 : PERIOD);
        assertTrue(line.isLevel());
        assertEquals(PERIOD, line.at(20.0 * RATE_HZ), 1);

        run(5, seconds -> 0);
        assertEquals(PERIOD, line.at(25.0 * RATE_HZ), 1, "what may be a queue is waited for");
        run(10, seconds -> 0);
        assertEquals(0, line.at(35.0 * RATE_HZ), 1);
        assertTrue(line.isLevel());
    }

    private void run(double seconds, DoubleUnaryOperator earlinessAt) {
        double began = nowSeconds;
        for (int packet = 0; packet < seconds * RATE_HZ / PERIOD; packet++) {
            nowSeconds = began + (double) packet * PERIOD / RATE_HZ;
            line.add(earlinessAt.applyAsDouble(nowSeconds), nowSeconds * RATE_HZ);
        }
    }
}
