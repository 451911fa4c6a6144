package tutti.codecs.pcm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tutti.codecs.AudioDecoder;

class PcmDecoderFuzzTest {
    private static final int RATE_HZ = 48_000;
    private static final int MAX_FRAMES = 64;

    @ParameterizedTest
    @EnumSource
    void shouldAcceptWholeFramesThatFitAndNothingElse(PcmCodec codec) {
        Random random = new Random(codec.payloadType());
        for (int run = 0; run < 15_000; run++) {
            int numChannels = 1 + random.nextInt(4);
            float[][] planar = new float[numChannels][MAX_FRAMES];
            byte[] payload = new byte[random.nextInt(1500)];
            random.nextBytes(payload);
            int offset = random.nextInt(payload.length + 1);
            int numBytes = random.nextInt(payload.length - offset + 1);

            int frames = codec.newDecoder(numChannels, RATE_HZ).decode(payload, offset, numBytes, planar);

            int frameBytes = numChannels * codec.bytesPerSample();
            boolean wellFormed = numBytes > 0 && numBytes % frameBytes == 0 && numBytes / frameBytes <= MAX_FRAMES;
            assertEquals(wellFormed ? numBytes / frameBytes : AudioDecoder.MALFORMED, frames);
            requireBounded(codec, planar, Math.max(frames, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 12", "0, -12", "0, 13", "4, 12", "12, 12", "2147483647, 12", "4, 2147483646"})
    void shouldRefuseRangesOutsideThePacket(int offset, int numBytes) {
        float[][] planar = new float[1][MAX_FRAMES];

        assertEquals(
                AudioDecoder.MALFORMED,
                PcmCodec.L16.newDecoder(1, RATE_HZ).decode(new byte[12], offset, numBytes, planar));
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveTheSamplesAloneWhenMalformed(PcmCodec codec) {
        float[][] planar = {{1, 2}, {3}};
        byte[] twoFrames = new byte[4 * codec.bytesPerSample()];

        assertEquals(
                AudioDecoder.MALFORMED, codec.newDecoder(2, RATE_HZ).decode(twoFrames, 0, twoFrames.length, planar));
        assertArrayEquals(new float[] {1, 2}, planar[0]);
        assertArrayEquals(new float[] {3}, planar[1]);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseTooFewChannels(PcmCodec codec) {
        byte[] frame = new byte[3 * codec.bytesPerSample()];

        assertEquals(
                AudioDecoder.MALFORMED, codec.newDecoder(3, RATE_HZ).decode(frame, 0, frame.length, new float[2][8]));
    }

    private static void requireBounded(PcmCodec codec, float[][] planar, int numFrames) {
        float limit = codec == PcmCodec.L32F ? Float.MAX_VALUE : 1f;
        for (float[] channel : planar) {
            for (int frame = 0; frame < MAX_FRAMES; frame++) {
                assertTrue(Math.abs(channel[frame]) <= limit);
                assertTrue(frame < numFrames || channel[frame] == 0f);
            }
        }
    }
}
