package tutti.engine.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final int RATE_HZ = Damage.RATE_HZ;
    private static final int MAX_LAG_FRAMES = RATE_HZ;

    private static Optional<Hearing> hear(float[] played, float[] heard) {
        return new Judge(Sound.of(played), Sound.of(heard), RATE_HZ, MAX_LAG_FRAMES).judge(RATE_HZ, played.length);
    }

    private static Verdict verdict(float[] played, float[] heard) {
        return hear(played, heard).orElseThrow().verdict();
    }

    /// The figures are those of an independent program for the same recordings: `hear.py`, written for the comparison
    /// of Tutti with other systems in NumPy and double precision, run once over each case saved as raw float32 (48
    /// kHz, the first second skipped). It counts latencies in whole frames, and looks for fractions only within one
    /// frame of them, so that a latency that slides has a little more error for it.
    @ParameterizedTest
    @CsvSource({
        // case, latency, least, most, moves, blocks, damaged, dropouts, error in dB
        "NOISE,      128,  128,  128,  0, 690,   0,   0, -239.97",
        "TUNE,       637,  637,  637,  0, 690,   0,   0, -233.30",
        "TORN,      1315, 1315, 1315,  0, 690,  59,  48,  -21.01",
        "MUCH_TORN,  900,  900,  900,  0, 690, 505, 182,  -10.97",
        "FRACTION,   100,  100,  100,  0, 690,   0,   0,  -95.88",
        "MOVED,     1100,  500, 1100,  1, 690,   0,   0, -233.29",
        "SLIDING,    419,  405,  436, 14, 690,   0,   0,  -32.11",
        "NOISY,      256,  256,  256,  0, 690, 137,  66,  -23.02",
        "OUTAGE,     333,  333,  333,  0, 690, 101,   1,   -7.78"
    })
    void shouldAgreeWithTheOtherJudge(
            Case recording,
            int latency,
            int least,
            int most,
            int moves,
            int blocks,
            int damaged,
            int dropouts,
            double errorDb) {
        Verdict verdict = verdict(recording.played(), recording.heard());

        double tolerance = recording == Case.SLIDING ? 3 : 0.5;
        assertEquals(latency, verdict.latencyFrames(), tolerance);
        assertEquals(least, verdict.leastFrames(), tolerance);
        assertEquals(most, verdict.mostFrames(), tolerance);
        assertEquals(moves, verdict.moves());
        assertEquals(blocks, verdict.blocks());
        assertEquals(damaged, verdict.damaged());
        assertEquals(dropouts, verdict.dropouts());
        assertTrue(verdict.errorDb() <= errorDb + 0.02, verdict.toString());
        if (errorDb > -30) {
            assertEquals(errorDb, verdict.errorDb(), 0.02);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 31.0625, 64, 100.4375, 2_000.5, 47_000.9375})
    void shouldFindTheLatencyToASixteenthOfAFrame(double lagFrames) {
        float[] played = Damage.tune(11);

        Verdict verdict = verdict(played, Damage.resampled(played, lagFrames, 0));

        assertEquals(lagFrames, verdict.latencyFrames());
        assertEquals(0, verdict.moves());
        assertEquals(0, verdict.damaged());
        assertTrue(verdict.errorDb() < -80, verdict.toString());
    }

    @Test
    void shouldFollowALatencyThatSlides() {
        float[] played = Damage.tune(12);

        Hearing hearing = hear(played, Damage.resampled(played, 300, -200)).orElseThrow();

        for (Hearing.Window window : hearing.windows()) {
            double middleFrame = window.startFrame() + 2_400 + window.latencyFrames();
            assertEquals(300 - 200e-6 * middleFrame, window.latencyFrames(), 0.5, window.toString());
        }
        assertEquals(0, hearing.verdict().damaged());
    }

    @Test
    void shouldHearASoundWhoseLatencyIsNowhereLong() {
        float[] played = Damage.noise(22);
        float[] heard = Damage.delayed(played, 400);
        for (int jump = 1; jump < 4; jump++) {
            heard = Damage.joined(heard, Damage.delayed(played, 400 + 150 * jump), (2 * jump * 4 + 1) * RATE_HZ / 4);
        }

        Verdict verdict = verdict(played, heard);

        assertEquals(400, verdict.leastFrames());
        assertEquals(400 + 150 * 3, verdict.lastFrames());
        assertEquals(3, verdict.moves());
    }

    @Test
    void shouldNotTakeALagBetweenTwoForEither() {
        float[] played = Damage.tune(7);
        float[] heard = Damage.joined(Damage.delayed(played, 500), Damage.delayed(played, 564), 4 * RATE_HZ + 1_000);

        Verdict verdict = verdict(played, heard);

        assertEquals(500, verdict.leastFrames());
        assertEquals(564, verdict.mostFrames());
        assertEquals(1, verdict.moves());
    }

    @Test
    void shouldFindTheSoundAgainAfterAJumpOutOfReach() {
        float[] played = Damage.noise(13);
        float[] heard = Damage.joined(Damage.delayed(played, 500), Damage.delayed(played, 9_500), 4 * RATE_HZ);

        Verdict verdict = verdict(played, heard);

        assertEquals(9_500, verdict.lastFrames());
        assertEquals(1, verdict.moves());
    }

    @Test
    void shouldTellWhichBlocksAreNotExact() {
        float[] played = Damage.noise(14);
        float[] heard = Damage.delayed(played, 64);
        // Two blocks that begin at 64 frames after theirs; the change is far below what counts as damage.
        heard[2 * RATE_HZ + 100] += 1e-4f;
        heard[3 * RATE_HZ + 100] -= 1e-4f;

        Verdict verdict = verdict(played, heard);

        assertEquals(2, verdict.inexact());
        assertEquals(0, verdict.damaged());
    }

    @Test
    void shouldPassOverSilence() {
        float[] played = Damage.tune(15);
        Arrays.fill(played, 3 * RATE_HZ, 5 * RATE_HZ, 0);
        float[] heard = Damage.delayed(played, 1_000);

        Verdict verdict = verdict(played, heard);

        assertEquals(490, verdict.blocks());
        assertEquals(1_000, verdict.leastFrames());
        assertEquals(1_000, verdict.mostFrames());
    }

    @Test
    void shouldHearAllChannels() {
        float[] left = Damage.noise(16);
        float[] right = Damage.tune(16);
        float[] heardLeft = Damage.delayed(left, 200);
        float[] heardRight = Damage.delayed(right, 200);
        Arrays.fill(heardRight, 2 * RATE_HZ + 200, 2 * RATE_HZ + 200 + 480, 1);

        Verdict verdict = new Judge(Sound.of(left, right), Sound.of(heardLeft, heardRight), RATE_HZ, MAX_LAG_FRAMES)
                .judge(RATE_HZ, left.length)
                .orElseThrow()
                .verdict();

        assertEquals(200, verdict.latencyFrames());
        assertEquals(1, verdict.damaged());
    }

    @Test
    void shouldSayWhichWindowsWereNotHeard() {
        List<Hearing.Window> windows =
                hear(Case.OUTAGE.played(), Case.OUTAGE.heard()).orElseThrow().windows();

        assertEquals(69, windows.size());
        assertEquals(10, windows.stream().filter(window -> !window.isHeard()).count());
        assertEquals(RATE_HZ, windows.getFirst().startFrame());
        assertEquals(101, windows.stream().mapToInt(Hearing.Window::damaged).sum());
    }

    @Test
    void shouldNotJudgeSilence() {
        assertTrue(hear(Damage.tune(17), new float[Damage.NUM_FRAMES]).isEmpty());
        assertTrue(hear(new float[Damage.NUM_FRAMES], Damage.tune(17)).isEmpty());
    }

    @Test
    void shouldNotJudgeAnotherSound() {
        assertTrue(hear(Damage.noise(18), Damage.noise(19)).isEmpty());
    }

    @Test
    void shouldNotJudgeATakeShorterThanAWindow() {
        float[] played = Damage.noise(20);

        assertTrue(new Judge(Sound.of(played), Sound.of(played), RATE_HZ, MAX_LAG_FRAMES)
                .judge(0, 4_000)
                .isEmpty());
    }
}
