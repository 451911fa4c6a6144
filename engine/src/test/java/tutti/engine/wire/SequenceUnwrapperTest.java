package tutti.engine.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceUnwrapperTest {
    @Test
    void shouldBeginOneTurnUpSoThatEarlierOnesStayPositive() {
        SequenceUnwrapper unwrapper = new SequenceUnwrapper(16);

        assertEquals(65_536, unwrapper.unwrap(0));
        assertEquals(65_535, unwrapper.unwrap(65_535));
        assertEquals(65_537, unwrapper.unwrap(1));
    }

    @Test
    void shouldGoOnAcrossTheWrap() {
        SequenceUnwrapper unwrapper = new SequenceUnwrapper(16);

        assertEquals(65_536 + 65_534, unwrapper.unwrap(65_534));
        assertEquals(2 * 65_536 + 1, unwrapper.unwrap(1));
        assertEquals(65_536 + 65_535, unwrapper.unwrap(65_535));
        assertEquals(2 * 65_536 + 2, unwrapper.unwrap(2));
    }

    @Test
    void shouldTakeLessThanHalfATurnAsAheadAndHalfATurnAsBehind() {
        SequenceUnwrapper ahead = new SequenceUnwrapper(16);
        ahead.unwrap(0);
        SequenceUnwrapper behind = new SequenceUnwrapper(16);
        behind.unwrap(0);

        assertEquals(65_536 + 32_767, ahead.unwrap(32_767));
        assertEquals(65_536 - 32_768, behind.unwrap(32_768));
    }

    @Test
    void shouldTakeThirtyTwoBitsAsUnsigned() {
        SequenceUnwrapper unwrapper = new SequenceUnwrapper(32);

        assertEquals((1L << 32) + 0xFFFF_FFF0L, unwrapper.unwrap(0xFFFF_FFF0));
        assertEquals((1L << 33) + 0x10, unwrapper.unwrap(0x10));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldRestoreAnyDisorderOfLessThanAQuarterTurn(long seed) {
        Random random = new Random(seed);
        SequenceUnwrapper unwrapper = new SequenceUnwrapper(16);
        long truth = random.nextInt(1 << 16);
        long shift = unwrapper.unwrap((int) truth) - truth;
        for (int i = 0; i < 100_000; i++) {
            long value = truth + random.nextInt(1 << 14) - (1 << 13);
            assertEquals(value + shift, unwrapper.unwrap((int) value));
            truth = Math.max(truth, value);
        }
        assertTrue(truth > 1 << 20, "it has wrapped often");
    }

    /// A hostile sender can make it step back for ever, but never below zero, which no timeline could hold.
    @Test
    void shouldNeverBecomeNegative() {
        SequenceUnwrapper unwrapper = new SequenceUnwrapper(32);
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            assertTrue(unwrapper.unwrap(random.nextInt()) >= 0);
        }
    }
}
