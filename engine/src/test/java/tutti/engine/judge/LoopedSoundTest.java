package tutti.engine.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopedSoundTest {
    private static final int LOOP_FRAMES = 4_800;

    /// Ten and a hundred whole periods in a loop, so that it has no seam.
    private static double tone(double frame) {
        return 0.4 * Math.sin(2 * Math.PI * 10 * frame / LOOP_FRAMES)
                + 0.4 * Math.sin(2 * Math.PI * 100 * frame / LOOP_FRAMES);
    }

    private static float[][] loop() {
        float[] loop = new float[LOOP_FRAMES];
        for (int i = 0; i < LOOP_FRAMES; i++) {
            loop[i] = (float) tone(i);
        }
        return new float[][] {loop};
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 200, -200, 187.5})
    void shouldSoundAsOnAnotherClock(double ppm) {
        LoopedSound sound = new LoopedSound(loop(), 32.25, ppm);
        float[] heard = new float[1_000];

        for (long from : new long[] {-700, 0, 28_799_000}) {
            sound.read(0, from, heard, heard.length);
            for (int i = 0; i < heard.length; i++) {
                assertEquals(tone((from + i + 32.25) * (1 + ppm * 1e-6)), heard[i], 2e-5);
            }
        }
    }

    @Test
    void shouldBeExactOnOneClock() {
        float[][] loop = loop();
        float[] heard = new float[3];

        new LoopedSound(loop, 2, 0).read(0, LOOP_FRAMES - 4, heard, 3);

        assertArrayEquals(new float[] {loop[0][LOOP_FRAMES - 2], loop[0][LOOP_FRAMES - 1], loop[0][0]}, heard);
    }
}
