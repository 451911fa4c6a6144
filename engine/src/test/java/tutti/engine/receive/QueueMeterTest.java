package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueMeterTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;
    private static final double SPACING_MS = 4 / 3.0;

    private final QueueMeter meter = new QueueMeter();
    private final Random random = new Random(5);
    private double timeMs;

    /// Lets time pass with packets whose delay is 20 ms, jitter, and `queueMs`; the sender's clock is `ppm` fast.
    private double run(double seconds, double queueMs, double jitterMs, double ppm) {
        double endMs = timeMs + seconds * 1e3;
        while (timeMs < endMs) {
            timeMs += SPACING_MS;
            double delayMs = 20 + queueMs + jitterMs * -Math.log(1 - random.nextDouble());
            long capturedNs = Math.round(timeMs * (1 + ppm * 1e-6) * MS) + 77 * SECOND;
            meter.onPacket(capturedNs, Math.round((timeMs + delayMs) * MS));
        }
        return meter.queueNs(Math.round((timeMs + 20) * MS)) / (double) MS;
    }

    @ParameterizedTest
    @ValueSource(ints = {-300, -50, 0, 50, 300})
    void shouldNotTakeDriftForAQueue(int ppm) {
        for (int i = 0; i < 90; i++) {
            double queueMs = run(1, 0, 0.5, ppm);
            assertTrue(queueMs < 0.8, queueMs + " ms after " + i + " s");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-300, 0, 300})
    void shouldFindAQueueWithinASecond(int ppm) {
        run(40, 0, 0.5, ppm);
        assertEquals(40, run(1, 40, 0.5, ppm), 1);
        assertEquals(40, run(5, 40, 0.5, ppm), 1);
        assertEquals(0, run(1, 0, 0.5, ppm), 0.5);
    }

    @Test
    void shouldFindAQueueThatFillsFromTheFirstPacketOn() {
        double queueMs = 0;
        while (queueMs < 100) {
            run(0.01, queueMs, 0, 0);
            queueMs += 7.3;
        }
        assertEquals(100, run(0.8, 100, 0, 0), 1);
    }

    @Test
    void shouldTakeALongerRouteForWhatItIsInTime() {
        run(30, 0, 0.2, 0);
        assertEquals(10, run(2, 10, 0.2, 0), 0.5);
        assertTrue(run(30, 10, 0.2, 0) < 0.5);
    }

    @Test
    void shouldNotMindJitter() {
        for (int i = 0; i < 60; i++) {
            double queueMs = run(1, 0, 10, 0);
            assertTrue(queueMs < 2, queueMs + " ms");
        }
    }

    @Test
    void shouldBeginAnewWhenTheSendersClockLeaps() {
        run(10, 0, 0.2, 0);
        timeMs += 60_000;
        for (int i = 0; i < 2_000; i++) {
            timeMs += SPACING_MS;
            meter.onPacket(Math.round(timeMs * MS) - 9_000 * SECOND, Math.round(timeMs * MS));
        }
        assertTrue(meter.queueNs(Math.round(timeMs * MS)) < 1_000);
    }

    @Test
    void shouldSayNothingAtFirst() {
        assertEquals(0, meter.queueNs(0));
        meter.onPacket(0, 5);
        assertEquals(0, meter.queueNs(5));
    }
}
