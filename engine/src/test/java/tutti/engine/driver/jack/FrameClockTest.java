package tutti.engine.driver.jack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameClockTest {
    private static final int PERIOD_FRAMES = 64;
    private static final int RATE_HZ = 48_000;
    private static final double PERIOD_NS = 1e9 * PERIOD_FRAMES / RATE_HZ;

    private final FrameClock clock = new FrameClock();
    private double wakeNs = 5e9;
    private int counter = Integer.MAX_VALUE - 1_000;
    private long last;

    @Test
    void shouldCountOnThroughTheCountersOverflow() {
        for (int cycle = 0; cycle < 100; cycle++) {
            assertEquals((long) cycle * PERIOD_FRAMES, cycle());
        }
    }

    @Test
    void shouldFollowACounterThatSkips() {
        cycle();
        counter += 10 * PERIOD_FRAMES;
        wakeNs += 10 * PERIOD_NS;
        assertEquals(11 * PERIOD_FRAMES, cycle());
        assertEquals(12 * PERIOD_FRAMES, cycle());
    }

    @Test
    void shouldAddWhatAStandingCounterMissed() {
        for (int cycle = 0; cycle < 10; cycle++) {
            cycle();
        }
        wakeNs += 75 * PERIOD_NS;
        for (int cycle = 0; cycle < 2 * FrameClock.PATIENCE; cycle++) {
            cycle();
        }
        assertEquals((10 + 75 + 2 * FrameClock.PATIENCE - 1) * PERIOD_FRAMES, last);
    }

    @Test
    void shouldForgiveLatenessThatIsMadeUpFor() {
        for (int cycle = 0; cycle < 10; cycle++) {
            cycle();
        }
        // Woken 3 periods late, then at once again until the card's buffer is full.
        double onTimeNs = wakeNs;
        for (int late = 3; late > 0; late--) {
            wakeNs = onTimeNs + 3 * PERIOD_NS;
            cycle();
        }
        wakeNs = onTimeNs + 3 * PERIOD_NS;
        for (int cycle = 0; cycle < 50; cycle++) {
            cycle();
        }
        assertEquals((10 + 3 + 50 - 1) * PERIOD_FRAMES, last);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldNotBeMovedByDriftAndJitter(long seed) {
        Random random = new Random(seed);
        double idealNs = wakeNs;
        for (int cycle = 0; cycle < 200_000; cycle++) {
            wakeNs = idealNs + random.nextDouble() * PERIOD_NS;
            assertEquals((long) cycle * PERIOD_FRAMES, cycle());
            idealNs += PERIOD_NS * (1 + 250e-6);
        }
    }

    @Test
    void shouldGoOnByTheTimeThatADriverWasAway() {
        for (int cycle = 0; cycle < 10; cycle++) {
            cycle();
        }
        clock.restart();
        counter = 17;
        wakeNs += 1e9;
        long back = cycle();
        assertTrue(Math.abs(back - (10 * PERIOD_FRAMES + RATE_HZ)) <= 1, "back at " + back);
        assertEquals(back + PERIOD_FRAMES, cycle());
    }

    private long cycle() {
        last = clock.next(counter, PERIOD_FRAMES, RATE_HZ, Math.round(wakeNs));
        counter += PERIOD_FRAMES;
        wakeNs += PERIOD_NS;
        return last;
    }
}
