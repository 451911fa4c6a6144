package tutti.codecs.opus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.AllocationProbe;
import tutti.codecs.AudioDecoder;
import tutti.codecs.AudioEncoder;
import tutti.codecs.CodecSet;
import tutti.codecs.pcm.PcmCodec;

class OpusCodecTest {
    private static final OpusLibrary LIBRARY = Libraries.both().findFirst().orElseThrow();
    private static final OpusCodec CODEC = new OpusCodec(LIBRARY, OpusCodec.AUTO_KBPS, OpusFrame.AUTO);

    @Test
    void shouldStandBesideTheUncompressedFormats() {
        CodecSet set = PcmCodec.set().plus(CODEC);

        assertEquals("L16, L24, L32F, opus", set.names());
        assertEquals(CODEC, set.byName("Opus").orElseThrow());
        assertEquals(CODEC, set.byPayloadType(99).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "16, 48000, 120",
        "64, 48000, 120",
        "240, 48000, 120",
        "241, 48000, 240",
        "256, 48000, 240",
        "480, 48000, 240",
        "481, 48000, 480",
        "1024, 48000, 480",
        "64, 24000, 60",
        "128, 24000, 120",
        "128, 8000, 80"
    })
    void shouldFitThePacketToThePeriod(int periodFrames, int rateHz, int packetFrames) {
        assertEquals(packetFrames, CODEC.packetFrames(periodFrames, rateHz));
    }

    @Test
    void shouldKeepToTheLengthThatIsAskedFor() {
        assertEquals(120, new OpusCodec(LIBRARY, 128, OpusFrame.MS_2_5).packetFrames(1_024, 48_000));
        assertEquals(240, new OpusCodec(LIBRARY, 128, OpusFrame.MS_5).packetFrames(64, 48_000));
        assertEquals(480, new OpusCodec(LIBRARY, 128, OpusFrame.MS_10).packetFrames(64, 48_000));
    }

    @Test
    void shouldHaveRoomForTheLongestPacketOfOneChannelOrTwo() {
        OpusCodec most = new OpusCodec(LIBRARY, OpusCodec.MAX_KBPS, OpusFrame.AUTO);

        assertEquals(480, CODEC.maxFrames(1, 1_172));
        assertEquals(480, CODEC.maxFrames(2, 1_172));
        assertEquals(0, CODEC.maxFrames(0, 1_172));
        assertEquals(0, CODEC.maxFrames(3, 1_172));
        assertEquals(480, most.maxFrames(2, 638));
        assertEquals(0, most.maxFrames(2, 637));
    }

    @Test
    void shouldKnowItsSampleRates() {
        for (int rateHz : new int[] {8_000, 12_000, 16_000, 24_000, 48_000}) {
            assertTrue(CODEC.supportsRate(rateHz));
        }
        for (int rateHz : new int[] {0, 11_025, 22_050, 32_000, 44_100, 88_200, 96_000}) {
            assertFalse(CODEC.supportsRate(rateHz));
        }
    }

    @Test
    void shouldRefuseInOneSentenceWhatItCannotCarry() {
        for (Exception refused : List.of(
                assertThrows(IllegalArgumentException.class, () -> CODEC.newEncoder(3, 48_000, 0)),
                assertThrows(IllegalArgumentException.class, () -> CODEC.newDecoder(0, 48_000)),
                assertThrows(IllegalArgumentException.class, () -> CODEC.newEncoder(1, 44_100, 0)),
                assertThrows(IllegalArgumentException.class, () -> CODEC.newDecoder(1, 96_000)))) {
            assertTrue(String.valueOf(refused.getMessage()).startsWith("Opus "));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 47, 511, 48_000})
    void shouldRefuseOtherBitRates(int kbps) {
        assertThrows(IllegalArgumentException.class, () -> new OpusCodec(LIBRARY, kbps, OpusFrame.AUTO));
    }

    @ParameterizedTest
    @MethodSource("tutti.codecs.opus.Libraries#both")
    void shouldAllocateNothingPerPacket(OpusLibrary library) {
        OpusCodec codec = new OpusCodec(library, 256, OpusFrame.MS_2_5);
        AudioEncoder encoder = codec.newEncoder(2, 48_000, 0);
        AudioDecoder decoder = codec.newDecoder(2, 48_000);
        float[][] sound = Loop.chord(2, 48_000, 120);
        float[][] heard = new float[2][120];
        byte[] payload = new byte[OpusEncoder.MAX_PACKET_BYTES];

        assertEquals(0, AllocationProbe.bytesOver(10_000, () -> {
            int bytes = encoder.encode(sound, 0, 120, payload, 0);
            decoder.decode(payload, 0, bytes, heard);
            decoder.bridge(120, heard);
        }));
    }
}
