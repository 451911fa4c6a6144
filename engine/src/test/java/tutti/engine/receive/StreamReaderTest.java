package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamReaderTest {
    private static final int RATE_HZ = 48_000;
    private static final int PERIOD = 64;
    private static final int FADE_IN_FRAMES = 64;
    private static final int TONE_HZ = 440;
    private static final double AMPLITUDE = 0.5;

    /// The tone's own greatest step, and that of the concealer's raised-cosine fades and the reader's cross-fade.
    private static final double MAX_STEP =
            2 * AMPLITUDE * Math.sin(Math.PI * TONE_HZ / RATE_HZ) + 2 * AMPLITUDE * Math.PI / 2 / FADE_IN_FRAMES;

    private final JitterBuffer buffer = new JitterBuffer(2, 1 << 17);
    private final PlayoutDelay delay = new PlayoutDelay(BufferTarget.AUTO, RATE_HZ);
    private final PlayoutClock clock = new PlayoutClock();
    private final StreamReader reader = reader(RATE_HZ, RATE_HZ);
    private long captureFrame = 1_000_000;

    @Test
    void shouldBeSilentUntilTheDelayIsKnown() {
        write(0, 10_000, frame -> true);
        float[] heard = pull(reader, 640);

        assertArrayEquals(new float[640], heard);
        assertFalse(reader.isPlaying());
        assertEquals(0, reader.concealedFrames());
        assertEquals(0, reader.gaps());
    }

    @Test
    void shouldPassSoundBitForBit() {
        write(0, 60_000, frame -> true);
        delay.move(100);
        float[] heard = pull(reader, 50_048);

        assertTrue(reader.isPlaying());
        assertArrayEquals(tone(100, 50_048), heard);
        assertEquals(0, reader.concealedFrames());
        assertEquals(50_048, reader.playedFrames());
        assertEquals(60_000 - 50_148, reader.levelFrames());
    }

    @Test
    void shouldFadeInAfterListeningAndOutWhenTheDelayIsLost() {
        write(0, 60_000, frame -> true);
        pull(reader, PERIOD);
        delay.move(100);
        float[] heard = pull(reader, 1_024);
        delay.move(PlayoutDelay.UNKNOWN);
        float[] after = pull(reader, 1_024);
        float[] all = concat(new float[1], concat(heard, after));

        assertSmooth(all);
        assertArrayEquals(
                tone(100 + PERIOD + FADE_IN_FRAMES, 512),
                Arrays.copyOfRange(heard, FADE_IN_FRAMES, FADE_IN_FRAMES + 512));
        assertEquals(0f, after[1_023]);
        assertFalse(reader.isPlaying());
        assertEquals(0, reader.concealedFrames());
    }

    @Test
    void shouldTellTheLinkThreadWhereItIs() {
        PlayoutClock.Reading reading = new PlayoutClock.Reading();
        reader.pull(PERIOD, 777, captureFrame, new float[2][PERIOD]);
        reader.pull(PERIOD, 888, captureFrame + PERIOD, new float[2][PERIOD]);

        assertTrue(clock.read(reading));
        assertEquals(888, reading.cycleStartNs);
        assertEquals(PERIOD, reading.positionFrames);
        assertEquals(PERIOD, reading.advanceFrames);
        assertEquals(PERIOD * 1e9 / RATE_HZ, reading.periodNs, 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"1000, 1", "1000, 64", "1023, 65", "1010, 500"})
    void shouldFadeOverAGapAndCountIt(int start, int gapFrames) {
        write(0, 10_000, frame -> frame < start || frame >= start + gapFrames);
        delay.move(0);
        float[] heard = pull(reader, 4_096);

        assertSmooth(heard);
        assertArrayEquals(tone(0, start), Arrays.copyOf(heard, start));
        int back = start + gapFrames + FADE_IN_FRAMES;
        assertArrayEquals(tone(back, 4_096 - back), Arrays.copyOfRange(heard, back, 4_096));
        assertEquals(gapFrames, reader.concealedFrames());
        assertEquals(1, reader.gaps());
    }

    @Test
    void shouldCountSeparateGaps() {
        write(0, 10_000, frame -> frame % 1_000 < 900);
        delay.move(0);
        pull(reader, 9_984);

        assertEquals(10, reader.gaps());
        assertEquals(9 * 100 + 84, reader.concealedFrames());
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, -64, -17, 1, 30, 200})
    void shouldCrossFadeToAnotherDelayWithoutAStep(long move) {
        write(0, 10_000, frame -> true);
        delay.move(1_000);
        float[] before = pull(reader, 1_024);
        delay.move(1_000 + move);
        float[] after = pull(reader, 1_024);

        assertSmooth(concat(before, after));
        assertArrayEquals(tone(1_000 + move + 1_024 + PERIOD, 960), Arrays.copyOfRange(after, PERIOD, 1_024));
    }

    /// The delay grows because packets are late: just then the old place has a hole.
    @ParameterizedTest
    @CsvSource({"1024", "1000", "1040", "900", "1088"})
    void shouldMoveOutOfAGapWithoutAStep(int holeFrame) {
        write(0, 10_000, frame -> frame < holeFrame || frame >= 5_000);
        delay.move(0);
        float[] before = pull(reader, 1_024);
        delay.move(-300);
        float[] after = pull(reader, 256);

        assertSmooth(concat(before, after));
    }

    @ParameterizedTest
    @ValueSource(ints = {960, 900, 1_000})
    void shouldMoveRightAfterAGapWithoutAStep(int holeFrame) {
        write(0, 10_000, frame -> frame < holeFrame || frame >= holeFrame + 40);
        delay.move(0);
        float[] before = pull(reader, 1_024);
        delay.move(-30);
        float[] after = pull(reader, 1_024);

        assertSmooth(concat(before, after));
        assertArrayEquals(tone(1_024 - 30 + 512, 512), Arrays.copyOfRange(after, 512, 1_024));
    }

    @Test
    void shouldStepBackIntoHistory() {
        write(0, 5_000, frame -> true);
        delay.move(0);
        pull(reader, 4_096);
        delay.move(-2_000);
        float[] heard = pull(reader, 640);

        assertArrayEquals(tone(4_096 - 2_000 + PERIOD, 576), Arrays.copyOfRange(heard, PERIOD, 640));
    }

    @Test
    void shouldSkipWhatFellIntoMissedCycles() {
        write(0, 10_000, frame -> true);
        delay.move(0);
        pull(reader, 640);
        captureFrame += 3 * PERIOD;
        float[] heard = pull(reader, 640);

        assertArrayEquals(tone(640 + 3 * PERIOD, 640), heard);
        assertEquals(1_280, reader.playedFrames());
    }

    @Test
    void shouldNotSkipWhatTheDriverCountedBeforeItBegan() {
        write(0, 10_000, frame -> true);
        delay.move(0);
        captureFrame = 1L << 40;

        assertArrayEquals(tone(0, 640), pull(reader, 640));
    }

    @ParameterizedTest
    @CsvSource({"44100, 48000", "48000, 44100", "96000, 48000", "48000, 96000", "48000, 8000"})
    void shouldKeepThePitchAtAnotherRate(int inputHz, int outputHz) {
        StreamReader converting = reader(inputHz, outputHz);
        for (long frame = 0; frame < 120_000; frame++) {
            float sample = (float) (AMPLITUDE * Math.sin(2 * Math.PI * TONE_HZ * frame / inputHz));
            buffer.write(frame, 1, new float[][] {{sample}, {-sample}});
        }
        delay.move(0);
        pull(converting, 2 * PERIOD * 10, outputHz);
        float[] heard = pull(converting, PERIOD * (outputHz / PERIOD), outputHz);

        // All of its power is at the tone's frequency: projected on it, nothing is left.
        double sin = 0;
        double cos = 0;
        double power = 0;
        for (int i = 0; i < heard.length; i++) {
            sin += heard[i] * Math.sin(2 * Math.PI * TONE_HZ * i / outputHz);
            cos += heard[i] * Math.cos(2 * Math.PI * TONE_HZ * i / outputHz);
            power += heard[i] * heard[i];
        }
        double atTone = 2 * (sin * sin + cos * cos) / heard.length;
        assertEquals(AMPLITUDE, 2 * Math.hypot(sin, cos) / heard.length, 0.001);
        assertEquals(power, atTone, 0.002 * power);
        assertEquals(0, converting.concealedFrames());
        assertTrue(converting.resamplerDelayFrames() > 0);
    }

    @Test
    void shouldSkipMissedCyclesAtTheSendersRate() {
        StreamReader converting = reader(96_000, RATE_HZ);
        PlayoutClock.Reading reading = new PlayoutClock.Reading();
        converting.pull(PERIOD, 0, 0, new float[2][PERIOD]);
        converting.pull(PERIOD, 0, 10 * PERIOD, new float[2][PERIOD]);

        assertTrue(clock.read(reading));
        assertEquals(20 * PERIOD, reading.positionFrames);
        assertEquals(2 * PERIOD, reading.advanceFrames);
    }

    private StreamReader reader(int inputHz, int outputHz) {
        return new StreamReader(buffer, delay, clock, inputHz, outputHz, PERIOD);
    }

    private float[] pull(StreamReader from, int numFrames) {
        return pull(from, numFrames, RATE_HZ);
    }

    /// Pulls whole periods; the second channel must be the first one upside down.
    private float[] pull(StreamReader from, int numFrames, int outputHz) {
        float[] heard = new float[numFrames];
        float[][] period = new float[2][PERIOD];
        for (int done = 0; done < numFrames; done += PERIOD) {
            Arrays.fill(period[0], Float.NaN);
            from.pull(PERIOD, captureFrame * 1_000_000_000L / outputHz, captureFrame, period);
            captureFrame += PERIOD;
            for (int i = 0; i < PERIOD; i++) {
                assertEquals(0f, period[0][i] + period[1][i], 1e-6f);
                heard[done + i] = period[0][i];
            }
        }
        return heard;
    }

    private void write(long firstFrame, int numFrames, LongPredicate present) {
        float[] sound = tone(firstFrame, numFrames);
        for (int i = 0; i < numFrames; i++) {
            if (firstFrame + i >= 0 && present.test(firstFrame + i)) {
                buffer.write(firstFrame + i, 1, new float[][] {{sound[i]}, {-sound[i]}});
            }
        }
    }

    private static float[] tone(long firstFrame, int numFrames) {
        float[] sound = new float[numFrames];
        for (int i = 0; i < numFrames; i++) {
            sound[i] = (float) (AMPLITUDE * Math.sin(2 * Math.PI * TONE_HZ * (firstFrame + i) / RATE_HZ));
        }
        return sound;
    }

    private static void assertSmooth(float[] sound) {
        for (int i = 1; i < sound.length; i++) {
            assertEquals(sound[i - 1], sound[i], (float) MAX_STEP, "frame " + i);
        }
    }

    private static float[] concat(float[] a, float[] b) {
        float[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
