package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JitterBufferTest {
    private static final int CAPACITY = 1024;
    private static final int HISTORY = CAPACITY / 8;
    private static final int AHEAD = CAPACITY - HISTORY;

    private final JitterBuffer buffer = new JitterBuffer(2, CAPACITY);

    @ParameterizedTest
    @CsvSource({"1, 4", "4, 4", "5, 8", "1023, 1024", "1024, 1024", "1025, 2048", "48000, 65536"})
    void shouldRoundItsCapacityUpToAPowerOfTwo(int minFrames, int capacity) {
        assertEquals(capacity - capacity / 8, new JitterBuffer(1, minFrames).aheadFrames());
    }

    @Test
    void shouldSayThatNothingIsThereAtFirst() {
        for (long frame = 0; frame < 3 * CAPACITY; frame++) {
            assertEquals(-1, buffer.run(frame, 1));
        }
    }

    @Test
    void shouldTakePacketsOfAnyLengthInAnyOrder() {
        buffer.advanceTo(983);
        write(1_010, 7);
        write(1_000, 3);
        write(1_003, 7);

        assertEquals(-17, buffer.run(983, 100));
        assertEquals(17, buffer.run(1_000, 100));
        assertEquals(-1, buffer.run(1_017, 1));
        assertContent(1_000, 17);
        assertEquals(1_017, buffer.endFrame());
    }

    @Test
    void shouldReadAtAnyFrameWithinWhatIsThere() {
        write(1_000, 64);

        assertEquals(31, buffer.run(1_033, 64));
        assertContent(1_033, 31);
        assertEquals(5, buffer.run(1_033, 5));
    }

    @Test
    void shouldTellHolesFromSound() {
        write(0, 10);
        write(15, 5);

        assertEquals(10, buffer.run(0, 64));
        assertEquals(-5, buffer.run(10, 64));
        assertEquals(5, buffer.run(15, 64));
        assertEquals(-44, buffer.run(20, 44));
    }

    @Test
    void shouldWrapAroundItsRing() {
        buffer.advanceTo(CAPACITY - 30);
        write(CAPACITY - 30, 64);

        assertEquals(64, buffer.run(CAPACITY - 30, 64));
        assertContent(CAPACITY - 30, 64);
    }

    @Test
    void shouldReadAcrossTheWrapToAnOffset() {
        write(CAPACITY - 2, 5);
        float[][] planar = new float[2][9];
        buffer.read(CAPACITY - 2, 5, planar, 3);

        for (int channel = 0; channel < 2; channel++) {
            float[] expected = new float[9];
            for (int i = 0; i < 5; i++) {
                expected[3 + i] = sample(channel, CAPACITY - 2 + i);
            }
            assertArrayEquals(expected, planar[channel]);
        }
    }

    @Test
    void shouldNotTakeTheLapBeforeForThisOne() {
        write(100, 64);
        buffer.advanceTo(CAPACITY);

        assertEquals(-64, buffer.run(CAPACITY + 100, 64));
        write(CAPACITY + 100, 64);
        assertEquals(64, buffer.run(CAPACITY + 100, 64));
        assertContent(CAPACITY + 100, 64);
        assertEquals(-64, buffer.run(100, 64));
    }

    @Test
    void shouldRefuseAndCountWhatLiesTooFarAhead() {
        buffer.advanceTo(5_000);

        assertEquals(10, write(5_000 + AHEAD - 10, 64));
        assertEquals(54, buffer.earlyFrames());
        assertEquals(0, write(5_000 + AHEAD, 64));
        assertEquals(118, buffer.earlyFrames());
        assertEquals(10, buffer.run(5_000 + AHEAD - 10, 10));
        assertEquals(-1, buffer.run(5_000 + AHEAD, 1));
        assertEquals(5_000 + AHEAD, buffer.endFrame());
        assertEquals(0, buffer.lateFrames());
    }

    @Test
    void shouldCountWhatIsLateButKeepItWhileItIsHistory() {
        buffer.advanceTo(5_000);

        assertEquals(24, write(4_960, 64));
        assertEquals(40, buffer.lateFrames());
        assertEquals(64, buffer.run(4_960, 64));
        assertContent(4_960, 64);
    }

    @Test
    void shouldThrowAwayWhatIsOlderThanItsHistory() {
        buffer.advanceTo(5_000);

        assertEquals(0, write(5_000 - HISTORY - 10, 20));
        assertEquals(20, buffer.lateFrames());
        assertEquals(-10, buffer.run(5_000 - HISTORY - 10, 10));
        assertEquals(10, buffer.run(5_000 - HISTORY, 10));
    }

    @Test
    void shouldKeepWhatWasPlayedAsHistory() {
        buffer.advanceTo(5_000);
        write(5_000, 500);
        buffer.advanceTo(5_500);
        write(5_500 + AHEAD - 64, 64);

        assertEquals(HISTORY, buffer.run(5_500 - HISTORY, HISTORY));
        assertContent(5_500 - HISTORY, HISTORY);
    }

    @Test
    void shouldKeepTheFirstAndCountTheOthersOfARepeatedFrame() {
        write(100, 10);
        float[][] other = new float[2][10];
        assertEquals(10, buffer.write(100, 10, other));

        assertEquals(10, buffer.repeatedFrames());
        assertContent(100, 10);
        assertEquals(10, write(105, 10));
        assertEquals(15, buffer.repeatedFrames());
    }

    @Test
    void shouldTakeEverythingWhileNobodyReads() {
        assertEquals(64, write(1L << 40, 64));
        buffer.advanceTo((1L << 40) + 64);
        assertEquals(0, write(5, 64));
        buffer.advanceTo(JitterBuffer.NOT_READING);

        assertEquals(64, write(7_000, 64));
        assertEquals(7_064, buffer.endFrame(), "a jump back of the timeline is followed");
        assertEquals(64, buffer.lateFrames());
        assertEquals(0, buffer.earlyFrames());
    }

    /// Against a map of frames in which two that are a capacity apart push each other out.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldBehaveLikeAMapOfFrames(long seed) {
        Random random = new Random(seed);
        Map<Long, Float> model = new HashMap<>();
        long read = random.nextInt(1 << 20);
        long late = 0;
        long early = 0;
        long repeated = 0;
        buffer.advanceTo(read);
        float[][] planar = new float[2][300];
        for (int step = 0; step < 4_000; step++) {
            long first = Math.max(0, read - 200 + random.nextInt(AHEAD + 400));
            int numFrames = random.nextInt(300);
            long inTime = 0;
            for (int i = 0; i < numFrames; i++) {
                long frame = first + i;
                float value = random.nextFloat();
                planar[0][i] = value;
                planar[1][i] = -value;
                if (frame >= read + AHEAD) {
                    early++;
                    continue;
                }
                late += frame < read ? 1 : 0;
                inTime += frame < read ? 0 : 1;
                if (frame >= read - HISTORY) {
                    repeated += model.putIfAbsent(frame, value) == null ? 0 : 1;
                    model.remove(frame - CAPACITY);
                    model.remove(frame + CAPACITY);
                }
            }
            assertEquals(inTime, buffer.write(first, numFrames, planar));
            if (random.nextInt(3) == 0) {
                read = Math.max(0, read + random.nextInt(200) - 40);
                buffer.advanceTo(read);
            }
            int length = 1 + random.nextInt(200);
            checkRuns(model, read, length);
        }
        assertEquals(late, buffer.lateFrames());
        assertEquals(early, buffer.earlyFrames());
        assertEquals(repeated, buffer.repeatedFrames());
        assertTrue(repeated > 1_000 && late > 1_000 && early > 1_000);
    }

    private void checkRuns(Map<Long, Float> model, long from, int length) {
        float[][] planar = new float[2][length];
        int done = 0;
        while (done < length) {
            int run = buffer.run(from + done, length - done);
            for (int i = 0; i < Math.abs(run); i++) {
                assertEquals(run > 0, model.containsKey(from + done + i));
            }
            if (run > 0) {
                buffer.read(from + done, run, planar, done);
                for (int i = 0; i < run; i++) {
                    float value = model.get(from + done + i);
                    assertEquals(value, planar[0][done + i]);
                    assertEquals(-value, planar[1][done + i]);
                }
            }
            done += Math.abs(run);
        }
    }

    private int write(long firstFrame, int numFrames) {
        float[][] planar = new float[2][numFrames];
        for (int channel = 0; channel < 2; channel++) {
            for (int i = 0; i < numFrames; i++) {
                planar[channel][i] = sample(channel, firstFrame + i);
            }
        }
        return buffer.write(firstFrame, numFrames, planar);
    }

    private void assertContent(long firstFrame, int numFrames) {
        float[][] planar = new float[2][numFrames];
        buffer.read(firstFrame, numFrames, planar, 0);
        for (int channel = 0; channel < 2; channel++) {
            for (int i = 0; i < numFrames; i++) {
                assertEquals(sample(channel, firstFrame + i), planar[channel][i]);
            }
        }
    }

    private static float sample(int channel, long frame) {
        return (channel == 0 ? 1 : -1) * (1 + frame % 8_191);
    }
}
