package tutti.codecs.pcm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.AudioDecoder;

/// Bytes written out by hand from RFC 3551 section 4.5.11 (L16), RFC 3190 section 4 (L24) and IEEE 754 (L32F).
class PcmLayoutTest {
    private static final int RATE_HZ = 48_000;
    private static final float STEP_24 = 0x1p-23f;

    @Test
    void shouldWriteL24MostSignificantByteFirstAndInterleaved() {
        float[][] planar = {{0.5f, -1f, STEP_24}, {-0.5f, 0x123456 * STEP_24, -STEP_24}};

        assertEquals("400000" + "c00000" + "800000" + "123456" + "000001" + "ffffff", hex(PcmCodec.L24, planar, 0, 3));
    }

    @Test
    void shouldWriteL32FLeastSignificantByteFirstAndInterleaved() {
        float[][] planar = {{1f, -2.5f}, {-0f, 0x1.234568p3f}};

        assertEquals("0000803f" + "00000080" + "000020c0" + "b4a21141", hex(PcmCodec.L32F, planar, 0, 2));
    }

    @Test
    void shouldReadL16MostSignificantByteFirst() {
        float[][] planar = new float[2][2];

        assertEquals(2, decode(PcmCodec.L16, "1234" + "8000" + "ffff" + "7fff", planar));
        assertArrayEquals(new float[] {0x1234 / 32768f, -1 / 32768f}, planar[0]);
        assertArrayEquals(new float[] {-1f, 32767 / 32768f}, planar[1]);
    }

    @Test
    void shouldWriteL16MostSignificantByteFirstWithinTheDither() {
        byte[] payload = new byte[2];
        for (int seed = 0; seed < 100; seed++) {
            var encoder = PcmCodec.L16.newEncoder(1, RATE_HZ, seed);
            encoder.encode(new float[][] {{0x1234 / 32768f}}, 0, 1, payload, 0);
            assertEquals(0x12, payload[0]);
            assertEquals(0x34, payload[1], 1);
        }
    }

    @Test
    void shouldReadL24WithItsSign() {
        float[][] planar = new float[1][4];

        assertEquals(4, decode(PcmCodec.L24, "800000" + "ffffff" + "00ff80" + "7fffff", planar));
        assertArrayEquals(new float[] {-1f, -STEP_24, 0xff80 * STEP_24, 1 - STEP_24}, planar[0]);
    }

    @Test
    void shouldRoundL24ToNearest() {
        float[][] planar = {{1.25f * STEP_24, 1.75f * STEP_24, -1.25f * STEP_24, -1.75f * STEP_24}};

        assertEquals("000001" + "000002" + "ffffff" + "fffffe", hex(PcmCodec.L24, planar, 0, 4));
    }

    @ParameterizedTest
    @ValueSource(floats = {1f, 1.5f, 1e10f, Float.MAX_VALUE, Float.POSITIVE_INFINITY})
    void shouldClipWhatIsTooLoud(float loud) {
        assertEquals("7fffff" + "800000", hex(PcmCodec.L24, new float[][] {{loud, -loud}}, 0, 2));
        assertEquals("7fff" + "8000", hex(PcmCodec.L16, new float[][] {{loud * 1.01f, -loud * 1.01f}}, 0, 2));
    }

    @ParameterizedTest
    @EnumSource
    void shouldSendSilenceForNaN(PcmCodec codec) {
        String silence = "00".repeat(codec.bytesPerSample());

        assertEquals(silence, hex(codec, new float[][] {{Float.NaN}}, 0, 1));
    }

    @ParameterizedTest
    @CsvSource({"0000807f", "000080ff", "0000c07f", "ffffff7f", "010080ff"})
    void shouldReadSilenceForFloatsThatAreNotFinite(String bytes) {
        float[][] planar = {{1f}};

        assertEquals(1, decode(PcmCodec.L32F, bytes, planar));
        assertEquals(0f, planar[0][0]);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void shouldSendSilenceForInfiniteFloats(float infinite) {
        assertEquals("00000000", hex(PcmCodec.L32F, new float[][] {{infinite}}, 0, 1));
    }

    @ParameterizedTest
    @EnumSource
    void shouldEncodeFromAndToTheGivenOffsetsOnly(PcmCodec codec) {
        int size = codec.bytesPerSample();
        byte[] payload = new byte[4 * size];
        Arrays.fill(payload, (byte) 0x55);
        float[][] planar = {{Float.NaN, 0.5f, Float.NaN}};

        assertEquals(size, codec.newEncoder(1, RATE_HZ, 1).encode(planar, 1, 1, payload, size));

        float[][] decoded = new float[1][1];
        assertEquals(1, codec.newDecoder(1, RATE_HZ).decode(payload, size, size, decoded));
        assertEquals(0.5f, decoded[0][0], 2 / 32768f);
        for (int i = 0; i < payload.length; i++) {
            if (i < size || i >= 2 * size) {
                assertEquals(0x55, payload[i]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"L16, 2, 1172, 293", "L24, 2, 1172, 195", "L32F, 64, 1172, 4", "L24, 8, 23, 0", "L16, 1, -5, 0"})
    void shouldTellHowManyFramesFit(PcmCodec codec, int numChannels, int payloadBytes, int frames) {
        assertEquals(frames, codec.maxFrames(numChannels, payloadBytes));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseTracksWithoutChannels(PcmCodec codec) {
        assertThrows(IllegalArgumentException.class, () -> codec.newEncoder(0, RATE_HZ, 1));
        assertThrows(IllegalArgumentException.class, () -> codec.newDecoder(-1, RATE_HZ));
        assertThrows(IllegalArgumentException.class, () -> codec.maxFrames(0, 1172));
    }

    private static String hex(PcmCodec codec, float[][] planar, int offsetFrames, int numFrames) {
        byte[] payload = new byte[1200];
        int bytes = codec.newEncoder(planar.length, RATE_HZ, 1).encode(planar, offsetFrames, numFrames, payload, 0);
        return HexFormat.of().formatHex(payload, 0, bytes);
    }

    private static int decode(PcmCodec codec, String hex, float[][] planar) {
        byte[] payload = HexFormat.of().parseHex(hex);
        AudioDecoder decoder = codec.newDecoder(planar.length, RATE_HZ);
        return decoder.decode(payload, 0, payload.length, planar);
    }
}
