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
        publish(1);
        publish(5);

        assertTrue(clock.read(reading));
        assertEquals(5, reading.cycleStartNs);
        assertEquals(10, reading.localFrame);
        assertEquals(15, reading.readFrame);
        assertEquals(20, reading.takenFrames);
        assertEquals(10 + 3, reading.localFrameAt(5 + 60));
        assertEquals(5 + 3 * 20, reading.readAtNs(15 + 1.5), 1e-9);
    }

    @Test
    @Timeout(60)
    void shouldNeverMixTwoCycles() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        Thread callback = Thread.ofPlatform().daemon().start(() -> {
            for (long i = 1; !stop.get(); i++) {
                publish(i);
            }
        });
        long reads = 0;
        while (reads < 200_000) {
            if (clock.read(reading)) {
                reads++;
                assertEquals(2 * reading.cycleStartNs, reading.localFrame);
                assertEquals(3.0 * reading.cycleStartNs, reading.readFrame);
                assertEquals(4 * reading.cycleStartNs, reading.takenFrames);
            }
        }
        stop.set(true);
        callback.join();
    }

    private void publish(long n) {
        PlayoutClock.Reading cycle = new PlayoutClock.Reading();
        cycle.cycleStartNs = n;
        cycle.localFrame = 2 * n;
        cycle.readFrame = 3.0 * n;
        cycle.takenFrames = 4 * n;
        cycle.nsPerFrame = 20;
        cycle.ratio = 0.5;
        clock.publish(cycle);
    }
}
