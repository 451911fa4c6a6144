package tutti.codecs.conceal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.AllocationProbe;

class GapFaderTest {
    private static final int RATE_HZ = 48_000;
    private static final int DECAY_FRAMES = 96;
    private static final int FADE_IN_FRAMES = 64;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldPassASoundWithoutGapsBitForBit(long seed) {
        Random random = new Random(seed);
        float[] sound = sine(997, 20_000);
        float[] heard = play(sound, new boolean[20_000], random);

        assertArrayEquals(sound, heard);
    }

    /// No step may be larger than the tone's own largest, times a little for the bend into the tail and the fades.
    @ParameterizedTest
    @CsvSource({"100", "440", "1000", "3000"})
    void shouldNotStepAtTheEdgesOfGaps(int toneHz) {
        float[] sound = sine(toneHz, 48_000);
        double ownStep = 2 * 0.5 * Math.sin(Math.PI * toneHz / RATE_HZ);
        // The fades move by at most pi/2 of their range over their length, the range being 1 at most.
        double fadeStep = Math.PI / 2 / FADE_IN_FRAMES;
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            float[] heard = play(sound, gaps(random, 48_000, 300), random);
            for (int frame = 1; frame < heard.length; frame++) {
                assertEquals(heard[frame - 1], heard[frame], ownStep + fadeStep);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 63, 64, 96, 97, 500, 100_000})
    void shouldFadeToSilenceAndBack(int gapFrames) {
        int start = 1_000;
        int end = start + gapFrames;
        float[] sound = sine(440, end + 1_000);
        boolean[] missing = new boolean[sound.length];
        Arrays.fill(missing, start, end, true);
        float[] heard = play(sound, missing, new Random(gapFrames));

        assertArrayEquals(Arrays.copyOf(sound, start), Arrays.copyOf(heard, start));
        for (int frame = start + DECAY_FRAMES; frame < end; frame++) {
            assertEquals(0f, heard[frame]);
        }
        int whole = end + FADE_IN_FRAMES - 1;
        assertArrayEquals(
                Arrays.copyOfRange(sound, whole, sound.length), Arrays.copyOfRange(heard, whole, sound.length));
    }

    @Test
    void shouldGoOnBeforeItDies() {
        GapFader fader = new GapFader(1, RATE_HZ);
        float[][] rising = {{0.1f, 0.2f, 9f, 9f}};
        fader.present(rising, 0, 2);
        fader.missing(rising, 2, 2);

        double first = (0.2 + 0.1 / 2) * (1 + Math.cos(Math.PI / DECAY_FRAMES)) / 2;
        double second = (0.2 + 0.1 * 3 / 4) * (1 + Math.cos(2 * Math.PI / DECAY_FRAMES)) / 2;
        assertEquals(first, rising[0][2], 1e-6);
        assertEquals(second, rising[0][3], 1e-6);
    }

    @Test
    void shouldNotDependOnHowTheStreamIsCut() {
        float[] sound = sine(700, 10_000);
        boolean[] missing = gaps(new Random(1), 10_000, 150);

        assertArrayEquals(play(sound, missing, new Random(2)), play(sound, missing, new Random(3)));
    }

    @Test
    void shouldKeepChannelsApart() {
        float[][] block = {{0.5f, 0.5f, 0, 0}, {-0.25f, -0.25f, 0, 0}, {0, 0, 1, 1}};
        GapFader fader = new GapFader(3, RATE_HZ);
        fader.present(block, 0, 2);
        fader.missing(block, 2, 2);

        assertEquals(0.5f, block[0][3], 0.001f);
        assertEquals(-0.25f, block[1][3], 0.001f);
        assertEquals(0f, block[2][3]);
    }

    @Test
    void shouldFadeInAStreamThatBeginsWithAGap() {
        GapFader fader = new GapFader(1, RATE_HZ);
        float[][] block = new float[1][200];
        Arrays.fill(block[0], 1f);
        fader.missing(block, 0, 50);
        fader.present(block, 50, 150);

        assertArrayEquals(new float[50], Arrays.copyOf(block[0], 50));
        for (int frame = 50; frame < 200; frame++) {
            assertTrue(block[0][frame] >= block[0][frame - 1] && block[0][frame] <= block[0][frame - 1] + 0.03f);
        }
        assertEquals(1f, block[0][50 + FADE_IN_FRAMES - 1]);
    }

    @Test
    void shouldForgetTheSoundOnReset() {
        GapFader fader = new GapFader(1, RATE_HZ);
        float[][] block = {{0.9f, 0.8f, 0.7f, 0.7f}};
        fader.present(block, 0, 2);
        fader.reset();
        fader.missing(block, 2, 2);

        assertArrayEquals(new float[] {0.9f, 0.8f, 0f, 0f}, block[0]);
    }

    @Test
    void shouldTakeEmptyRanges() {
        GapFader fader = new GapFader(1, RATE_HZ);
        float[][] block = {{0.9f, 0.8f}};
        fader.missing(block, 0, 0);
        fader.present(block, 0, 2);
        fader.present(block, 2, 0);

        assertArrayEquals(new float[] {0.9f, 0.8f}, block[0]);
    }

    @Test
    void shouldAllocateNothing() {
        GapFader fader = new GapFader(2, RATE_HZ);
        float[][] block = new float[2][64];

        long bytes = AllocationProbe.bytesOver(100_000, () -> {
            fader.present(block, 0, 20);
            fader.missing(block, 20, 30);
            fader.present(block, 50, 14);
        });

        assertEquals(0, bytes);
    }

    /// Hands the sound over in ranges cut at random; what is missing is NaN before.
    private static float[] play(float[] sound, boolean[] missing, Random random) {
        GapFader fader = new GapFader(1, RATE_HZ);
        float[][] heard = {sound.clone()};
        int frame = 0;
        while (frame < sound.length) {
            int end = Math.min(sound.length, frame + 1 + random.nextInt(100));
            int same = frame;
            while (same < end && missing[same] == missing[frame]) {
                same++;
            }
            if (missing[frame]) {
                Arrays.fill(heard[0], frame, same, Float.NaN);
                fader.missing(heard, frame, same - frame);
            } else {
                fader.present(heard, frame, same - frame);
            }
            frame = same;
        }
        return heard[0];
    }

    /// Gaps and sound in turn, each of one frame up to `maxFrames`, the first of them sound.
    private static boolean[] gaps(Random random, int numFrames, int maxFrames) {
        boolean[] missing = new boolean[numFrames];
        int frame = 0;
        boolean gap = false;
        while (frame < numFrames) {
            int end = Math.min(numFrames, frame + 1 + random.nextInt(maxFrames));
            Arrays.fill(missing, frame, end, gap);
            gap = !gap;
            frame = end;
        }
        return missing;
    }

    private static float[] sine(double toneHz, int numFrames) {
        float[] sound = new float[numFrames];
        for (int frame = 0; frame < numFrames; frame++) {
            sound[frame] = (float) (0.5 * Math.sin(2 * Math.PI * toneHz * frame / RATE_HZ));
        }
        return sound;
    }
}
