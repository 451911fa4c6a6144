package tutti.codecs.conceal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tutti.codecs.conceal.Sounds.chord;
import static tutti.codecs.conceal.Sounds.noise;
import static tutti.codecs.conceal.Sounds.scaled;
import static tutti.codecs.conceal.Sounds.sine;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.AllocationProbe;

class BurgFitTest {
    private static final int WINDOW = BurgFit.DEFAULT_WINDOW_FRAMES;
    private static final int ORDER = BurgFit.DEFAULT_ORDER;

    /// The poles 0.95 e^(+-0.3i) and 0.9 e^(+-1.2i).
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldRecoverAKnownProcess(long seed) {
        double[] known = {
            2 * 0.95 * Math.cos(0.3) + 2 * 0.9 * Math.cos(1.2),
            -(0.9025 + 0.81 + 4 * 0.95 * 0.9 * Math.cos(0.3) * Math.cos(1.2)),
            2 * 0.95 * Math.cos(0.3) * 0.81 + 2 * 0.9 * Math.cos(1.2) * 0.9025,
            -0.9025 * 0.81
        };
        float[] process = noise(WINDOW, 0.01, seed);
        for (int frame = 4; frame < WINDOW; frame++) {
            for (int lag = 1; lag <= 4; lag++) {
                process[frame] += (float) (known[lag - 1] * process[frame - lag]);
            }
        }
        LinearModel model = fit(4, process);

        assertEquals(4, model.order());
        for (int lag = 1; lag <= 4; lag++) {
            assertEquals(known[lag - 1], model.coefficient(lag), 0.12, "lag " + lag);
        }
    }

    /// x(n) = 2 cos(w) x(n - 1) - x(n - 2), to the last digits that damping and weights leave.
    @Test
    void shouldFindTheTwoCoefficientsOfASine() {
        LinearModel model = fit(2, sine(1_000, 0.5, WINDOW));

        assertEquals(2 * Math.cos(2 * Math.PI / 48), model.coefficient(1), 2e-3);
        assertEquals(-1, model.coefficient(2), 2e-3);
    }

    @Test
    void shouldForetellTwoSinesBelow60Db() {
        float[] sound = sine(440, 0.4, WINDOW + 64);
        Sounds.add(sound, sine(1_234.5, 0.3, WINDOW + 64));
        LinearModel model = fit(ORDER, Arrays.copyOf(sound, WINDOW));
        float[] line = Arrays.copyOf(sound, WINDOW + 64);
        model.extend(line, WINDOW, 64, 1);

        double error = Sounds.errorDb(sound, line, WINDOW, WINDOW + 64);
        assertTrue(error < -60, "error " + error);
    }

    @Test
    void shouldFitOneModelToAllChannels() {
        float[] sound = chord(WINDOW, 1);
        LinearModel mono = fit(ORDER, sound);
        LinearModel panned = fit(ORDER, scaled(sound, 0.5f), scaled(sound, -0.25f), new float[WINDOW]);

        assertEquals(mono.order(), panned.order());
        float[] line = Arrays.copyOf(sound, WINDOW + 64);
        float[] other = line.clone();
        mono.extend(line, WINDOW, 64, 1);
        panned.extend(other, WINDOW, 64, 1);
        assertTrue(Sounds.errorDb(line, other, WINDOW, WINDOW + 64) < -60);
    }

    static Stream<List<float[]>> hostileWindows() {
        float[] square = new float[WINDOW];
        float[] denormal = new float[WINDOW];
        float[] holes = chord(WINDOW, 2);
        float[] nonsense = new float[WINDOW];
        float[] alternating = new float[WINDOW];
        Random random = new Random(3);
        for (int i = 0; i < WINDOW; i++) {
            square[i] = i / 50 % 2 == 0 ? 1 : -1;
            denormal[i] = Float.MIN_VALUE * random.nextInt(1_000);
            alternating[i] = i % 2 == 0 ? 1 : -1;
            nonsense[i] = Float.intBitsToFloat(random.nextInt());
        }
        Arrays.fill(holes, 500, 600, Float.NaN);
        holes[700] = Float.POSITIVE_INFINITY;
        float[] impulse = new float[WINDOW];
        impulse[WINDOW / 2] = 1;
        float[] lastImpulse = new float[WINDOW];
        lastImpulse[WINDOW - 1] = 1;
        float[] constant = new float[WINDOW];
        Arrays.fill(constant, 0.7f);
        float[] notNumbers = new float[WINDOW];
        Arrays.fill(notNumbers, Float.NaN);
        return Stream.concat(
                Stream.of(
                                new float[WINDOW],
                                constant,
                                square,
                                denormal,
                                alternating,
                                impulse,
                                lastImpulse,
                                notNumbers,
                                holes,
                                nonsense,
                                sine(440, 1, WINDOW),
                                sine(0.3, 1, WINDOW),
                                sine(23_999, 1, WINDOW),
                                sine(440, 1e-9, WINDOW))
                        .map(List::of),
                LongStream.rangeClosed(1, 8).mapToObj(seed -> List.of(noise(WINDOW, 0.1, seed), chord(WINDOW, seed))));
    }

    /// 60 ms, as long as a prediction is ever followed, and a little.
    @ParameterizedTest
    @MethodSource("hostileWindows")
    void shouldNeverGrow(List<float[]> window) {
        LinearModel model = fit(ORDER, window.toArray(float[][]::new));
        for (float[] channel : window) {
            float[] line = Arrays.copyOf(channel, WINDOW + 3_000);
            float peak = 0;
            for (int i = 0; i < WINDOW; i++) {
                line[i] = Float.isFinite(line[i]) ? Math.clamp(line[i], -1e6f, 1e6f) : 0f;
                peak = Math.max(peak, Math.abs(line[i]));
            }
            model.extend(line, WINDOW, 3_000, Float.MAX_VALUE);
            for (int i = WINDOW; i < line.length; i++) {
                assertTrue(Math.abs(line[i]) <= 4 * peak, "frame " + (i - WINDOW) + ": " + line[i] + " of " + peak);
            }
        }
    }

    @Test
    void shouldNotDependOnLoudness() {
        float[] sound = chord(WINDOW, 5);
        LinearModel loud = fit(ORDER, sound);
        LinearModel soft = fit(ORDER, scaled(sound, 0x1p-30f));

        for (int lag = 1; lag <= ORDER; lag++) {
            assertEquals(loud.coefficient(lag), soft.coefficient(lag));
        }
    }

    @Test
    void shouldFitSilenceWithAModelOfSilence() {
        assertEquals(0, fit(ORDER, new float[WINDOW]).order());
    }

    @Test
    void shouldRefuseAnOrderBeyondItsWindow() {
        assertThrows(IllegalArgumentException.class, () -> new BurgFit(1, 512, 512));
        assertThrows(IllegalArgumentException.class, () -> new BurgFit(1, 0, 512));
        assertThrows(IllegalArgumentException.class, () -> new BurgFit(1, 512, 5_000));
    }

    @Test
    void shouldAllocateNothing() {
        BurgFit fit = new BurgFit(2, 16, 64);
        LinearModel model = new LinearModel(16);
        float[][] window = {noise(64, 1, 1), noise(64, 1, 2)};

        assertEquals(0, AllocationProbe.bytesOver(10_000, () -> fit.fit(window, model)));
    }

    private static LinearModel fit(int order, float[]... window) {
        LinearModel model = new LinearModel(order);
        new BurgFit(window.length, order, window[0].length).fit(window, model);
        return model;
    }
}
