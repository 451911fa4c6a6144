package tutti.engine.demo.music;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.driver.virtual.LoopSource;

class DemoPieceTest {
    private static final int RATE_HZ = 16_000;

    private static float[][] played(DemoPiece.Part part) {
        LoopSource loop = DemoPiece.play(part, RATE_HZ);
        float[][] channels = new float[2][loop.numFrames()];
        loop.fill(0, 0, channels[0], 0, loop.numFrames());
        loop.fill(1, 0, channels[1], 0, loop.numFrames());
        return channels;
    }

    private static double rms(float[] samples, int from, int to) {
        double power = 0;
        for (int i = from; i < to; i++) {
            power += samples[i] * samples[i];
        }
        return Math.sqrt(power / (to - from));
    }

    @ParameterizedTest
    @EnumSource(DemoPiece.Part.class)
    void shouldBeStereoMusicOfGoodLevelFromEndToEnd(DemoPiece.Part part) {
        float[][] channels = played(part);
        float peak = 0;
        double difference = 0;
        for (int i = 0; i < channels[0].length; i++) {
            assertTrue(Float.isFinite(channels[0][i]) && Float.isFinite(channels[1][i]));
            peak = Math.max(peak, Math.max(Math.abs(channels[0][i]), Math.abs(channels[1][i])));
            difference += Math.pow(channels[0][i] - channels[1][i], 2) / channels[0].length;
        }

        assertEquals(0.501, peak, 0.001);
        assertTrue(Math.sqrt(difference) > 0.01, "left and right differ");
        int bar = channels[0].length / Score.NUM_BARS;
        for (int i = 0; i < Score.NUM_BARS; i++) {
            double level = rms(channels[0], i * bar, (i + 1) * bar);
            assertTrue(level > 0.04 && level < 0.25, "bar " + i + " has a level of " + level);
        }
    }

    @ParameterizedTest
    @EnumSource(DemoPiece.Part.class)
    void shouldLoopWithoutAClick(DemoPiece.Part part) {
        for (float[] samples : played(part)) {
            // The step over the seam is like those just before and after it.
            float largest = 0;
            for (int i = 1; i < 30; i++) {
                largest = Math.max(largest, Math.abs(samples[i] - samples[i - 1]));
                largest = Math.max(largest, Math.abs(samples[samples.length - i] - samples[samples.length - i - 1]));
            }
            assertTrue(Math.abs(samples[0] - samples[samples.length - 1]) < 1.5 * largest);
            assertTrue(rms(samples, samples.length - 800, samples.length) > 0.01, "rings on over the seam");
        }
    }

    @ParameterizedTest
    @EnumSource(DemoPiece.Part.class)
    void shouldBeTheSameEveryTime(DemoPiece.Part part) {
        assertArrayEquals(played(part), played(part));
    }

    @Test
    void shouldLastAsLongInBothPartsAndAtEachRate() {
        assertEquals(
                DemoPiece.play(DemoPiece.Part.ALICE, RATE_HZ).numFrames(),
                DemoPiece.play(DemoPiece.Part.BOB, RATE_HZ).numFrames());
        assertEquals(35.556, DemoPiece.numFrames(48_000) / 48_000.0, 0.001);
        assertEquals(35.556, DemoPiece.numFrames(44_100) / 44_100.0, 0.001);
    }

    @Test
    void shouldFillEveryBarOfTheScore() {
        for (List<Score.Note> line : List.of(Score.melody(), Score.answers())) {
            Score.Note last = line.getLast();
            int end = last.eighth() + last.eighths();
            assertTrue(end > 15 * Score.EIGHTHS_PER_BAR && end <= 16 * Score.EIGHTHS_PER_BAR, "ends at " + end);
        }
        Score.Note last = Score.melody().getLast();
        assertEquals(Score.NUM_BARS * Score.EIGHTHS_PER_BAR, last.eighth() + last.eighths());
        for (int bar = 0; bar < Score.NUM_BARS; bar++) {
            assertEquals(4, Score.fingering(bar).length);
            assertEquals(4, Score.chord(bar).length);
            assertEquals(2, Score.bass(bar).length);
        }
    }

    @Test
    void shouldReadPitches() {
        assertEquals(69, Pitch.number("A4"));
        assertEquals(60, Pitch.number("C4"));
        assertEquals(61, Pitch.number("C#4"));
        assertEquals(58, Pitch.number("Bb3"));
        assertEquals(440, Pitch.hz(69));
        assertThrows(IllegalArgumentException.class, () -> Pitch.number("H4"));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 47, 57, 69, 77, 85})
    void shouldPluckStringsInTune(int number) {
        int rateHz = 48_000;
        double hz = Pitch.hz(number);
        float[] note = new float[rateHz / 2];
        new PluckedString(rateHz, new SplittableRandom(3)).pluck(hz, 4, 0.6, note, note.length, note.length);

        double bestCents = 0;
        double most = 0;
        for (double cents = -60; cents <= 60; cents += 1) {
            double power = power(note, hz * Math.pow(2, cents / 1200), rateHz);
            if (power > most) {
                most = power;
                bestCents = cents;
            }
        }
        assertEquals(0, bestCents, 5);
    }

    /// Of the first four harmonics together.
    private static double power(float[] samples, double hz, int rateHz) {
        double power = 0;
        for (int harmonic = 1; harmonic <= 4; harmonic++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < samples.length; i++) {
                double phase = 2 * Math.PI * hz * harmonic * i / rateHz;
                re += samples[i] * Math.cos(phase);
                im += samples[i] * Math.sin(phase);
            }
            power += re * re + im * im;
        }
        return power;
    }
}
