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
import tutti.codecs.conceal.GapFader;
import tutti.engine.driver.DriverFormat;
import tutti.engine.os.WakeSignal;

class StreamReaderTest {
    private static final int RATE_HZ = 48_000;
    private static final int PERIOD = 64;
    private static final int FADE_IN_FRAMES = 64;
    private static final int TONE_HZ = 440;
    private static final double AMPLITUDE = 0.5;

    /// The resampler's delay: what is heard was read so many frames before.
    private static final int DELAY = 16;

    /// The tone's own greatest step, and that of the concealer's raised-cosine fades.
    private static final double MAX_STEP =
            2 * AMPLITUDE * Math.sin(Math.PI * TONE_HZ / RATE_HZ) + 2 * AMPLITUDE * Math.PI / 2 / FADE_IN_FRAMES;

    private final JitterBuffer buffer = new JitterBuffer(2, 1 << 18);
    private final PlayoutDelay delay = new PlayoutDelay(BufferTarget.AUTO, new DriverFormat(RATE_HZ, PERIOD), RATE_HZ);
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
        place(100);
        float[] heard = pull(reader, 50_048);

        assertTrue(reader.isPlaying());
        assertArrayEquals(tone(100, 50_048 - DELAY), Arrays.copyOfRange(heard, DELAY, 50_048));
        assertEquals(0, reader.concealedFrames());
        assertEquals(50_048, reader.playedFrames());
        assertEquals(60_000 - 50_148, reader.levelFrames());
    }

    @Test
    void shouldFadeInAfterListeningAndOutWhenTheDelayIsLost() {
        write(0, 60_000, frame -> true);
        pull(reader, PERIOD);
        place(100);
        float[] heard = pull(reader, 1_024);
        delay.plan(null);
        float[] after = pull(reader, 1_024);
        float[] all = concat(new float[1], concat(heard, after));

        assertSmooth(all);
        assertArrayEquals(
                tone(100 + FADE_IN_FRAMES, 512),
                Arrays.copyOfRange(heard, DELAY + FADE_IN_FRAMES, DELAY + FADE_IN_FRAMES + 512));
        assertEquals(0f, after[1_023]);
        assertFalse(reader.isPlaying());
        assertEquals(0, reader.concealedFrames());
    }

    @Test
    void shouldTellWhereItIs() {
        PlayoutClock.Reading reading = new PlayoutClock.Reading();
        place(500);
        reader.pull(PERIOD, 777, 1e9 / RATE_HZ, captureFrame, new float[2][PERIOD]);
        reader.pull(PERIOD, 888, 1e9 / RATE_HZ, captureFrame + PERIOD, new float[2][PERIOD]);

        assertTrue(clock.read(reading));
        assertEquals(888, reading.cycleStartNs);
        assertEquals(captureFrame + PERIOD, reading.localFrame);
        assertEquals(500 + PERIOD, reading.readFrame);
        assertEquals(PERIOD, reading.periodFrames);
        assertEquals(PERIOD, reading.takenFrames);
        assertEquals(1, reading.ratio);
        assertTrue(reading.isReading);
    }

    @ParameterizedTest
    @CsvSource({"1000, 1", "1000, 64", "1023, 65", "1010, 500"})
    void shouldFadeOverAGapAndCountIt(int start, int gapFrames) {
        write(0, 10_000, frame -> frame < start || frame >= start + gapFrames);
        place(0);
        float[] heard = Arrays.copyOfRange(pull(reader, 4_096), DELAY, 4_096);

        assertSmooth(heard);
        assertArrayEquals(tone(0, start), Arrays.copyOf(heard, start));
        int back = start + gapFrames + FADE_IN_FRAMES;
        assertArrayEquals(tone(back, 4_096 - DELAY - back), Arrays.copyOfRange(heard, back, 4_096 - DELAY));
        assertEquals(gapFrames, reader.concealedFrames());
        assertEquals(1, reader.gaps());
    }

    @Test
    void shouldCountSeparateGaps() {
        write(0, 10_000, frame -> frame % 1_000 < 900);
        place(0);
        pull(reader, 9_984);

        assertEquals(10, reader.gaps());
        assertEquals(9 * 100 + 84, reader.concealedFrames());
    }

    /// At 0.3 % a frame takes 333 frames, and half a second more to settle; then every sample is itself again.
    @ParameterizedTest
    @ValueSource(longs = {-300, -64, -17, 1, 30, 200})
    void shouldGlideToAnotherDelayAndBeExactThere(long move) {
        write(0, 200_000, frame -> true);
        place(1_000);
        float[] before = pull(reader, 1_024);
        place(2_024 + move);
        float[] after = pull(reader, 184_320);

        float[] all = concat(before, after);
        double toneStep = 2 * AMPLITUDE * Math.sin(Math.PI * TONE_HZ / RATE_HZ);
        for (int i = DELAY + 1; i < all.length; i++) {
            assertEquals(all[i - 1], all[i], (float) (1.004 * toneStep), "frame " + i);
        }
        int settled = after.length - 1_024;
        assertArrayEquals(
                tone(2_024 + move + settled - DELAY, 1_024), Arrays.copyOfRange(after, settled, after.length));
        assertEquals(0, reader.concealedFrames());
    }

    /// Everything comes too late from now on: rather than make up every packet, the reader waits once, in the gap.
    @Test
    void shouldWaitInAGapWhenTheDelayIsToGrowByMuch() {
        write(0, 30_000, frame -> frame < 4_096 || frame >= 4_096 + 128);
        place(0);
        pull(reader, 4_096);
        place(4_096 - 300);
        pull(reader, 512);

        PlayoutClock.Reading reading = new PlayoutClock.Reading();
        pull(reader, PERIOD);
        assertTrue(clock.read(reading));
        // Two periods were waited for; what is left, less than 4 ms, is glided over.
        assertEquals(4_096 + 512 - 128, reading.readFrame, 3);
        assertEquals(256.0, (double) reader.concealedFrames(), 2);
    }

    @Test
    void shouldBeginAnewAtItsPlaceAfterALongSilence() {
        write(0, 48_000, frame -> frame < 4_096 || frame >= 14_000);
        place(0);
        pull(reader, 4_096);
        place(4_096 - 700);
        pull(reader, 9_984);
        PlayoutClock.Reading reading = new PlayoutClock.Reading();

        assertTrue(clock.read(reading));
        assertEquals(14_080.0 - PERIOD - 700, reading.readFrame);
        assertEquals(1, reader.gaps());
    }

    @Test
    void shouldSkipWhatFellIntoMissedCycles() {
        write(0, 10_000, frame -> true);
        place(0);
        pull(reader, 640);
        captureFrame += 3 * PERIOD;
        float[] heard = pull(reader, 640);

        assertArrayEquals(tone(640 + 3 * PERIOD, 640 - DELAY), Arrays.copyOfRange(heard, DELAY, 640));
        assertEquals(1_280, reader.playedFrames());
    }

    @Test
    void shouldAskForAModelWhenFramesAreOverdueAndOnlyOnce() {
        write(0, 10_000, frame -> frame < 2_000 || frame >= 2_064);
        delay.plan(new PlayoutPlan(-captureFrame, captureFrame, 0, true, 256));
        pull(reader, 1_664);
        assertEquals(0, overdueSignals);
        pull(reader, 3 * PERIOD);

        assertEquals(2_000, reader.overdueFrame());
        assertEquals(1, overdueSignals);
        pull(reader, 1_024);
        assertEquals(1, overdueSignals);
    }

    @ParameterizedTest
    @CsvSource({"44100, 48000", "48000, 44100", "96000, 48000", "48000, 96000", "48000, 8000"})
    void shouldKeepThePitchAtAnotherRate(int inputHz, int outputHz) {
        StreamReader converting = reader(inputHz, outputHz);
        for (long frame = 0; frame < 120_000; frame++) {
            float sample = (float) (AMPLITUDE * Math.sin(2 * Math.PI * TONE_HZ * frame / inputHz));
            buffer.write(frame, 1, new float[][] {{sample}, {-sample}});
        }
        delay.plan(new PlayoutPlan(-(double) captureFrame * inputHz / outputHz, captureFrame, 0, false, -1e9));
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

    private int overdueSignals;

    private StreamReader reader(int inputHz, int outputHz) {
        WakeSignal counting = new WakeSignal() {
            @Override
            public void signal() {
                overdueSignals++;
            }

            @Override
            public void await(int timeoutMs) {}

            @Override
            public void close() {}
        };
        return new StreamReader(buffer, delay, clock, new GapFader(2, inputHz), inputHz, outputHz, PERIOD, counting);
    }

    /// Reads `frame` in the next cycle, on one clock.
    private void place(long frame) {
        delay.plan(new PlayoutPlan(frame - captureFrame, captureFrame, 0, true, -1e9));
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
            from.pull(PERIOD, captureFrame * 1_000_000_000L / outputHz, 1e9 / outputHz, captureFrame, period);
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
