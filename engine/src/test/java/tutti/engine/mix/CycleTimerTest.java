package tutti.engine.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CycleTimerTest {
    private final CycleTimer timer = new CycleTimer();

    @Test
    void shouldHaveNothingToTellAtFirst() {
        assertEquals(0, timer.percentileUs(0.999));
        assertEquals(0, timer.maxUs());
    }

    @Test
    void shouldTellPercentilesToTheNextMicrosecond() {
        for (int us = 1; us <= 1_000; us++) {
            timer.record(us * 1_000L - 500);
        }

        assertEquals(1, timer.percentileUs(0.001));
        assertEquals(500, timer.percentileUs(0.5));
        assertEquals(999, timer.percentileUs(0.999));
        assertEquals(1_000, timer.percentileUs(1));
        assertEquals(999.5, timer.maxUs());
    }

    @Test
    void shouldKeepWhatIsLongerThanItsBins() {
        timer.record(10_000_000);
        timer.record(1_000);

        assertEquals(10_000, timer.percentileUs(1));
        assertEquals(2, timer.percentileUs(0.5));
        assertEquals(10_000, timer.maxUs());
    }

    @Test
    void shouldTakeAClockThatStepsBackForNoTime() {
        timer.record(-5);

        assertEquals(1, timer.percentileUs(1));
        assertEquals(0, timer.maxUs());
    }
}
