package tutti.codecs.pcm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.AllocationProbe;
import tutti.codecs.AudioDecoder;
import tutti.codecs.AudioEncoder;

class MuLawCodecTest {
    private static final int RATE_HZ = 48_000;

    /// Codes and output values of G.711 table 2a/2b in 16 bits: four times the 14-bit ones (8031, 4191, 2079, ...).
    @ParameterizedTest
    @CsvSource({
        "0x00, -32124",
        "0x80, 32124",
        "0x8F, 16764",
        "0x0F, -16764",
        "0x9F, 8316",
        "0xAF, 4092",
        "0xBF, 1980",
        "0xCF, 924",
        "0xDF, 396",
        "0xEF, 132",
        "0xF0, 120",
        "0xFE, 8",
        "0xFF, 0",
        "0x7F, 0",
        "0x7E, -8"
    })
    void shouldReadTheValuesOfG711(int code, int value) {
        float[][] planar = new float[1][1];

        assertEquals(1, MuLawCodec.PCMU.newDecoder(1, RATE_HZ).decode(new byte[] {(byte) code}, 0, 1, planar));
        assertEquals(value, planar[0][0] * 32_768);
    }

    /// Every code comes back as itself, but for the negative zero, which nothing encodes to.
    @Test
    void shouldWriteEveryCodeFromItsOwnValue() {
        AudioEncoder encoder = MuLawCodec.PCMU.newEncoder(1, RATE_HZ, 1);
        AudioDecoder decoder = MuLawCodec.PCMU.newDecoder(1, RATE_HZ);
        float[][] planar = new float[1][1];
        byte[] payload = new byte[1];
        for (int code = 0; code < 256; code++) {
            payload[0] = (byte) code;
            decoder.decode(payload, 0, 1, planar);
            encoder.encode(planar, 0, 1, payload, 0);
            assertEquals(code == 0x7F ? 0xFF : code, payload[0] & 0xFF);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldCarryAnyLevelWithinHalfAStep(long seed) {
        Random random = new Random(seed);
        int channels = 1 + random.nextInt(5);
        float[][] planar = new float[channels][40];
        for (float[] channel : planar) {
            for (int i = 0; i < channel.length; i++) {
                channel[i] = (float) (random.nextDouble(-0.99, 0.99) * Math.pow(10, -3 * random.nextDouble()));
            }
        }
        byte[] payload = new byte[3 + channels * 40];
        float[][] decoded = new float[channels][40];

        assertEquals(
                channels * 40, MuLawCodec.PCMU.newEncoder(channels, RATE_HZ, 1).encode(planar, 0, 40, payload, 3));
        assertEquals(40, MuLawCodec.PCMU.newDecoder(channels, RATE_HZ).decode(payload, 3, channels * 40, decoded));
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < 40; i++) {
                // A step is 1/16 of its segment, which begins at half its end: 1/32 at most, and the bias.
                double halfStep = (Math.abs(planar[channel][i]) + 132 / 32_768.0) / 32;
                assertEquals(planar[channel][i], decoded[channel][i], halfStep + 1 / 32_768.0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0x80", "-1, 0x00", "1e30, 0x80", "Infinity, 0x80", "-Infinity, 0x00", "NaN, 0xFF", "0, 0xFF"})
    void shouldClipWhatIsTooLoudAndSilenceWhatIsNoNumber(float sample, int code) {
        byte[] payload = new byte[1];
        MuLawCodec.PCMU.newEncoder(1, RATE_HZ, 1).encode(new float[][] {{sample}}, 0, 1, payload, 0);

        assertEquals(code, payload[0] & 0xFF);
    }

    @Test
    void shouldBeFoundByDecodersOnly() {
        assertSame(MuLawCodec.PCMU, PcmCodec.set().byPayloadType(101).orElseThrow());
        assertEquals(Optional.empty(), PcmCodec.set().byName("PCMU"));
        assertEquals("L16, L24, L32F", PcmCodec.set().names());
    }

    @Test
    void shouldFitOneFrameAByteAndChannel() {
        assertEquals(578, MuLawCodec.PCMU.maxFrames(2, 1156));
        assertEquals(0, MuLawCodec.PCMU.maxFrames(2, -3));
    }

    @Test
    void shouldAllocateNothing() {
        float[][] planar = new float[2][64];
        byte[] payload = new byte[128];
        AudioEncoder encoder = MuLawCodec.PCMU.newEncoder(2, RATE_HZ, 1);
        AudioDecoder decoder = MuLawCodec.PCMU.newDecoder(2, RATE_HZ);

        assertEquals(0, AllocationProbe.bytesOver(50_000, () -> {
            int numBytes = encoder.encode(planar, 0, 64, payload, 0);
            decoder.decode(payload, 0, numBytes, planar);
        }));
        assertTrue(planar[0][0] == 0);
    }
}
