package tutti.codecs.pcm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.AllocationProbe;
import tutti.codecs.AudioDecoder;
import tutti.codecs.AudioEncoder;

class PcmRoundTripTest {
    private static final int RATE_HZ = 48_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldCarryEvery24BitValueExactly(long seed) {
        Random random = new Random(seed);
        roundTrip(PcmCodec.L24, random, i -> (random.nextInt() >> 8) * 0x1p-23, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldCarryOtherValuesWithinHalfAStepOf24Bits(long seed) {
        Random random = new Random(seed);
        roundTrip(PcmCodec.L24, random, i -> random.nextDouble(-1, 1 - 0x1p-23), 0x1p-24);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldCarryEveryFiniteFloatExactly(long seed) {
        Random random = new Random(seed);
        roundTrip(PcmCodec.L32F, random, i -> finite(random), 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldCarryL16WithinTheDitherAndHalfAStep(long seed) {
        Random random = new Random(seed);
        roundTrip(PcmCodec.L16, random, i -> random.nextDouble(-0.999, 0.999), 1.5 * 0x1p-15);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAllocateNothing(PcmCodec codec) {
        float[][] planar = new float[2][64];
        byte[] payload = new byte[1200];
        AudioEncoder encoder = codec.newEncoder(2, RATE_HZ, 1);
        AudioDecoder decoder = codec.newDecoder(2, RATE_HZ);

        long bytes = AllocationProbe.bytesOver(100_000, () -> {
            int numBytes = encoder.encode(planar, 0, 64, payload, 12);
            decoder.decode(payload, 12, numBytes, planar);
        });

        assertEquals(0, bytes);
    }

    private static void roundTrip(PcmCodec codec, Random random, IntToDoubleFunction sample, double toleranceLinear) {
        for (int run = 0; run < 50; run++) {
            int numChannels = 1 + random.nextInt(64);
            int numFrames = 1 + random.nextInt(100);
            float[][] planar = new float[numChannels][numFrames];
            for (float[] channel : planar) {
                for (int frame = 0; frame < numFrames; frame++) {
                    channel[frame] = (float) sample.applyAsDouble(frame);
                }
            }
            byte[] payload = new byte[20 + numChannels * numFrames * codec.bytesPerSample()];
            float[][] decoded = new float[numChannels][numFrames + 3];

            int numBytes =
                    codec.newEncoder(numChannels, RATE_HZ, random.nextLong()).encode(planar, 0, numFrames, payload, 20);
            int frames = codec.newDecoder(numChannels, RATE_HZ).decode(payload, 20, numBytes, decoded);

            assertEquals(payload.length - 20, numBytes);
            assertEquals(numFrames, frames);
            for (int channel = 0; channel < numChannels; channel++) {
                for (int frame = 0; frame < numFrames; frame++) {
                    assertEquals((double) planar[channel][frame], decoded[channel][frame], toleranceLinear);
                }
            }
        }
    }

    private static float finite(Random random) {
        float value = Float.intBitsToFloat(random.nextInt());
        return Float.isFinite(value) ? value : -0f;
    }
}
