package tutti.codecs.opus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tutti.codecs.AudioDecoder;

/// What comes from the network is anybody's. A fault in here would end the Java virtual machine.
class OpusDecoderFuzzTest {
    private static final int RUNS = 10_000;
    private static final int MAX_FRAMES = 480;

    static Stream<Arguments> streams() {
        return Libraries.both()
                .flatMap(library -> Stream.of(1, 2)
                        .flatMap(channels -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(library, channels, seed))));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void shouldSurviveAnythingAndTellItsLengthByTheFirstByte(OpusLibrary library, int channels, long seed) {
        Random random = new Random(seed);
        AudioDecoder decoder = new OpusCodec(library, 256, OpusFrame.AUTO).newDecoder(channels, Loop.RATE_HZ);
        for (int run = 0; run < RUNS; run++) {
            byte[] payload = new byte[random.nextInt(1_500)];
            random.nextBytes(payload);
            int offset = random.nextInt(payload.length + 1);
            int numBytes = random.nextInt(payload.length - offset + 1);
            float[][] planar = filled(channels, random.nextInt(MAX_FRAMES + 1));
            int expected = numBytes < 2 || numBytes > OpusEncoder.MAX_PACKET_BYTES
                    ? AudioDecoder.MALFORMED
                    : framesOf(payload[offset]);

            int frames = decoder.decode(payload, offset, numBytes, planar);

            assertEquals(expected <= planar[0].length ? expected : AudioDecoder.MALFORMED, frames);
            requireBounded(planar, Math.max(frames, 0));
        }
    }

    /// Real packets with a few bits turned, cut short or made longer, and gaps between them.
    @ParameterizedTest
    @MethodSource("streams")
    void shouldSurviveDamagedPackets(OpusLibrary library, int channels, long seed) {
        Random random = new Random(seed);
        OpusCodec codec = new OpusCodec(library, 48 + random.nextInt(463), OpusFrame.AUTO);
        List<List<byte[]>> streams = Stream.of(120, 240, 480)
                .map(frames ->
                        Loop.encode(codec.newEncoder(1 + random.nextInt(2), Loop.RATE_HZ, 0), noise(random), frames))
                .toList();
        AudioDecoder decoder = codec.newDecoder(channels, Loop.RATE_HZ);
        float[][] planar = new float[channels][MAX_FRAMES];
        int decoded = 0;
        for (int run = 0; run < RUNS; run++) {
            List<byte[]> stream = streams.get(random.nextInt(streams.size()));
            byte[] packet = stream.get(random.nextInt(stream.size())).clone();
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
            }
            int kept = random.nextInt(4) == 0 ? random.nextInt(packet.length) : packet.length;
            packet = Arrays.copyOf(packet, random.nextInt(4) == 0 ? kept + random.nextInt(300) : kept);

            int frames = decoder.decode(packet, 0, packet.length, planar);

            assertEquals(packet.length < 2 ? AudioDecoder.MALFORMED : framesOf(packet[0]), frames);
            decoded += Math.max(frames, 0);
            requireBounded(planar, MAX_FRAMES);
            if (random.nextInt(8) == 0) {
                assertEquals(MAX_FRAMES, decoder.bridge(MAX_FRAMES, planar));
                requireBounded(planar, MAX_FRAMES);
            }
        }
        assertTrue(decoded > RUNS * 120, "the damage leaves something to decode");
    }

    /// Every first byte with a plausible rest, among them SILK, hybrid, 20 to 60 ms and several frames in a packet.
    @ParameterizedTest
    @MethodSource("tutti.codecs.opus.Libraries#both")
    void shouldTakeOneShortFrameOfTheCeltLayerAndNothingElse(OpusLibrary library) {
        OpusCodec codec = new OpusCodec(library, 128, OpusFrame.AUTO);
        byte[] packet = Loop.encode(codec.newEncoder(2, Loop.RATE_HZ, 0), Loop.chord(2, Loop.RATE_HZ, 480), 480)
                .getFirst();
        float[][] planar = new float[2][3 * 2_880];
        for (int toc = 0; toc < 256; toc++) {
            packet[0] = (byte) toc;

            int frames = codec.newDecoder(2, Loop.RATE_HZ).decode(packet, 0, packet.length, planar);

            assertEquals(framesOf((byte) toc), frames);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 12", "0, -12", "0, 13", "4, 12", "12, 12", "0, 0", "0, 1", "2147483647, 12", "4, 2147483646"})
    void shouldRefuseRangesOutsideThePacket(int offset, int numBytes) {
        byte[] packet = new byte[12];
        packet[0] = (byte) (28 << 3);
        Libraries.both().forEach(library -> {
            AudioDecoder decoder = new OpusCodec(library, 128, OpusFrame.AUTO).newDecoder(1, Loop.RATE_HZ);

            assertEquals(AudioDecoder.MALFORMED, decoder.decode(packet, offset, numBytes, new float[1][480]));
            assertEquals(120, decoder.decode(packet, 0, 12, new float[1][120]));
        });
    }

    @ParameterizedTest
    @MethodSource("tutti.codecs.opus.Libraries#both")
    void shouldLeaveTheSamplesAloneWhenThereIsNoRoom(OpusLibrary library) {
        OpusCodec codec = new OpusCodec(library, 128, OpusFrame.AUTO);
        byte[] packet = Loop.encode(codec.newEncoder(2, Loop.RATE_HZ, 0), Loop.chord(2, Loop.RATE_HZ, 240), 240)
                .getFirst();
        float[][] tooShort = {new float[240], new float[239]};

        assertEquals(
                AudioDecoder.MALFORMED, codec.newDecoder(2, Loop.RATE_HZ).decode(packet, 0, packet.length, tooShort));
        assertEquals(
                AudioDecoder.MALFORMED,
                codec.newDecoder(2, Loop.RATE_HZ).decode(packet, 0, packet.length, new float[1][240]));
        assertTrue(Arrays.equals(tooShort[0], new float[240]));
    }

    /// RFC 6716 section 3.1, table 2.
    private static int framesOf(byte toc) {
        int config = (toc & 0xff) / 8;
        int framesInPacket = toc & 3;
        return config < 16 || config % 4 == 3 || framesInPacket != 0
                ? AudioDecoder.MALFORMED
                : new int[] {120, 240, 480}[config % 4];
    }

    private static float[][] noise(Random random) {
        float[][] noise = new float[2][9_600];
        for (float[] channel : noise) {
            for (int i = 0; i < channel.length; i++) {
                channel[i] = (float) random.nextGaussian() * (i / 960 % 3);
            }
        }
        return noise;
    }

    private static float[][] filled(int channels, int numFrames) {
        float[][] planar = new float[channels][numFrames];
        for (float[] channel : planar) {
            Arrays.fill(channel, 9);
        }
        return planar;
    }

    /// Behind what was decoded there is what was there before.
    private static void requireBounded(float[][] planar, int numFrames) {
        for (float[] channel : planar) {
            for (int frame = 0; frame < channel.length; frame++) {
                float sample = channel[frame];
                assertTrue(frame < numFrames ? Math.abs(sample) <= OpusEncoder.LIMIT : sample == 9, "a wild sample");
            }
        }
    }
}
