package tutti.codecs.pcm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tolerances are five standard deviations of the estimate, or more.
class TriangularDitherTest {
    private static final int RUN = 200_000;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 4711, Long.MIN_VALUE})
    void shouldBeTriangularOverOneStepEitherSide(long seed) {
        TriangularDither dither = new TriangularDither(seed);
        double sum = 0;
        double squares = 0;
        double products = 0;
        double previous = 0;
        int inner = 0;
        for (int i = 0; i < RUN; i++) {
            double value = dither.next();
            assertTrue(Math.abs(value) <= 1);
            sum += value;
            squares += value * value;
            products += value * previous;
            previous = value;
            inner += Math.abs(value) < 0.5 ? 1 : 0;
        }

        assertEquals(0, sum / RUN, 0.005);
        assertEquals(1 / 6.0, squares / RUN, 0.0025);
        assertEquals(0, products / RUN, 0.002);
        // The triangle's middle half holds three quarters of it.
        assertEquals(0.75, (double) inner / RUN, 0.005);
    }

    /// 1/12 + 1/12 of the dither and 1/12 of the rounding: 1/4 step^2, whatever the signal.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, -0.37, 1234.5, -20000.75})
    void shouldMakeTheErrorOfL16IndependentOfTheSignal(double steps) {
        int block = 1000;
        float[][] planar = new float[1][block];
        Arrays.fill(planar[0], (float) (steps / 32768));
        float[][] decoded = new float[1][block];
        byte[] payload = new byte[2 * block];
        var encoder = PcmCodec.L16.newEncoder(1, 48_000, 99);
        var decoder = PcmCodec.L16.newDecoder(1, 48_000);
        double exact = planar[0][0] * 32768.0;

        double sum = 0;
        double squares = 0;
        for (int run = 0; run < RUN / block; run++) {
            encoder.encode(planar, 0, block, payload, 0);
            decoder.decode(payload, 0, payload.length, decoded);
            for (float value : decoded[0]) {
                double error = value * 32768.0 - exact;
                sum += error;
                squares += error * error;
            }
        }

        assertEquals(0, sum / RUN, 0.006);
        assertEquals(0.25, squares / RUN, 0.005);
    }

    @Test
    void shouldRepeatWithTheSameSeedOnly() {
        assertArrayEquals(encodeSilence(7), encodeSilence(7));
        assertFalse(Arrays.equals(encodeSilence(7), encodeSilence(8)));
    }

    private static byte[] encodeSilence(long seed) {
        byte[] payload = new byte[200];
        PcmCodec.L16.newEncoder(1, 48_000, seed).encode(new float[1][100], 0, 100, payload, 0);
        return payload;
    }
}
