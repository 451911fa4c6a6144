package tutti.codecs.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the ear is promised, with the answers known beforehand.
class ResamplerQualityTest {
    private static final int[] RATES_HZ = {44_100, 48_000, 88_200, 96_000};
    private static final int RUN = 48_000;

    @ParameterizedTest
    @ValueSource(ints = {20, 100, 1_000, 5_000, 10_000, 15_000, 18_000, 20_000})
    void shouldBeFlatWithinATenthOfADecibelNearUnity(int toneHz) {
        double ratio = 1.0001;
        double amplitude = Tone.amplitude(Tone.resampled(48_000, 48_000, ratio, toneHz, RUN), toneHz * ratio / 48_000);

        assertEquals(0, 20 * Math.log10(amplitude), 0.1);
    }

    @ParameterizedTest
    @CsvSource({"48000, 48000, 1.0001", "44100, 48000, 1", "48000, 44100, 1", "96000, 48000, 1", "48000, 96000, 1"})
    void shouldKeepDistortionAndNoiseOfAToneBelowMinus110Db(int inRateHz, int outRateHz, double drift) {
        double ratio = drift * inRateHz / outRateHz;
        double[] heard = Tone.resampled(inRateHz, outRateHz, ratio, 1_000, RUN);

        double distortionDb = Tone.thdPlusNoiseDb(heard, 1_000 * ratio / inRateHz);

        assertTrue(distortionDb < -110, () -> distortionDb + " dB");
    }

    /// What lies above 30 kHz would fold to below 18 kHz.
    @ParameterizedTest
    @ValueSource(ints = {30_000, 31_000, 33_000, 36_000, 40_000, 44_000, 47_000})
    void shouldRejectAliasesBy100DbWhenHalvingTheRate(int toneHz) {
        double rejectionDb = 20 * Math.log10(Tone.rms(Tone.resampled(96_000, 48_000, 2, toneHz, RUN)) * Math.sqrt(2));

        assertTrue(rejectionDb < -100, () -> rejectionDb + " dB");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 17_000})
    void shouldRejectImagesBy100DbNearUnity(int toneHz) {
        double ratio = 1.0001;
        double distortionDb =
                Tone.thdPlusNoiseDb(Tone.resampled(48_000, 48_000, ratio, toneHz, RUN), toneHz * ratio / 48_000);

        assertTrue(distortionDb < -100, () -> distortionDb + " dB");
    }

    static Stream<Arguments> pairs() {
        return Stream.of(0, 1, 2, 3)
                .flatMap(from -> Stream.of(0, 1, 2, 3).map(to -> Arguments.of(RATES_HZ[from], RATES_HZ[to])));
    }

    /// The position of each output frame on the input's timeline follows from the ratios alone, so that each sample
    /// is known: a click, a slip, a wrong delay or a lost fraction would show.
    @ParameterizedTest
    @MethodSource("pairs")
    void shouldFollowAWanderingRatioToTheSample(int inRateHz, int outRateHz) {
        double nominal = (double) inRateHz / outRateHz;
        double cyclesPerFrame = 1_000.0 / inRateHz;
        Random random = new Random(inRateHz + 7L * outRateHz);
        Resampler resampler = new Resampler(PolyphaseFilter.forRates(inRateHz, outRateHz), 1);
        float[][] in = new float[1][512];
        float[][] out = new float[1][128];
        long consumed = 0;
        double instant = -1 - resampler.delayFrames();
        for (int block = 0; block < 400; block++) {
            resampler.setRatio(nominal * (1 + random.nextDouble(-500e-6, 500e-6)));
            int frames = 1 + random.nextInt(128);
            int needed = resampler.inputFramesFor(frames);
            for (int i = 0; i < needed; i++) {
                in[0][i] = (float) Math.sin(2 * Math.PI * cyclesPerFrame * consumed++);
            }
            resampler.process(in, 0, needed, out, 0, frames);
            for (int i = 0; i < frames; i++) {
                instant += resampler.ratio();
                if (instant > resampler.delayFrames()) {
                    assertEquals(Math.sin(2 * Math.PI * cyclesPerFrame * instant), out[0][i], 1e-5);
                }
            }
            assertEquals(instant, consumed - 1 - resampler.delayFrames() + resampler.phaseFrames(), 1e-6);
        }
        assertTrue(consumed > 400 * 32 * nominal);
    }

    @Test
    void shouldPassAConstantUnchanged() {
        Resampler resampler = new Resampler(PolyphaseFilter.forRates(96_000, 44_100), 1);
        resampler.setRatio(96_000 / 44_100.0);
        float[][] in = new float[1][512];
        Arrays.fill(in[0], 0.75f);
        float[][] out = new float[1][200];
        resampler.process(in, 0, resampler.inputFramesFor(200), out, 0, 200);

        for (int frame = 100; frame < 200; frame++) {
            assertEquals(0.75f, out[0][frame], 1e-6f);
        }
    }

    @ParameterizedTest
    @CsvSource({"48000, 48000, 16", "44100, 48000, 16", "48000, 44100, 16", "96000, 48000, 32", "96000, 44100, 32"})
    void shouldDelayBySixteenFramesOfTheLowerRate(int inRateHz, int outRateHz, double delayFrames) {
        assertEquals(delayFrames, PolyphaseFilter.forRates(inRateHz, outRateHz).delayFrames());
    }

    @Test
    void shouldDelayByAThirdOfAMillisecondAt48KHz() {
        assertTrue(PolyphaseFilter.forRates(48_000, 48_000).delayFrames() / 48_000 <= 0.35e-3);
    }
}
