package tutti.engine.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayLineTest {
    private static final int RATE_HZ = 48_000;
    private static final int MOST = 9_600;
    private static final int PERIOD = 64;

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 480, 1_000, 9_599, 9_600})
    void shouldDelayByExactlySoManyFrames(int delayFrames) {
        DelayLine line = new DelayLine(2, MOST, PERIOD, RATE_HZ);
        Random random = new Random(1);
        float[][] in = new float[2][MOST * 4];
        float[][] out = new float[2][in[0].length];
        float[][] part = new float[2][PERIOD];
        for (int at = 0; at < in[0].length; at += PERIOD) {
            for (int channel = 0; channel < 2; channel++) {
                for (int i = 0; i < PERIOD; i++) {
                    in[channel][at + i] = random.nextFloat(-1, 1);
                    part[channel][i] = in[channel][at + i];
                }
            }
            line.process(part, PERIOD, delayFrames);
            System.arraycopy(part[0], 0, out[0], at, PERIOD);
            System.arraycopy(part[1], 0, out[1], at, PERIOD);
        }
        for (int channel = 0; channel < 2; channel++) {
            for (int i = MOST + 480; i < in[0].length; i++) {
                assertEquals(in[channel][i - delayFrames], out[channel][i]);
            }
        }
    }

    /// A slow sine through random changes: no sample is further from the last one than two sines of that kind
    /// allow, and with them the 10 ms of the fade.
    @Test
    void shouldNotClickWhenTheDelayChanges() {
        DelayLine line = new DelayLine(1, MOST, PERIOD, RATE_HZ);
        Random random = new Random(2);
        float[][] part = new float[1][PERIOD];
        double step = 2 * Math.PI * 100 / RATE_HZ;
        float last = 0;
        double greatest = 0;
        int wanted = 0;
        for (int period = 0; period < 20_000; period++) {
            for (int i = 0; i < PERIOD; i++) {
                // Begins in full swing, so that a line that does not fade in is found out.
                part[0][i] = (float) Math.cos(step * (period * PERIOD + i));
            }
            wanted = random.nextInt(20) == 0 ? random.nextInt(MOST + 1) : wanted;
            line.process(part, PERIOD, wanted);
            for (int i = 0; i < PERIOD; i++) {
                greatest = period == 0 && i == 0 ? 0 : Math.max(greatest, Math.abs(part[0][i] - last));
                last = part[0][i];
            }
        }

        assertTrue(greatest < 2 * step + 2 * 1.5 / 480, "jumps by " + greatest);
    }
}
