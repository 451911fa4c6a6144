package tutti.engine.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tutti.nat.impair.NetworkTrace;

class DelaysTest {
    @Test
    void shouldCountEveryPacketInItsStep() {
        long[] delaysNs = new long[1_000];
        for (int i = 0; i < delaysNs.length; i++) {
            delaysNs[i] = 5_000_000 + 10_000L * i;
        }

        Delays delays = Delays.of(delaysNs, delaysNs.length);

        assertEquals(5, delays.fromMs());
        assertEquals(6, delays.earlyMs());
        assertEquals(10, delays.medianMs());
        assertEquals(14.99, delays.mostMs());
        assertEquals(
                100, delays.percent().stream().mapToDouble(Double::doubleValue).sum(), 1e-9);
        // 1,000 packets over 79 steps.
        assertEquals(100.0 / 79, delays.percent().get(40), 0.11);
    }

    @Test
    void shouldGatherWhatIsFarOutInTheLastStep() {
        long[] delaysNs = new long[10_000];
        for (int i = 0; i < delaysNs.length; i++) {
            delaysNs[i] = 5_000_000 + i % 100 * 10_000L;
        }
        delaysNs[0] = 900_000_000;

        Delays delays = Delays.of(delaysNs, delaysNs.length);

        assertEquals(900, delays.mostMs());
        // The hundred at 5.99 ms, and the one that is far out.
        assertEquals(1.01, delays.percent().getLast(), 1e-9);
        assertTrue(delays.fromMs() + delays.percent().size() * delays.stepMs() < 7, delays.toString());
    }

    @Test
    void shouldShowPacketsThatAllTakeAsLong() {
        Delays delays = Delays.of(new long[] {0, 0, 0}, 3);

        assertEquals(100, delays.percent().getFirst());
    }

    @Test
    void shouldKnowThatNothingCame() {
        assertTrue(Delays.of(new long[0], 0).percent().isEmpty());
    }

    @Test
    void shouldMeasureWhatThePathDoes() {
        MeasuredPath path = new MeasuredPath(NetworkTrace.LAN.newPath(1));
        for (int i = 0; i < 40_000; i++) {
            path.offer(i * 1_333_333L, 200);
        }
        path.forget();
        for (int i = 40_000; i < 80_000; i++) {
            path.offer(i * 1_333_333L, 200);
        }

        Delays delays = path.delays();

        assertEquals(0.2, delays.medianMs(), 0.01);
        assertTrue(delays.fromMs() >= 0.1 && delays.mostMs() <= 0.3, delays.toString());
    }
}
