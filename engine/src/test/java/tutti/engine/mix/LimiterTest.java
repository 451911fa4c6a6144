package tutti.engine.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimiterTest {
    private static final int RATE_HZ = 48_000;
    private static final int PERIOD = 64;

    private final Limiter limiter = new Limiter(RATE_HZ);

    @Test
    void shouldNeverExceedFullScaleWhateverComes() {
        Random random = new Random(1);
        float[] left = new float[PERIOD];
        float[] right = new float[PERIOD];
        for (int period = 0; period < 20_000; period++) {
            float scale = (float) Math.pow(10, random.nextDouble(-3, 3));
            for (int i = 0; i < PERIOD; i++) {
                left[i] = strange(random, scale);
                right[i] = strange(random, scale);
            }
            limiter.process(left, right, PERIOD, true);
            for (int i = 0; i < PERIOD; i++) {
                assertTrue(Math.abs(left[i]) <= 1 && Math.abs(right[i]) <= 1);
            }
        }
    }

    private static float strange(Random random, float scale) {
        return switch (random.nextInt(500)) {
            case 0 -> Float.NaN;
            case 1 -> Float.POSITIVE_INFINITY;
            case 2 -> -Float.MAX_VALUE;
            case 3 -> Float.MIN_VALUE;
            default -> (float) random.nextGaussian() * scale;
        };
    }

    @Test
    void shouldPassWhatIsBelowFullScaleToTheBit() {
        float[] left = {0.1f, -1, 1, 0.3f};
        float[] right = {1, 0, -0.99f, 0.2f};
        float[] before = left.clone();
        limiter.process(left, right, 4, true);

        assertTrue(Arrays.equals(before, left));
        assertEquals(1, limiter.leastGain());
    }

    @Test
    void shouldTurnBothSidesDownAlikeAtOnceAndComeBackSlowly() {
        float[] left = {2, 0.5f, 0.5f, 0.5f};
        float[] right = {0.5f, 0.5f, 0.5f, 0.5f};
        limiter.process(left, right, 4, true);

        assertEquals(1f, left[0]);
        assertEquals(0.25f, right[0]);
        assertEquals(0.5, limiter.leastGain());
        assertTrue(left[3] > left[1] && left[3] < 0.2502f);
        float gain = 0;
        for (int frame = 4; frame < RATE_HZ / 10; frame += 4) {
            Arrays.fill(left, 0.5f);
            limiter.process(left, right, 4, true);
            gain = left[3] / 0.5f;
        }
        assertEquals(1 - 0.5 * Math.exp(-1), gain, 0.001, "after its time constant of 100 ms");
        for (int frame = 0; frame < 3 * RATE_HZ; frame += 4) {
            Arrays.fill(left, 0.5f);
            limiter.process(left, right, 4, true);
        }
        assertEquals(0.5f, left[3], "in the end to the bit");
    }

    @Test
    void shouldLetLoudSoundThroughWhenItIsOffButNoNonsense() {
        float[] left = {2, Float.NaN, Float.NEGATIVE_INFINITY, 3};
        float[] right = {0, 0, 0, -4};
        limiter.process(left, right, 4, false);

        assertTrue(Arrays.equals(new float[] {2, 0, 0, 3}, left));
        assertEquals(-4f, right[3]);
    }
}
