package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenessHistogramTest {
    private final LatenessHistogram histogram = new LatenessHistogram(100, 1_000, 1);

    @Test
    void shouldTellWhatAShareExceeds() {
        for (int lateness = 1; lateness <= 100; lateness++) {
            histogram.add((double) lateness);
        }

        assertEquals(100, histogram.exceededBy(0));
        assertEquals(99, histogram.exceededBy(0.01));
        assertEquals(90, histogram.exceededBy(0.1));
        assertEquals(50, histogram.exceededBy(0.5));
        assertEquals(1, histogram.exceededBy(0.99));
    }

    @Test
    void shouldAnswerWithTheUpperEndOfABin() {
        LatenessHistogram coarse = new LatenessHistogram(100, 1_000, 4);
        coarse.add(-3.5);
        assertEquals(0, coarse.exceededBy(0));
        coarse.add(0.5);
        assertEquals(4, coarse.exceededBy(0));
        coarse.add(8);
        assertEquals(8, coarse.exceededBy(0));
        coarse.add(8.001);
        assertEquals(12, coarse.exceededBy(0));
    }

    @Test
    void shouldTakeEarlyOnesToo() {
        for (int i = 0; i < 10; i++) {
            histogram.add(-100);
        }

        assertEquals(-100, histogram.exceededBy(0.5));
        histogram.add(-99);
        assertEquals(-99, histogram.exceededBy(0));
    }

    @Test
    void shouldRefuseWhatItHasNoBinFor() {
        assertTrue(histogram.add(-100));
        assertTrue(histogram.add(1_000));
        assertFalse(histogram.add(-101));
        assertFalse(histogram.add(1_001));
        assertFalse(histogram.add(1e18));
        assertFalse(histogram.add(Double.NaN));
        assertEquals(1_000, histogram.exceededBy(0.4));
        assertEquals(-100, histogram.exceededBy(0.5));
    }

    @Test
    void shouldWeighTheRecentMore() {
        add(50, 100);
        histogram.forget(0.5);
        add(10, 100);

        // The hundred old ones weigh as fifty.
        assertEquals(50, histogram.exceededBy(0.33));
        assertEquals(10, histogram.exceededBy(0.34));
    }

    @Test
    void shouldForgetForAsLongAsItRuns() {
        add(500, 1_000);
        for (int i = 0; i < 100_000; i++) {
            histogram.forget(0.99);
            histogram.add(i % 10);
        }

        assertEquals(9, histogram.exceededBy(0));
        assertEquals(4.0, (double) histogram.exceededBy(0.5), 1.0);
    }

    @Test
    void shouldBeginAnewWhenCleared() {
        add(500, 1_000);
        histogram.forget(0.001);
        histogram.clear();
        histogram.add(7);

        assertEquals(7, histogram.exceededBy(0));
        assertEquals(7, histogram.exceededBy(0.999));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldAgreeWithSorting(long seed) {
        Random random = new Random(seed);
        long[] values = new long[1_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.clamp(Math.round(random.nextGaussian() * 100), -100L, 1_000L);
            histogram.add((double) values[i]);
        }
        Arrays.sort(values);
        for (int allowed = 0; allowed < 1_000; allowed += 7) {
            // Half a packet more than allowed: no rounding can matter.
            assertEquals(values[values.length - 1 - allowed], histogram.exceededBy((allowed + 0.5) / 1_000));
        }
    }

    private void add(long lateness, int times) {
        for (int i = 0; i < times; i++) {
            histogram.add((double) lateness);
        }
    }
}
