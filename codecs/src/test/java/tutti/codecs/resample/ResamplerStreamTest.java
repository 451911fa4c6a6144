package tutti.codecs.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.AllocationProbe;

/// How a stream is cut, counted and restarted.
class ResamplerStreamTest {
    private static final PolyphaseFilter NEAR_UNITY = PolyphaseFilter.forRates(48_000, 48_000);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldBeABitExactDelayAtUnity(long seed) {
        Random random = new Random(seed);
        float[] input = noise(random, 5_000);
        input[2_000] = -0f;
        input[2_001] = Float.MIN_VALUE;
        input[2_002] = 1e30f;

        float[] heard = inBlocks(new Resampler(NEAR_UNITY, 1), input, 4_900, random);

        assertArrayEquals(new float[16], Arrays.copyOf(heard, 16));
        assertArrayEquals(Arrays.copyOf(input, 4_884), Arrays.copyOfRange(heard, 16, 4_900));
        assertEquals(-0f, heard[2_016]);
    }

    @Test
    void shouldBeBitExactAgainWhenThePhaseIsBackOnAWholeFrame() {
        Random random = new Random(5);
        float[] input = noise(random, 2_000);
        Resampler resampler = new Resampler(NEAR_UNITY, 1);
        // 256 frames at 1 + 1/256 take 257 and end on a whole frame.
        resampler.setRatio(1 + 1 / 256.0);
        float[] first = inBlocks(resampler, input, 256, random);
        assertFalse(Arrays.equals(Arrays.copyOf(input, 240), Arrays.copyOfRange(first, 16, 256)));
        assertEquals(0, resampler.phaseFrames());

        resampler.setRatio(1);
        float[] then = inBlocks(resampler, Arrays.copyOfRange(input, 257, 2_000), 1_000, random);

        assertArrayEquals(Arrays.copyOfRange(input, 241, 1_241), then);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.0001, 0.9999, 0.91875, 0.4594, 2, 2.1769, 16, 0.0625})
    void shouldNotDependOnHowTheStreamIsCut(double ratio) {
        Random random = new Random(11);
        float[] input = noise(random, 40_000);
        Resampler one = new Resampler(NEAR_UNITY, 1);
        Resampler other = new Resampler(NEAR_UNITY, 1);
        one.setRatio(ratio);
        other.setRatio(ratio);

        float[][] whole = new float[1][2_000];
        one.process(new float[][] {input}, 0, one.inputFramesFor(2_000), whole, 0, 2_000);

        assertArrayEquals(whole[0], inBlocks(other, input, 2_000, random));
    }

    @ParameterizedTest
    @CsvSource({"1.0001", "0.99987", "1.088435374", "0.459375"})
    void shouldTakeInputAtTheRatioWithoutDrift(double ratio) {
        Resampler resampler = new Resampler(NEAR_UNITY, 1);
        resampler.setRatio(ratio);
        float[][] in = new float[1][256];
        float[][] out = new float[1][64];
        long consumed = 0;
        int blocks = 10_000;
        for (int block = 0; block < blocks; block++) {
            int needed = resampler.inputFramesFor(64);
            resampler.process(in, 0, needed, out, 0, 64);
            consumed += needed;
        }

        assertEquals((long) Math.floor(64L * blocks * resampler.ratio()), consumed);
        assertEquals(ratio, resampler.ratio(), 1e-12);
    }

    @Test
    void shouldKeepChannelsApart() {
        Random random = new Random(3);
        float[][] in = {noise(random, 500), noise(random, 500), noise(random, 500)};
        float[][] together = new float[3][400];
        Resampler all = new Resampler(NEAR_UNITY, 3);
        all.setRatio(1.01);
        all.process(in, 0, all.inputFramesFor(400), together, 0, 400);

        for (int channel = 0; channel < 3; channel++) {
            Resampler one = new Resampler(NEAR_UNITY, 1);
            one.setRatio(1.01);
            float[][] alone = new float[1][400];
            one.process(new float[][] {in[channel]}, 0, one.inputFramesFor(400), alone, 0, 400);
            assertArrayEquals(alone[0], together[channel]);
        }
    }

    @Test
    void shouldReadAndWriteTheGivenRangesOnly() {
        float[][] in = {new float[100]};
        Arrays.fill(in[0], Float.NaN);
        Arrays.fill(in[0], 10, 42, 0.5f);
        float[][] out = {new float[100]};
        Arrays.fill(out[0], 7f);
        new Resampler(NEAR_UNITY, 1).process(in, 10, 32, out, 20, 32);

        for (int frame = 0; frame < 100; frame++) {
            float expected = frame < 20 || frame >= 52 ? 7f : frame < 36 ? 0f : 0.5f;
            assertEquals(expected, out[0][frame]);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0001, 300", "1, 300", "1, 0", "1.0001, 0", "1, -1"})
    void shouldTakeMissingInputForSilence(double ratio, int available) {
        float[] input = noise(new Random(9), Math.max(available, 0));
        float[] padded = Arrays.copyOf(input, 1_200);
        Resampler one = new Resampler(NEAR_UNITY, 1);
        Resampler other = new Resampler(NEAR_UNITY, 1);
        one.setRatio(ratio);
        other.setRatio(ratio);
        float[][] starved = new float[1][1_000];
        float[][] full = new float[1][1_000];

        one.process(new float[][] {input}, 0, available, starved, 0, 1_000);
        other.process(new float[][] {padded}, 0, other.inputFramesFor(1_000), full, 0, 1_000);

        assertArrayEquals(full[0], starved[0]);
    }

    @Test
    void shouldStartAfreshAfterReset() {
        Random random = new Random(4);
        float[] input = noise(random, 1_000);
        Resampler resampler = new Resampler(NEAR_UNITY, 1);
        resampler.setRatio(1.0003);
        float[] first = inBlocks(resampler, input, 900, random);
        resampler.reset();

        assertEquals(0, resampler.phaseFrames());
        assertArrayEquals(first, inBlocks(resampler, input, 900, random));
    }

    @Test
    void shouldForgetWhatIsNotFiniteOnceItHasPassed() {
        float[] input = new float[400];
        input[50] = Float.NaN;
        input[60] = Float.POSITIVE_INFINITY;
        Resampler resampler = new Resampler(NEAR_UNITY, 1);
        resampler.setRatio(1.0003);
        float[] heard = inBlocks(resampler, input, 300, new Random(1));

        assertArrayEquals(new float[200], Arrays.copyOfRange(heard, 100, 300));
    }

    @Test
    void shouldSilenceInputTooSmallToFilterQuickly() {
        float[] input = new float[200];
        Arrays.fill(input, 1e-30f);
        Resampler resampler = new Resampler(NEAR_UNITY, 1);
        resampler.setRatio(1.0003);

        assertArrayEquals(new float[150], inBlocks(resampler, input, 150, new Random(1)));
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1", "1e9, 16", "-5, 0.0625", "Infinity, 16"})
    void shouldHoldTheRatioWithinBounds(double asked, double kept) {
        Resampler resampler = new Resampler(NEAR_UNITY, 1);
        resampler.setRatio(asked);

        assertEquals(kept, resampler.ratio());
    }

    @ParameterizedTest
    @CsvSource({"0, 48000", "48000, 0", "-1, -1", "192000, 8000"})
    void shouldRefuseRatesThatMakeNoSense(int inRateHz, int outRateHz) {
        assertThrows(IllegalArgumentException.class, () -> PolyphaseFilter.forRates(inRateHz, outRateHz));
    }

    @Test
    void shouldAllocateNothing() {
        Resampler resampler = new Resampler(NEAR_UNITY, 2);
        float[][] in = new float[2][256];
        float[][] out = new float[2][64];
        double[] drift = {1};

        long bytes = AllocationProbe.bytesOver(100_000, () -> {
            drift[0] = 2.0001 - drift[0];
            resampler.setRatio(drift[0]);
            resampler.process(in, 0, resampler.inputFramesFor(64), out, 0, 64);
        });

        assertEquals(0, bytes);
    }

    private static float[] inBlocks(Resampler resampler, float[] input, int numFrames, Random random) {
        float[][] in = {input};
        float[][] out = new float[1][numFrames];
        int consumed = 0;
        int produced = 0;
        while (produced < numFrames) {
            int frames = Math.min(numFrames - produced, random.nextInt(200));
            int needed = resampler.inputFramesFor(frames);
            resampler.process(in, consumed, needed, out, produced, frames);
            consumed += needed;
            produced += frames;
        }
        return out[0];
    }

    private static float[] noise(Random random, int numFrames) {
        float[] noise = new float[numFrames];
        for (int frame = 0; frame < numFrames; frame++) {
            noise[frame] = random.nextFloat() * 2 - 1;
        }
        return noise;
    }
}
