package tutti.codecs.opus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tutti.codecs.AudioDecoder;
import tutti.codecs.AudioEncoder;

class OpusRoundTripTest {
    private static final List<OpusFrame> LENGTHS = List.of(OpusFrame.MS_2_5, OpusFrame.MS_5, OpusFrame.MS_10);

    /// Of both libraries: every rate, length and number of channels.
    static Stream<Arguments> everything() {
        return Libraries.both()
                .flatMap(library -> IntStream.of(8_000, 12_000, 16_000, 24_000, 48_000)
                        .boxed()
                        .flatMap(rateHz -> LENGTHS.stream()
                                .flatMap(length -> Stream.of(1, 2)
                                        .map(channels -> Arguments.of(library, rateHz, length, channels)))));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void shouldComeOutAsMuchLaterAsItSays(OpusLibrary library, int rateHz, OpusFrame length, int channels) {
        OpusCodec codec = new OpusCodec(library, OpusCodec.AUTO_KBPS, length);
        float[][] chord = new float[channels][];
        Arrays.fill(chord, Loop.chord(1, rateHz, rateHz / 2)[0]);

        float[][] heard = there(codec, chord, rateHz);

        int lookahead = codec.lookaheadFrames(rateHz);
        assertEquals(rateHz / 400, lookahead);
        double atLookahead = Loop.snrDb(chord, heard, lookahead, rateHz / 8, rateHz * 3 / 8);
        assertTrue(atLookahead > Loop.snrDb(chord, heard, lookahead - 1, rateHz / 8, rateHz * 3 / 8) + 1);
        assertTrue(atLookahead > Loop.snrDb(chord, heard, lookahead + 1, rateHz / 8, rateHz * 3 / 8) + 1);
    }

    static Stream<Arguments> qualities() {
        return LENGTHS.stream()
                .flatMap(length -> Stream.of(
                        Arguments.of(length, 1, 48, 15.0),
                        Arguments.of(length, 1, 128, 28.0),
                        Arguments.of(length, 1, 256, 32.0),
                        Arguments.of(length, 2, 128, 20.0),
                        Arguments.of(length, 2, 256, 28.0)));
    }

    @ParameterizedTest
    @MethodSource("qualities")
    void shouldKeepAChord(OpusFrame length, int channels, int kbps, double leastDb) {
        OpusCodec codec = new OpusCodec(Libraries.both().toList().getLast(), kbps, length);
        float[][] chord = Loop.chord(channels, Loop.RATE_HZ, Loop.RATE_HZ);

        float[][] heard = there(codec, chord, Loop.RATE_HZ);

        double db = Loop.snrDb(chord, heard, codec.lookaheadFrames(Loop.RATE_HZ), 12_000, 36_000);
        assertTrue(db > leastDb, () -> db + " dB");
    }

    static Stream<Arguments> bitRates() {
        return Libraries.both()
                .flatMap(library -> LENGTHS.stream()
                        .flatMap(length -> Stream.of(
                                Arguments.of(library, length, 1, 48, 48),
                                Arguments.of(library, length, 1, 128, 128),
                                Arguments.of(library, length, 1, OpusCodec.AUTO_KBPS, 128),
                                Arguments.of(library, length, 1, 510, 300),
                                Arguments.of(library, length, 2, 48, 48),
                                Arguments.of(library, length, 2, OpusCodec.AUTO_KBPS, 256),
                                Arguments.of(library, length, 2, 510, 510))));
    }

    @ParameterizedTest
    @MethodSource("bitRates")
    void shouldMakePacketsOfOneSizeAtTheBitRate(
            OpusLibrary library, OpusFrame length, int channels, int kbps, int expectedKbps) {
        OpusCodec codec = new OpusCodec(library, kbps, length);
        int packetFrames = length.frames(0, Loop.RATE_HZ);
        float[][] sound = Loop.chord(channels, Loop.RATE_HZ, Loop.RATE_HZ / 2);
        for (float[] channel : sound) {
            Arrays.fill(channel, 0, Loop.RATE_HZ / 4, 0f);
        }

        var sizes = Loop.encode(codec.newEncoder(channels, Loop.RATE_HZ, 0), sound, packetFrames).stream()
                .map(packet -> packet.length)
                .collect(Collectors.toSet());

        assertEquals(1, sizes.size());
        double bytes = expectedKbps * 1_000.0 / 8 * packetFrames / Loop.RATE_HZ;
        assertEquals(bytes, sizes.iterator().next(), 0.51);
    }

    @ParameterizedTest
    @MethodSource("tutti.codecs.opus.Libraries#both")
    void shouldEncodeOneFrameOfFullBandAndAllChannelsWhateverTheBitRate(OpusLibrary library) {
        for (OpusFrame length : LENGTHS) {
            for (int channels = 1; channels <= 2; channels++) {
                int packetFrames = length.frames(0, Loop.RATE_HZ);
                AudioEncoder encoder =
                        new OpusCodec(library, OpusCodec.MIN_KBPS, length).newEncoder(channels, Loop.RATE_HZ, 0);
                int fullBand = 28 + LENGTHS.indexOf(length);
                int toc = fullBand << 3 | (channels - 1) << 2;

                for (byte[] packet : Loop.encode(encoder, Loop.chord(channels, Loop.RATE_HZ, 9_600), packetFrames)) {
                    assertEquals(toc, packet[0] & 0xff);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tutti.codecs.opus.Libraries#both")
    void shouldCarrySoundBeyondFullScaleAndStayWithinItsLimit(OpusLibrary library) {
        OpusCodec codec = new OpusCodec(library, 256, OpusFrame.MS_2_5);
        float[][] loud = Loop.chord(1, Loop.RATE_HZ, 24_000);
        for (int i = 0; i < loud[0].length; i++) {
            loud[0][i] *= 8;
        }

        double db = Loop.snrDb(loud, there(codec, loud, Loop.RATE_HZ), 120, 6_000, 18_000);

        assertTrue(db > 28, () -> db + " dB");
    }

    @ParameterizedTest
    @MethodSource("tutti.codecs.opus.Libraries#both")
    void shouldMakeSilenceOfWhatIsNoNumberAndClipWhatIsNoSound(OpusLibrary library) {
        OpusCodec codec = new OpusCodec(library, 128, OpusFrame.MS_5);
        float[][] chord = Loop.chord(1, Loop.RATE_HZ, 24_000);
        float[][] hurt = {chord[0].clone()};
        Arrays.fill(hurt[0], 3_000, 3_100, Float.NaN);
        Arrays.fill(hurt[0], 4_000, 4_100, Float.POSITIVE_INFINITY);
        Arrays.fill(hurt[0], 5_000, 5_100, -Float.MAX_VALUE);

        float[][] heard = there(codec, hurt, Loop.RATE_HZ);

        for (float sample : heard[0]) {
            assertTrue(Math.abs(sample) <= OpusEncoder.LIMIT);
        }
        // Nothing of it stays behind in the encoder or the decoder.
        assertTrue(Loop.snrDb(chord, heard, 120, 12_000, 23_000) > 28);
    }

    @ParameterizedTest
    @MethodSource("tutti.codecs.opus.Libraries#both")
    void shouldReadFromAndWriteToTheMiddleOfAnArray(OpusLibrary library) {
        OpusCodec codec = new OpusCodec(library, 128, OpusFrame.MS_2_5);
        float[][] chord = Loop.chord(2, Loop.RATE_HZ, 240);
        byte[] straight = new byte[60];
        byte[] shifted = new byte[70];
        float[][] padded = new float[2][300];
        for (int channel = 0; channel < 2; channel++) {
            System.arraycopy(chord[channel], 0, padded[channel], 50, 120);
        }

        int bytes = codec.newEncoder(2, Loop.RATE_HZ, 0).encode(chord, 0, 120, straight, 0);

        assertEquals(bytes, codec.newEncoder(2, Loop.RATE_HZ, 0).encode(padded, 50, 120, shifted, 7));
        assertEquals(List.of(), different(straight, 0, shifted, 7, bytes));
        float[][] fromStart = new float[2][120];
        float[][] fromMiddle = new float[2][120];
        assertEquals(120, codec.newDecoder(2, Loop.RATE_HZ).decode(straight, 0, bytes, fromStart));
        assertEquals(120, codec.newDecoder(2, Loop.RATE_HZ).decode(shifted, 7, bytes, fromMiddle));
        assertTrue(Arrays.deepEquals(fromStart, fromMiddle));
    }

    @ParameterizedTest
    @MethodSource("tutti.codecs.opus.Libraries#both")
    void shouldPlayPacketsOfOneChannelOnBoth(OpusLibrary library) {
        OpusCodec codec = new OpusCodec(library, 128, OpusFrame.MS_5);
        List<byte[]> mono = Loop.encode(codec.newEncoder(1, Loop.RATE_HZ, 0), Loop.chord(1, Loop.RATE_HZ, 9_600), 240);

        float[][] heard = Loop.decode(codec.newDecoder(2, Loop.RATE_HZ), mono, 2, 240);

        assertTrue(Loop.snrDb(Loop.chord(1, Loop.RATE_HZ, 9_600), heard, 120, 2_400, 7_200) > 20);
        assertTrue(Arrays.equals(heard[0], heard[1]));
    }

    @ParameterizedTest
    @MethodSource("tutti.codecs.opus.Libraries#both")
    void shouldRefuseOtherLengths(OpusLibrary library) {
        AudioEncoder encoder = new OpusCodec(library, 128, OpusFrame.MS_5).newEncoder(2, Loop.RATE_HZ, 0);
        float[][] sound = new float[2][960];
        byte[] payload = new byte[OpusEncoder.MAX_PACKET_BYTES];

        for (int numFrames : new int[] {0, 1, 64, 119, 121, 481, 960}) {
            assertThrows(IllegalArgumentException.class, () -> encoder.encode(sound, 0, numFrames, payload, 0));
        }
    }

    private static List<Integer> different(byte[] a, int firstA, byte[] b, int firstB, int length) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            if (a[firstA + i] != b[firstB + i]) {
                places.add(i);
            }
        }
        return places;
    }

    private static float[][] there(OpusCodec codec, float[][] sound, int rateHz) {
        int packetFrames = codec.packetFrames(0, rateHz);
        List<byte[]> packets = Loop.encode(codec.newEncoder(sound.length, rateHz, 0), sound, packetFrames);
        AudioDecoder decoder = codec.newDecoder(sound.length, rateHz);
        return Loop.decode(decoder, packets, sound.length, packetFrames);
    }
}
