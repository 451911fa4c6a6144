package tutti.engine.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tutti.engine.wire.StreamHealth;

class RedundancyControlTest {
    private static final long STEP_NS = 200_000_000;

    private final RedundancyControl control = new RedundancyControl();
    private long nowNs = -77;

    /// A report of bursts of that very length: a copy d back repairs the last d of each.
    private static StreamHealth health(double fast, double slow, int burst, double allowancePackets) {
        long repaired = 0;
        for (int distance = 1; distance <= 8; distance++) {
            repaired = (repaired << 8) | Math.round(255.0 * Math.min(distance, burst) / burst);
        }
        return new StreamHealth(
                1,
                StreamHealth.units(fast),
                StreamHealth.units(slow),
                burst,
                (int) (4 * allowancePackets),
                16 * burst,
                0,
                0,
                repaired);
    }

    private void hear(StreamHealth health, double seconds) {
        for (double passed = 0; passed < seconds; passed += 0.2) {
            nowNs += STEP_NS;
            control.onReport(health, nowNs, 2, true);
        }
    }

    @Test
    void shouldBeginAtEitherThreshold() {
        hear(health(0.0099, 0.0029, 1, 2), 60);
        assertEquals(0, control.copies());

        hear(health(0.0101, 0, 1, 2), 0.2);
        assertEquals(1, control.nearCopy());
        control.off();
        hear(health(0, 0.0031, 1, 2), 0.2);
        assertEquals(1, control.nearCopy());
    }

    @Test
    void shouldEndAfterThirtySecondsOfHardlyAnyLoss() {
        hear(health(0.02, 0.02, 1, 2), 5);
        hear(health(0.0015, 0.0015, 1, 2), 300);
        assertEquals(1, control.copies(), "between the thresholds nothing changes");
        hear(health(0.0005, 0.0005, 1, 2), 29);
        assertEquals(1, control.copies());
        hear(health(0.0005, 0.0005, 1, 2), 2);
        assertEquals(0, control.copies());
    }

    @Test
    void shouldReachAsFarAsTheAllowanceAndTheBurstsAsk() {
        assertEquals(1, RedundancyControl.distance(health(0.02, 0.02, 1, 8)), "single losses need no more");
        assertEquals(3, RedundancyControl.distance(health(0.02, 0.02, 3, 8)));
        assertEquals(5, RedundancyControl.distance(health(0.02, 0.02, 6, 5.75)), "a sixth more is not worth the delay");
        assertEquals(8, RedundancyControl.distance(health(0.02, 0.02, 10, 20)));
        assertEquals(1, RedundancyControl.distance(health(0.02, 0.02, 1, 0)), "all of them for one packet of delay");
        assertEquals(2, RedundancyControl.distance(health(0.02, 0.02, 3, 1)), "a third more");
        assertEquals(1, RedundancyControl.distance(health(0.02, 0.02, 4, 1)), "a quarter more");
        assertEquals(0, RedundancyControl.distance(health(0.02, 0.02, 5, 0)));
        assertEquals(0, RedundancyControl.distance(health(0.5, 0.05, 700, 8)), "an outage");
        assertEquals(0, RedundancyControl.distance(new StreamHealth(1, 0, 0, 0, 32, 0, 0, 0, 0)), "nothing is known");
    }

    @Test
    void shouldSendTwoCopiesOfWhatIsOftenLostInBursts() {
        hear(health(0.05, 0.05, 4, 4), 1);
        assertEquals(2, control.nearCopy());
        assertEquals(4, control.farCopy());

        control.off();
        hear(health(0.05, 0.05, 1, 4), 1);
        assertEquals(1, control.copies());
    }

    @Test
    void shouldChangeTheDistanceOnlyForWhatLasts() {
        hear(health(0.02, 0.02, 2, 8), 1);
        assertEquals(2, control.nearCopy());
        hear(health(0.02, 0.02, 4, 8), 1);
        hear(health(0.02, 0.02, 2, 8), 0.2);
        hear(health(0.02, 0.02, 4, 8), 1.5);
        assertEquals(2, control.nearCopy());
        hear(health(0.02, 0.02, 4, 8), 1);
        assertEquals(4, control.nearCopy());

        hear(health(0.02, 0.02, 1, 8), 29);
        assertEquals(4, control.nearCopy());
        hear(health(0.02, 0.02, 1, 8), 2);
        assertEquals(1, control.nearCopy());
    }

    @Test
    void shouldKeepToWhatIsAllowed() {
        StreamHealth bad = health(0.05, 0.05, 4, 4);
        assertFalse(control.onReport(bad, nowNs, 2, false));
        assertFalse(control.onReport(bad, nowNs, 0, true));
        assertTrue(control.onReport(bad, nowNs, 1, true));
        assertEquals(4, control.nearCopy());
        assertEquals(0, control.farCopy());

        hear(bad, 3);
        assertEquals(2, control.copies());
        assertTrue(control.onReport(bad, nowNs, 1, true));
        assertEquals(4, control.nearCopy());
        assertEquals(1, control.copies());
        assertTrue(control.onReport(bad, nowNs, 0, true));
        assertEquals(0, control.copies());
    }

    @Test
    void shouldKeepTheDistanceInTime() {
        hear(health(0.05, 0.05, 6, 8), 1);
        assertEquals(6, control.farCopy());
        control.rescale(400 / 750.0);
        assertEquals(3, control.farCopy());
        assertEquals(2, control.nearCopy());
        control.rescale(0.1);
        assertEquals(1, control.nearCopy());
        assertEquals(0, control.farCopy());
        control.rescale(100);
        assertEquals(8, control.nearCopy());
    }
}
