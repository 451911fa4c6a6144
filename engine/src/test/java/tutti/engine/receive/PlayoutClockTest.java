package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PlayoutClockTest {
    private final PlayoutClock clock = new PlayoutClock();
    private final PlayoutClock.Reading reading = new PlayoutClock.Reading();

    @Test
    void shouldHaveNothingToSayBeforeTheFirstCycle() {
        assertFalse(clock.read(reading));
    }

    @Test
    void shouldTellTheLatestCycle() {
        clock.publish(1, 2, 3, 4);
        clock.publish(5, 6, 7.5, 8.5);

        assertTrue(clock.read(reading));
        assertEquals(5, reading.cycleStartNs);
        assertEquals(6, reading.positionFrames);
        assertEquals(7.5, reading.advanceFrames);
        assertEquals(8.5, reading.periodNs);
    }

    @Test
    @Timeout(60)
    void shouldNeverMixTwoCycles() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        Thread callback = Thread.ofPlatform().daemon().start(() -> {
            for (long i = 1; !stop.get(); i++) {
                clock.publish(i, 2 * i, 3.0 * i, 4.0 * i);
            }
        });
        long reads = 0;
        while (reads < 200_000) {
            if (clock.read(reading)) {
                reads++;
                assertEquals(2 * reading.cycleStartNs, reading.positionFrames);
                assertEquals(3.0 * reading.cycleStartNs, reading.advanceFrames);
                assertEquals(4.0 * reading.cycleStartNs, reading.periodNs);
            }
        }
        stop.set(true);
        callback.join();
    }
}
