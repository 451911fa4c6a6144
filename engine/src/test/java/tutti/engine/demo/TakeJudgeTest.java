package tutti.engine.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tutti.engine.demo.music.DemoPiece;
import tutti.engine.driver.virtual.LoopSource;
import tutti.engine.wav.SampleFormat;
import tutti.engine.wav.WavWriter;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakeJudgeTest {
    private static final int RATE_HZ = 48_000;
    private static final int BLOCK_FRAMES = 480;
    private static final int WINDOW_FRAMES = 4_800;
    private static final int SECONDS = 13;
    private static final int NUM_FRAMES = SECONDS * RATE_HZ;
    private static final double MAX_LATENCY_MS = 1_200;

    private LoopSource piece = new LoopSource(new float[1][1]);

    @BeforeAll
    void play() {
        piece = DemoPiece.play(DemoPiece.Part.ALICE, RATE_HZ);
    }

    /// A recording that begins with silence and then hears the piece so many frames late.
    private float[][] heard(int silentFrames, long offsetFrames, int lagFrames) {
        float[][] heard = new float[2][NUM_FRAMES];
        for (int channel = 0; channel < 2; channel++) {
            hear(heard, channel, silentFrames, NUM_FRAMES, offsetFrames - lagFrames);
        }
        return heard;
    }

    private void hear(float[][] heard, int channel, int fromFrame, int toFrame, long offsetFrames) {
        long first = Math.floorMod(fromFrame + offsetFrames, (long) piece.numFrames());
        piece.fill(channel, first, heard[channel], fromFrame, toFrame - fromFrame);
    }

    private static Take take(float[][] heard) {
        return (first, max) -> {
            int from = (int) Math.min(first, heard[0].length);
            int to = Math.min(heard[0].length, from + max);
            return new float[][] {Arrays.copyOfRange(heard[0], from, to), Arrays.copyOfRange(heard[1], from, to)};
        };
    }

    private Optional<DemoVerdict> judge(float[][] heard, double offsetFrames) {
        return new TakeJudge(take(heard), piece, RATE_HZ, offsetFrames, MAX_LATENCY_MS).judge(NUM_FRAMES);
    }

    private static double ms(double frames) {
        return frames * 1e3 / RATE_HZ;
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "64, 0", "1315, 123456", "1001, -5000000", "57000, 1700000"})
    void shouldFindTheLatency(int lagFrames, long offsetFrames) {
        DemoVerdict verdict = judge(heard(2_000, offsetFrames, lagFrames), (double) offsetFrames)
                .orElseThrow();

        assertEquals(ms(lagFrames), verdict.latencyMs(), 1e-6);
        assertEquals(0, verdict.moves());
        assertEquals(0, verdict.damagedBlocks());
        assertTrue(verdict.blocks() > (SECONDS - 1) * 100, verdict.toString());
        assertTrue(verdict.errorDb() < -100, verdict.toString());
    }

    @Test
    void shouldAddTheFractionOfAFrameBetweenTheDrivers() {
        DemoVerdict verdict = judge(heard(0, 5_000, 1_315), 5_000.25).orElseThrow();

        assertEquals(ms(1_315.25), verdict.latencyMs(), 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"1, 13", "2, 60", "3, 200"})
    void shouldCountDamagedBlocks(long seed, int numDamaged) {
        int silentFrames = 10 * BLOCK_FRAMES;
        float[][] heard = heard(silentFrames, 0, 1_000);
        int firstJudged = silentFrames + WINDOW_FRAMES + 10 * BLOCK_FRAMES;
        SplittableRandom random = new SplittableRandom(seed);
        // Every sixth block can be hit, so that each is a dropout of its own.
        for (int i = 0; i < numDamaged; i++) {
            int at = firstJudged + 6 * i * BLOCK_FRAMES + random.nextInt(100) + 100;
            Arrays.fill(heard[0], at, at + 200, 0);
            Arrays.fill(heard[1], at, at + 200, 0);
        }

        DemoVerdict verdict = judge(heard, 0).orElseThrow();

        assertEquals(numDamaged, verdict.damagedBlocks());
        assertEquals(numDamaged, verdict.dropouts());
        assertEquals(100.0 * numDamaged / verdict.blocks(), verdict.damagedPercent(), 1e-9);
        assertEquals(0, verdict.moves());
    }

    @Test
    void shouldPassOverNoiseThatIsNotHeard() {
        float[][] heard = heard(0, 0, 700);
        SplittableRandom random = new SplittableRandom(5);
        for (float[] channel : heard) {
            for (int i = 0; i < channel.length; i++) {
                channel[i] += (float) ((random.nextDouble() - 0.5) * 1e-4);
            }
        }

        DemoVerdict verdict = judge(heard, 0).orElseThrow();

        assertEquals(0, verdict.damagedBlocks());
        assertEquals(ms(700), verdict.latencyMs(), 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"1000, 1001", "1000, 936", "1000, 1500", "1500, 700", "400, 2600"})
    void shouldFollowTheLatencyWhereItMoves(int lagBefore, int lagAfter) {
        float[][] heard = heard(0, 0, lagBefore);
        int middle = 6 * RATE_HZ + 2_400;
        for (int channel = 0; channel < 2; channel++) {
            hear(heard, channel, middle, NUM_FRAMES, -lagAfter);
        }

        DemoVerdict verdict = judge(heard, 0).orElseThrow();

        assertEquals(1, verdict.moves());
        assertEquals(ms(Math.min(lagBefore, lagAfter)), verdict.leastMs(), ms(0.1));
        assertEquals(ms(Math.max(lagBefore, lagAfter)), verdict.mostMs(), ms(0.1));
        assertEquals(ms(lagAfter), verdict.lastMs(), ms(0.1));
        // What is skipped when the latency shrinks was never heard, and each end may tear a block.
        int skippedBlocks = Math.max(0, lagBefore - lagAfter) / BLOCK_FRAMES;
        assertTrue(verdict.damagedBlocks() <= skippedBlocks + 1, verdict.toString());
    }

    @Test
    void shouldFindThePieceWhenItsFirstSecondIsTorn() {
        float[][] heard = heard(0, 0, 1_000);
        for (int channel = 0; channel < 2; channel++) {
            hear(heard, channel, 0, 30_000, -300);
            hear(heard, channel, 30_000, 52_000, -1_900);
        }

        assertEquals(ms(1_000), judge(heard, 0).orElseThrow().latencyMs(), 1e-6);
    }

    @Test
    void shouldRecogniseThePieceWhenHalfOfItIsMissing() {
        float[][] heard = heard(0, 0, 1_000);
        for (int at = 0; at < NUM_FRAMES; at += 128) {
            Arrays.fill(heard[0], at, at + 64, 0);
            Arrays.fill(heard[1], at, at + 64, 0);
        }

        DemoVerdict verdict = judge(heard, 0).orElseThrow();

        assertEquals(ms(1_000), verdict.latencyMs(), 1e-6);
        assertTrue(verdict.damagedPercent() > 95, verdict.toString());
    }

    @Test
    void shouldNotJudgeSilence() {
        assertTrue(judge(new float[2][NUM_FRAMES], 0).isEmpty());
    }

    @Test
    void shouldNotJudgeAnotherPiece() {
        float[][] noise = new float[2][NUM_FRAMES];
        SplittableRandom random = new SplittableRandom(3);
        for (float[] channel : noise) {
            for (int i = 0; i < channel.length; i++) {
                channel[i] = (float) random.nextDouble() - 0.5f;
            }
        }

        assertTrue(judge(noise, 0).isEmpty());
    }

    @Test
    void shouldStopWhereItIsTold() {
        float[][] heard = heard(0, 0, 1_000);
        Arrays.fill(heard[0], 3 * RATE_HZ, NUM_FRAMES, 0);
        Arrays.fill(heard[1], 3 * RATE_HZ, NUM_FRAMES, 0);

        DemoVerdict verdict = new TakeJudge(take(heard), piece, RATE_HZ, 0, MAX_LATENCY_MS)
                .judge(3 * RATE_HZ)
                .orElseThrow();

        assertEquals(280, verdict.blocks());
        assertEquals(0, verdict.damagedBlocks());
    }

    @Test
    void shouldReadPartsOfAFile(@TempDir Path folder) {
        Path file = folder.resolve("take.wav");
        float[][] heard = heard(100, 0, 50);
        try (WavWriter writer = new WavWriter(file, RATE_HZ, 2, SampleFormat.FLOAT_32)) {
            writer.write(heard, 0, 100_000);
        }
        Take take = Take.of(file);

        float[][] middle = take.read(70_000, 20_000);
        assertEquals(20_000, middle[1].length);
        assertEquals(heard[1][70_000], middle[1][0]);
        assertEquals(heard[0][89_999], middle[0][19_999]);
        assertEquals(10_000, take.read(90_000, 20_000)[0].length);
        assertEquals(0, take.read(100_001, 20_000)[0].length);
    }
}
