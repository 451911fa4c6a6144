package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlayoutServoTest {
    private final PlayoutServo servo = new PlayoutServo(1, 48_000);

    @Test
    void shouldRunAtTheSendersSpeedWhenInPlace() {
        assertEquals(1, servo.ratio(0, 0));
        assertEquals(1.0002, servo.ratio(0.0002, 0));
        assertEquals(1, servo.levelRatio(0.4));
    }

    @Test
    void shouldNeverMoveFasterThanThreeInAThousand() {
        assertEquals(0.997, servo.ratio(0, 10_000), 1e-12);
        assertEquals(1.003, servo.ratio(0, -10_000), 1e-12);
        assertEquals(0.997, servo.landingRatio(10_000), 1e-12);
    }

    /// `w = 2 pi 0.5 Hz / 48,000` far off, a tenth of it near.
    @Test
    void shouldBeTenTimesCalmerNearItsPlace() {
        assertEquals(1 - 2 * Math.PI * 0.5 / 48_000 * 10, servo.ratio(0, 10), 1e-12);
        assertEquals(1 - 2 * Math.PI * 0.05 / 48_000 * 0.4, servo.ratio(0, 0.4), 1e-12);
    }

    @Test
    void shouldLandWhenACycleCanTakeItThere() {
        assertTrue(servo.canLand(0.19, 64));
        assertFalse(servo.canLand(0.2, 64));
        assertEquals(0.9997, servo.landingRatio(1), 1e-12);
    }

    @Test
    void shouldCorrectInProportionToTheRates() {
        PlayoutServo twice = new PlayoutServo(2, 48_000);
        assertEquals(2 * 0.997, twice.ratio(0, 10_000), 1e-12);
    }
}
