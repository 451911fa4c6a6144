package tutti.engine.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GainRampTest {
    private static final int RATE_HZ = 48_000;
    private static final int RAMP_FRAMES = 480;

    @Test
    void shouldTakeItsFirstValueAtOnceUnlessItFadesIn() {
        GainRamp ready = new GainRamp(RATE_HZ, false);
        ready.aim(0.5f);
        GainRamp fading = new GainRamp(RATE_HZ, true);
        fading.aim(0.5f);

        assertEquals(0.5f, ready.value());
        assertEquals(0f, fading.value());
    }

    @Test
    void shouldArriveExactlyAfterTenMilliseconds() {
        float[] course = course(64, 1, 0);

        assertEquals(1f, course[0]);
        assertEquals(0.5f, course[RAMP_FRAMES / 2], 1e-6f);
        assertTrue(course[RAMP_FRAMES - 1] > 0);
        assertEquals(0f, course[RAMP_FRAMES]);
    }

    @Test
    void shouldTakeTheSameCourseWhateverThePeriodIs() {
        assertTrue(Arrays.equals(course(1, 1, 0.25f), course(480, 1, 0.25f)));
        assertTrue(Arrays.equals(course(1, 1, 0.25f), course(96, 1, 0.25f)));
    }

    @Test
    void shouldAddAsItScales() {
        GainRamp ramp = new GainRamp(RATE_HZ, true);
        ramp.aim(0.7f);
        float[] scaled = new float[600];
        Arrays.fill(scaled, 0.5f);
        float[] from = scaled.clone();
        float[] onto = new float[600];
        ramp.addTo(from, onto, 600);
        ramp.scale(scaled, 600);

        assertTrue(Arrays.equals(onto, scaled));
    }

    /// Values that come faster than they can be reached, as from a fader that is moved: the factor never leaves
    /// the range between where it was and where it is to go, and in one direction it goes without a kink.
    @Test
    void shouldNeverOvershoot() {
        Random random = new Random(1);
        GainRamp ramp = new GainRamp(RATE_HZ, false);
        ramp.aim(1);
        for (int n = 0; n < 20_000; n++) {
            float before = ramp.value();
            float target = random.nextInt(4) == 0 ? 0 : random.nextFloat(-3, 3);
            ramp.aim(target);
            int frames = random.nextInt(600);
            for (int i = 0; i < frames; i++) {
                float value = ramp.value();
                assertTrue(value >= Math.min(before, target) - 1e-6f && value <= Math.max(before, target) + 1e-6f);
                ramp.advance(1);
            }
        }
    }

    @Test
    void shouldGoOnWithoutAKinkWhenItIsSentFurther() {
        GainRamp ramp = new GainRamp(RATE_HZ, true);
        ramp.aim(0.5f);
        double greatestBend = 0;
        float[] course = new float[960];
        for (int i = 0; i < course.length; i++) {
            if (i == 240) {
                ramp.aim(1);
            }
            course[i] = ramp.value();
            ramp.advance(1);
        }
        for (int i = 2; i < course.length; i++) {
            greatestBend = Math.max(greatestBend, Math.abs(course[i] - 2 * course[i - 1] + course[i - 2]));
        }

        // A cubic over 480 frames bends by 6 / 480^2 a frame for a change of 1; a kink would bend by 1.5 / 480.
        assertTrue(greatestBend < 4 * 6.0 / (480 * 480), "bends by " + greatestBend);
    }

    private static float[] course(int period, float from, float to) {
        GainRamp ramp = new GainRamp(RATE_HZ, false);
        ramp.aim(from);
        ramp.aim(to);
        float[] course = new float[960];
        float[] part = new float[period];
        for (int at = 0; at < course.length; at += period) {
            Arrays.fill(part, 1);
            ramp.scale(part, period);
            ramp.advance(period);
            System.arraycopy(part, 0, course, at, period);
        }
        return course;
    }
}
