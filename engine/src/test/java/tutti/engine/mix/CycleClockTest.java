package tutti.engine.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CycleClockTest {
    private static final int PERIOD = 64;
    private static final double NOMINAL_NS = 1e9 / 48_000;

    private final CycleClock clock = new CycleClock();

    @ParameterizedTest
    @ValueSource(doubles = {0, 250, -250})
    void shouldMeasureADriversOwnRate(double ppm) {
        double trueNs = NOMINAL_NS / (1 + ppm * 1e-6);
        for (int cycle = 0; cycle < 7_500; cycle++) {
            clock.update(Math.round(cycle * PERIOD * trueNs), (long) cycle * PERIOD, PERIOD, NOMINAL_NS);
        }
        assertEquals(trueNs, clock.nsPerFrame(), trueNs * 1e-7);
    }

    /// Wake-ups that come up to 0.2 ms late tell the time to a sixth of that, about their mean lateness.
    @Test
    void shouldSmoothTheMomentOfWaking() {
        Random random = new Random(1);
        double mostOff = 0;
        for (int cycle = 0; cycle < 7_500; cycle++) {
            double trueNs = cycle * PERIOD * NOMINAL_NS;
            long told = Math.round(trueNs + random.nextDouble() * 200_000);
            long smooth = clock.update(told, (long) cycle * PERIOD, PERIOD, NOMINAL_NS);
            if (cycle > 750) {
                mostOff = Math.max(mostOff, Math.abs(smooth - trueNs - 100_000));
            }
        }
        assertTrue(mostOff < 35_000, mostOff + " ns");
    }

    @Test
    void shouldFollowADriverThatHasShifted() {
        long smooth = 0;
        for (int cycle = 0; cycle < 1_000; cycle++) {
            long shiftNs = cycle < 900 ? 0 : 3_000_000;
            smooth = clock.update(at(cycle) + shiftNs, (long) cycle * PERIOD, PERIOD, NOMINAL_NS);
        }
        assertEquals(at(999) + 3_000_000.0, (double) smooth, 100_000);
    }

    /// After missed periods the count and the time go on together, or the time has gone on before: both are taken as
    /// they come.
    @Test
    void shouldTakeMissedPeriodsAsTheyCome() {
        for (int cycle = 0; cycle < 1_000; cycle++) {
            clock.update(at(cycle), (long) cycle * PERIOD, PERIOD, NOMINAL_NS);
        }
        assertEquals(at(1_005), clock.update(at(1_005), 1_005L * PERIOD, PERIOD, NOMINAL_NS));
        assertEquals(at(1_006), clock.update(at(1_006), 1_020L * PERIOD, PERIOD, NOMINAL_NS));
        assertEquals(NOMINAL_NS, clock.nsPerFrame(), NOMINAL_NS * 1e-6);
    }

    private static long at(int cycle) {
        return Math.round(cycle * PERIOD * NOMINAL_NS);
    }
}
