package tutti.codecs.conceal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tutti.codecs.conceal.Sounds.RATE_HZ;
import static tutti.codecs.conceal.Sounds.chord;
import static tutti.codecs.conceal.Sounds.energy;
import static tutti.codecs.conceal.Sounds.errorDb;
import static tutti.codecs.conceal.Sounds.noise;
import static tutti.codecs.conceal.Sounds.scaled;
import static tutti.codecs.conceal.Sounds.sine;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.AllocationProbe;

class BurgConcealerTest {
    private static final int ORDER = BurgFit.DEFAULT_ORDER;
    private static final int WINDOW = BurgFit.DEFAULT_WINDOW_FRAMES;

    /// Where gaps begin: after enough sound to fit.
    private static final int GAP = 3_000;

    private static final int FADE_IN_FRAMES = 16;
    private static final int LONGEST_FADE_FRAMES = 60 * RATE_HZ / 1_000;

    private final ModelExchange models = new ModelExchange(ORDER);

    @Test
    void shouldPassASoundWithoutGapsBitForBit() {
        float[] sound = chord(20_000, 1);
        publishModelOf(GAP, sound);

        assertArrayEquals(sound, play(new boolean[20_000], new Random(1), sound)[0]);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldDoWhatTheFaderDoesBeforeTheFirstModel(long seed) {
        Random random = new Random(seed);
        float[] sound = chord(20_000, seed);
        boolean[] missing = gaps(random, 20_000, 300);
        float[][] expected = {sound.clone()};
        run(new GapFader(1, RATE_HZ), missing, new Random(seed), expected);

        assertArrayEquals(expected[0], play(missing, new Random(seed), sound)[0]);
    }

    @ParameterizedTest
    @CsvSource({"1, -50", "10, -50", "64, -50", "192, -45", "480, -35"})
    void shouldGoOnAsTheSoundDoes(int gapFrames, double wantedDb) {
        float[] sound = sine(440, 0.3, 10_000);
        Sounds.add(sound, sine(1_234.5, 0.2, 10_000));
        publishModelOf(GAP, sound);
        float[] heard = play(gap(gapFrames, 10_000), new Random(1), sound)[0];

        double error = errorDb(sound, heard, GAP, GAP + gapFrames);
        assertTrue(error < wantedDb, "error " + error);
        int whole = GAP + gapFrames + FADE_IN_FRAMES - 1;
        assertArrayEquals(Arrays.copyOf(sound, GAP), Arrays.copyOf(heard, GAP));
        assertArrayEquals(Arrays.copyOfRange(sound, whole, 10_000), Arrays.copyOfRange(heard, whole, 10_000));
    }

    /// No step may be larger than the tone's own largest, times a little for the fades.
    @ParameterizedTest
    @CsvSource({"100", "440", "1000", "3000"})
    void shouldNotStepAtTheEdgesOfGaps(int toneHz) {
        float[] sound = sine(toneHz, 0.5, 48_000);
        double ownStep = 2 * 0.5 * Math.sin(Math.PI * toneHz / RATE_HZ);
        publishModelOf(GAP, sound);
        for (int gapFrames : new int[] {1, 5, 15, 16, 64, 500, 1_500, 5_000}) {
            float[] heard = play(gap(gapFrames, 12_000), new Random(gapFrames), Arrays.copyOf(sound, 12_000))[0];
            // The longer the gap, the more the prediction may have gone astray: the fade is at most pi/2 over its
            // length steep, and from 10 ms on also what it fades from.
            double fadeStep = Math.PI / 2 / FADE_IN_FRAMES * (gapFrames <= 64 ? 0.01 : 1);
            for (int frame = 1; frame < heard.length; frame++) {
                assertEquals(heard[frame - 1], heard[frame], ownStep * 1.02 + fadeStep, "frame " + frame);
            }
        }
    }

    @Test
    void shouldFadeToExactSilenceAndComeBack() {
        int gapFrames = RATE_HZ;
        float[] sound = chord(GAP + gapFrames + 1_000, 1);
        publishModelOf(GAP, sound);
        float[] heard = play(gap(gapFrames, sound.length), new Random(1), sound)[0];

        assertTrue(errorDb(sound, heard, GAP, GAP + 480) < -20);
        assertTrue(energy(heard, GAP + 1_680, GAP + 2_160) < energy(sound, GAP + 1_680, GAP + 2_160) / 2);
        // The fader lets the last of it, at -150 dB, die for 2 ms.
        for (int frame = GAP + LONGEST_FADE_FRAMES + 96; frame < GAP + gapFrames; frame++) {
            assertEquals(0f, heard[frame]);
        }
        // From silence the fader brings the sound back, within 1.33 ms.
        int whole = GAP + gapFrames + 63;
        assertArrayEquals(
                Arrays.copyOfRange(sound, whole, sound.length), Arrays.copyOfRange(heard, whole, sound.length));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldNotDependOnHowTheStreamIsCut(long seed) {
        float[] sound = chord(20_000, seed);
        boolean[] missing = gaps(new Random(seed), 20_000, 400);
        Arrays.fill(missing, 0, GAP, false);
        publishModelOf(GAP, sound);

        assertArrayEquals(play(missing, new Random(2), sound)[0], play(missing, new Random(3), sound)[0]);
    }

    @Test
    void shouldLeaveASourceWhereItIsPanned() {
        float[] sound = chord(10_000, 7);
        float[] left = scaled(sound, 0.5f);
        float[] right = scaled(sound, 0.125f);
        publishModelOf(GAP, left, right);
        float[][] heard = play(gap(600, 10_000), new Random(1), left, right);

        // A power of two: exactly a quarter, to the bit, all the way.
        assertArrayEquals(scaled(heard[0], 0.25f), heard[1]);
    }

    /// A stroke on a drum over a quiet tone, a moment before the gap. The tone's model must not ring with its power.
    @ParameterizedTest
    @ValueSource(ints = {8, 32, 64, 150, 400})
    void shouldNotRingAfterAnOnset(int framesBeforeGap) {
        float[] sound = chord(12_000, 1);
        sound = scaled(sound, 0.02f);
        float[] stroke = noise(12_000, 0.3, 5);
        for (int frame = GAP - framesBeforeGap; frame < stroke.length; frame++) {
            sound[frame] += (float) (stroke[frame] * Math.exp(-(frame - GAP + framesBeforeGap) / 100.0));
        }
        publishModelOf(GAP, sound);
        float[] heard = play(gap(4_000, 12_000), new Random(1), sound)[0];

        double strokePower = energy(sound, GAP - framesBeforeGap, GAP) / framesBeforeGap;
        for (int ms = 15; ms < 60; ms++) {
            int from = GAP + ms * 48;
            double power = energy(heard, from, from + 48) / 48;
            assertTrue(
                    power < strokePower * 1e-2,
                    ms + " ms: " + 10 * Math.log10(power / strokePower) + " dB of the stroke");
        }
    }

    @Test
    void shouldNotTrustAModelOfAnotherSound() {
        publishModelOf(GAP, sine(3_000, 0.5, GAP));
        float[] sound = noise(10_000, 0.2, 1);
        float[][] expected = {sound.clone()};
        run(new GapFader(1, RATE_HZ), gap(100, 10_000), new Random(1), expected);

        assertArrayEquals(expected[0], play(gap(100, 10_000), new Random(1), sound)[0]);
    }

    /// The first loss of a stream: the model comes 64 frames into the gap, and puts the sound right for the rest.
    @Test
    void shouldTakeAModelThatComesInTheGap() {
        float[] sound = chord(10_000, 1);
        BurgConcealer concealer = new BurgConcealer(1, RATE_HZ, models);
        float[][] heard = {sound.clone()};
        concealer.present(heard, 0, GAP);
        concealer.missing(heard, GAP, 64);
        publishModelOf(GAP, sound);
        concealer.missing(heard, GAP + 64, 300);
        concealer.present(heard, GAP + 364, 100);

        assertTrue(errorDb(sound, heard[0], GAP + 128, GAP + 464) < -20);
        for (int frame = 1; frame < GAP + 464; frame++) {
            assertEquals(heard[0][frame - 1], heard[0][frame], 0.06);
        }
    }

    @Test
    void shouldChangeModelsInTheGapWithoutAClick() {
        float[] sound = chord(10_000, 1);
        BurgConcealer concealer = new BurgConcealer(1, RATE_HZ, models);
        float[][] heard = {sound.clone()};
        concealer.present(heard, 0, GAP);
        publishModelOf(GAP - 500, sound);
        concealer.missing(heard, GAP, 64);
        publishModelOf(GAP, sound);
        concealer.missing(heard, GAP + 64, 128);

        assertTrue(errorDb(sound, heard[0], GAP, GAP + 192) < -20);
        for (int frame = 1; frame < GAP + 192; frame++) {
            assertEquals(heard[0][frame - 1], heard[0][frame], 0.04);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldBearAnySound(long seed) {
        Random random = new Random(seed);
        float[] sound = new float[20_000];
        for (int frame = 0; frame < sound.length; frame++) {
            sound[frame] = switch ((int) (seed % 3)) {
                case 0 -> Float.intBitsToFloat(random.nextInt());
                case 1 -> frame / 40 % 2 == 0 ? 1f : -1f;
                default -> random.nextInt(100) == 0 ? Float.NaN : (float) random.nextGaussian();
            };
        }
        boolean[] missing = gaps(random, 20_000, 200);
        BurgConcealer concealer = new BurgConcealer(1, RATE_HZ, models);
        float[][] heard = {sound.clone()};
        for (int frame = 0; frame < 20_000; frame += 50) {
            if (frame > WINDOW && random.nextInt(5) == 0) {
                publishModelOf(frame, sound);
            }
            if (missing[frame]) {
                concealer.missing(heard, frame, 50);
                for (int i = frame; i < frame + 50; i++) {
                    assertTrue(Float.isFinite(heard[0][i]));
                }
            } else {
                concealer.present(heard, frame, 50);
            }
        }
    }

    @Test
    void shouldForgetSoundAndModelOnReset() {
        float[] sound = chord(10_000, 1);
        publishModelOf(GAP, sound);
        BurgConcealer concealer = new BurgConcealer(1, RATE_HZ, models);
        float[][] heard = {sound.clone()};
        concealer.present(heard, 0, GAP);
        concealer.reset();
        concealer.missing(heard, GAP, 64);
        assertArrayEquals(new float[64], Arrays.copyOfRange(heard[0], GAP, GAP + 64));

        concealer.present(heard, GAP + 64, 3_000);
        concealer.missing(heard, GAP + 3_064, 200);
        assertEquals(0f, heard[0][GAP + 3_263]);
        concealer.present(heard, GAP + 3_264, 1_000);
        publishModelOf(GAP, sound);
        concealer.missing(heard, GAP + 4_264, 200);
        assertNotEquals(0f, heard[0][GAP + 4_463]);
    }

    @Test
    void shouldTakeEmptyRanges() {
        BurgConcealer concealer = new BurgConcealer(1, RATE_HZ, models);
        float[][] block = {{0.9f, 0.8f}};
        concealer.missing(block, 0, 0);
        concealer.present(block, 0, 2);
        concealer.present(block, 2, 0);

        assertArrayEquals(new float[] {0.9f, 0.8f}, block[0]);
    }

    @Test
    void shouldAllocateNothing() {
        float[] sound = chord(GAP, 1);
        publishModelOf(GAP, sound, sound);
        BurgConcealer concealer = new BurgConcealer(2, RATE_HZ, models);
        concealer.present(new float[][] {sound.clone(), sound.clone()}, 0, GAP);
        float[][] block = {Arrays.copyOf(sound, 64), Arrays.copyOf(sound, 64)};

        long bytes = AllocationProbe.bytesOver(5_000, () -> {
            concealer.present(block, 0, 20);
            concealer.missing(block, 20, 30);
            concealer.present(block, 50, 14);
        });

        assertEquals(0, bytes);
    }

    private void publishModelOf(int end, float[]... sound) {
        float[][] window = new float[sound.length][];
        for (int channel = 0; channel < sound.length; channel++) {
            window[channel] = Arrays.copyOfRange(sound[channel], end - WINDOW, end);
        }
        new BurgFit(sound.length, ORDER, WINDOW).fit(window, models.claim());
        models.publish();
    }

    private float[][] play(boolean[] missing, Random random, float[]... sound) {
        float[][] heard = new float[sound.length][];
        for (int channel = 0; channel < sound.length; channel++) {
            heard[channel] = sound[channel].clone();
        }
        run(new BurgConcealer(sound.length, RATE_HZ, models), missing, random, heard);
        return heard;
    }

    /// Hands the sound over in ranges cut at random; what is missing is NaN before.
    private static void run(Concealer concealer, boolean[] missing, Random random, float[][] heard) {
        int frame = 0;
        while (frame < missing.length) {
            int end = Math.min(missing.length, frame + 1 + random.nextInt(100));
            int same = frame;
            while (same < end && missing[same] == missing[frame]) {
                same++;
            }
            if (missing[frame]) {
                for (float[] channel : heard) {
                    Arrays.fill(channel, frame, same, Float.NaN);
                }
                concealer.missing(heard, frame, same - frame);
            } else {
                concealer.present(heard, frame, same - frame);
            }
            frame = same;
        }
    }

    private static boolean[] gap(int gapFrames, int numFrames) {
        boolean[] missing = new boolean[numFrames];
        Arrays.fill(missing, GAP, GAP + gapFrames, true);
        return missing;
    }

    /// Sound and gaps in turn, each of one frame up to `maxFrames`.
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
}
