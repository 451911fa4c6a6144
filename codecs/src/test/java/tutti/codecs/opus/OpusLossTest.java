package tutti.codecs.opus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tutti.codecs.AudioDecoder;

class OpusLossTest {
    private static final int GAP_EVERY = 10;

    static Stream<Arguments> lengths() {
        return Libraries.both()
                .flatMap(library -> Stream.of(OpusFrame.MS_2_5, OpusFrame.MS_5, OpusFrame.MS_10)
                        .map(length -> Arguments.of(library, length)));
    }

    /// Every tenth packet is lost; the errors are taken together, against what is heard without loss.
    @ParameterizedTest
    @MethodSource("lengths")
    void shouldConcealALostPacketAndBeUnharmedAfterTheNext(OpusLibrary library, OpusFrame length) {
        int packetFrames = length.frames(0, Loop.RATE_HZ);
        OpusCodec codec = new OpusCodec(library, 256, length);
        List<byte[]> packets = packets(codec, packetFrames);
        float[][] whole = Loop.decode(codec.newDecoder(2, Loop.RATE_HZ), packets, 2, packetFrames);

        float[][] bridged = Loop.decode(codec.newDecoder(2, Loop.RATE_HZ), withGaps(packets), 2, packetFrames);

        // Silence would be 0 dB.
        assertTrue(snrDb(whole, bridged, 0, packetFrames) > 4);
        assertTrue(snrDb(whole, bridged, 1, packetFrames) > 4);
        for (int after = 2; after < GAP_EVERY; after++) {
            assertTrue(snrDb(whole, bridged, after, packetFrames) > 40);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldDecodeTheNextPacketBetterWhenTheGapIsBridged(OpusLibrary library, OpusFrame length) {
        int packetFrames = length.frames(0, Loop.RATE_HZ);
        OpusCodec codec = new OpusCodec(library, 256, length);
        List<byte[]> packets = packets(codec, packetFrames);
        float[][] whole = Loop.decode(codec.newDecoder(2, Loop.RATE_HZ), packets, 2, packetFrames);
        float[][] bridged = Loop.decode(codec.newDecoder(2, Loop.RATE_HZ), withGaps(packets), 2, packetFrames);

        float[][] unbridged = new float[2][whole[0].length];
        AudioDecoder decoder = codec.newDecoder(2, Loop.RATE_HZ);
        float[][] decoded = new float[2][packetFrames];
        for (int i = 0; i < packets.size(); i++) {
            byte[] packet = packets.get(i);
            if (i % GAP_EVERY != 0) {
                assertEquals(packetFrames, decoder.decode(packet, 0, packet.length, decoded));
            }
            for (int channel = 0; channel < 2; channel++) {
                System.arraycopy(decoded[channel], 0, unbridged[channel], i * packetFrames, packetFrames);
            }
        }

        double with = snrDb(whole, bridged, 1, packetFrames);
        double without = snrDb(whole, unbridged, 1, packetFrames);
        assertTrue(with > without + 3, () -> with + " dB against " + without);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldBridgeAsFarAsThereIsRoom(OpusLibrary library, OpusFrame length) {
        int packetFrames = length.frames(0, Loop.RATE_HZ);
        OpusCodec codec = new OpusCodec(library, 256, length);
        AudioDecoder decoder = codec.newDecoder(2, Loop.RATE_HZ);
        List<byte[]> packets = packets(codec, packetFrames);
        Loop.decode(decoder, packets, 2, packetFrames);

        float[][] second = new float[2][Loop.RATE_HZ];

        assertEquals(Loop.RATE_HZ, decoder.bridge(Integer.MAX_VALUE, second));
        assertTrue(loudest(second, 0, 480) > 0.1);
        assertEquals(120, decoder.bridge(239, second));
        assertEquals(0, decoder.bridge(119, second));
        assertEquals(0, decoder.bridge(-120, second));
        assertEquals(0, decoder.bridge(480, new float[1][480]));
        byte[] next = packets.getFirst();
        assertEquals(packetFrames, decoder.decode(next, 0, next.length, second));
    }

    @ParameterizedTest
    @MethodSource("tutti.codecs.opus.Libraries#both")
    void shouldBridgeWithSilenceBeforeTheFirstPacket(OpusLibrary library) {
        float[][] planar = {{1, 1, 1}, new float[480]};
        float[][] roomy = new float[2][480];

        assertEquals(0, codec(library).newDecoder(2, Loop.RATE_HZ).bridge(480, planar));
        assertEquals(480, codec(library).newDecoder(2, Loop.RATE_HZ).bridge(480, roomy));
        assertArrayEquals(new float[480], roomy[0]);
    }

    /// Redundancy within the packets (LBRR) belongs to the SILK layer: asked for it, libopus gives nothing here, so
    /// [AudioDecoder] has no word for it.
    @ParameterizedTest
    @EnumSource(names = {"MS_2_5", "MS_10"})
    void shouldGainNothingFromForwardErrorCorrection(OpusFrame length) {
        Libraries.both().forEach(library -> {
            int packetFrames = length.frames(0, Loop.RATE_HZ);
            float[][] chord = Loop.chord(1, Loop.RATE_HZ, 9_600);
            OpusEncoder plain = (OpusEncoder) codec(library).newEncoder(1, Loop.RATE_HZ, 0);
            OpusEncoder corrected = (OpusEncoder) codec(library).newEncoder(1, Loop.RATE_HZ, 0);
            for (OpusEncoder encoder : List.of(plain, corrected)) {
                encoder.set(LibOpus.SET_PACKET_LOSS_PERC, 30);
            }
            corrected.set(LibOpus.SET_INBAND_FEC, 1);
            List<byte[]> packets = Loop.encode(corrected, chord, packetFrames);
            assertArrayEquals(
                    Loop.encode(plain, chord, packetFrames).toArray(byte[][]::new), packets.toArray(byte[][]::new));

            assertArrayEquals(lastOf(library, packets, packetFrames, 1), lastOf(library, packets, packetFrames, 0));
        });
    }

    /// What libopus makes of the last packet but one, when it is lost, with or without a look into the last.
    private static float[] lastOf(OpusLibrary library, List<byte[]> packets, int packetFrames, int fec) {
        LibOpus functions = library.functions();
        Arena arena = Arena.ofAuto();
        MemorySegment decoder = functions.newDecoder(arena, Loop.RATE_HZ, 1);
        MemorySegment pcm = arena.allocate(ValueLayout.JAVA_FLOAT, packetFrames);
        for (byte[] packet : packets.subList(0, packets.size() - 2)) {
            MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, packet);
            assertEquals(packetFrames, functions.decode(decoder, bytes, packet.length, pcm, packetFrames, 0));
        }
        byte[] last = packets.getLast();
        MemorySegment bytes = fec == 0 ? MemorySegment.NULL : arena.allocateFrom(ValueLayout.JAVA_BYTE, last);
        assertEquals(
                packetFrames, functions.decode(decoder, bytes, fec == 0 ? 0 : last.length, pcm, packetFrames, fec));
        return pcm.toArray(ValueLayout.JAVA_FLOAT);
    }

    private static OpusCodec codec(OpusLibrary library) {
        return new OpusCodec(library, OpusCodec.AUTO_KBPS, OpusFrame.AUTO);
    }

    private static List<byte[]> packets(OpusCodec codec, int packetFrames) {
        float[][] music = Loop.plucks(5, 2 * Loop.RATE_HZ);
        return Loop.encode(codec.newEncoder(2, Loop.RATE_HZ, 0), music, packetFrames);
    }

    private static List<byte[]> withGaps(List<byte[]> packets) {
        List<byte[]> rest = new ArrayList<>(packets);
        for (int i = 0; i < rest.size(); i += GAP_EVERY) {
            rest.set(i, new byte[0]);
        }
        return rest;
    }

    /// Over all packets that come so many after a gap; the start, where there is nothing to go by, is left out.
    private static double snrDb(float[][] whole, float[][] heard, int packetsAfterGap, int packetFrames) {
        double signal = 0;
        double noise = 0;
        for (int first = GAP_EVERY * packetFrames; first < whole[0].length; first += GAP_EVERY * packetFrames) {
            for (int channel = 0; channel < whole.length; channel++) {
                for (int i = 0; i < packetFrames; i++) {
                    int at = first + packetsAfterGap * packetFrames + i;
                    double error = (double) heard[channel][at] - whole[channel][at];
                    signal += (double) whole[channel][at] * whole[channel][at];
                    noise += error * error;
                }
            }
        }
        return 10 * Math.log10(signal / Math.max(noise, 1e-12));
    }

    private static float loudest(float[][] planar, int firstFrame, int lastFrame) {
        float loudest = 0;
        for (float[] channel : planar) {
            for (int i = firstFrame; i < lastFrame; i++) {
                loudest = Math.max(loudest, Math.abs(channel[i]));
            }
        }
        return loudest;
    }
}
