package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.AudioCodec;
import tutti.codecs.AudioDecoder;
import tutti.codecs.CodecSet;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.driver.DriverFormat;
import tutti.engine.fake.FramedCodec;
import tutti.engine.wire.RedFlyweight;
import tutti.engine.wire.RtpFlyweight;

class DecodeStageTest {
    private static final DriverFormat FORMAT = new DriverFormat(48_000, 64);
    private static final long BEGIN = 1L << 32;
    private static final int FRAMES = 120;

    private final FramedCodec framed = new FramedCodec("framed", 111, FRAMES, 0, 32_768);
    private final CodecSet codecs = new CodecSet(List.of(PcmCodec.L16, PcmCodec.L24, PcmCodec.L32F, framed));
    private final JitterBuffer buffer = new JitterBuffer(1, 16_384);
    private final DecodeStage stage = new DecodeStage(codecs, 1, FORMAT, buffer, false);
    private final RtpFlyweight rtp = new RtpFlyweight();

    /// One encoded stretch of the sound.
    private record Part(AudioCodec codec, long firstFrame, int numFrames) {}

    @Test
    void shouldTakeAnyCodecOfTheSet() {
        assertEquals(64, take(part(PcmCodec.L24, 0, 64)));
        assertEquals(32, take(part(PcmCodec.L32F, 64, 32)));
        assertEquals(64, take(part(PcmCodec.L16, 96, 64)));

        assertHeard(0, 160, 1.5 / 32_768);
        assertFalse(stage.wasLate());
    }

    @Test
    void shouldNotTakeOthers() {
        byte[] packet = packet(part(PcmCodec.L24, 0, 64));
        packet[1] = 120;

        assertEquals(AudioDecoder.MALFORMED, takeBytes(packet, 0));
        packet[1] = (byte) PcmCodec.L32F.payloadType();
        assertEquals(64 * 3 / 4, takeBytes(packet, 64), "another format that fits");
        packet[1] = 111;
        assertEquals(AudioDecoder.MALFORMED, takeBytes(packet, 0), "another that does not");
    }

    @Test
    void shouldRepairWhatIsMissingWithACopy() {
        take(part(PcmCodec.L24, 0, 64));
        assertEquals(64, take(part(PcmCodec.L24, 192, 64), part(PcmCodec.L24, 64, 64), part(PcmCodec.L16, 128, 64)));

        assertHeard(0, 128, 0);
        assertHeard(128, 64, 1.5 / 32_768);
        assertHeard(192, 64, 0);
        assertEquals(2, stage.repairs());
        assertEquals(BEGIN + 64, stage.repairFirstFrame(0));
        assertEquals(BEGIN + 128, stage.repairFirstFrame(1));
        assertEquals(64, stage.repairFrames(0));
    }

    @Test
    void shouldLeaveAloneWhatIsThere() {
        take(part(PcmCodec.L24, 0, 64));
        take(part(PcmCodec.L24, 64, 64), part(PcmCodec.L16, 0, 64));

        assertHeard(0, 128, 0);
        assertEquals(0, stage.repairs());
        assertEquals(0, buffer.repeatedFrames(), "it was not even decoded");
    }

    @Test
    void shouldTellACopyThatComesTooLate() {
        take(part(PcmCodec.L24, 0, 64));
        buffer.advanceTo(BEGIN + 100);
        take(part(PcmCodec.L24, 128, 64), part(PcmCodec.L24, 64, 64));
        assertEquals(1, stage.repairs());
        assertEquals(64 - 36, stage.repairFrames(0), "what is due yet");
        assertFalse(stage.wasLate(), "the packet itself is in time");

        buffer.advanceTo(BEGIN + 300);
        take(part(PcmCodec.L24, 256, 64), part(PcmCodec.L24, 192, 64));
        assertEquals(1, stage.repairs());
        assertEquals(0, stage.repairFrames(0), "too late to be heard");
        assertTrue(stage.wasLate());
        assertHeard(192, 64, 0);
    }

    @Test
    void shouldTakeThePacketEvenIfItsCopiesMakeNoSense() {
        byte[] copy = payload(part(PcmCodec.L24, 0, 2));
        byte[] own = payload(part(PcmCodec.L24, 64, 64));
        // An unknown type, and a length that is no whole frame.
        byte[] packet = red(64, own, 97, new int[] {77, 97}, new int[] {64, 64}, List.of(copy, Arrays.copyOf(copy, 5)));

        assertEquals(64, takeBytes(packet, 64));
        assertEquals(2, stage.malformedCopies());
        assertHeard(64, 64, 0);
    }

    @Test
    void shouldNotFollowCopiesWithinCopies() {
        byte[] own = payload(part(PcmCodec.L24, 0, 64));

        assertEquals(
                AudioDecoder.MALFORMED,
                takeBytes(red(0, own, RedFlyweight.PAYLOAD_TYPE, new int[0], new int[0], List.of()), 0));
    }

    @Test
    void shouldBridgeAGapBeforeGoingOn() {
        take(part(framed, 0, FRAMES));
        take(part(framed, FRAMES, FRAMES));
        take(part(framed, 4 * FRAMES, FRAMES));

        assertEquals(2, framed.bridged.get());
        assertHeard(FRAMES, FRAMES, 0);
        assertEquals(-2 * FRAMES, buffer.run(BEGIN + 2 * FRAMES, 2 * FRAMES), "left to concealment");
        assertHeard(4 * FRAMES, FRAMES, 0);
    }

    @Test
    void shouldWriteTheBridgeIfAsked() {
        DecodeStage writing = new DecodeStage(codecs, 1, FORMAT, buffer, true);
        for (int i : new int[] {0, 1, 3}) {
            byte[] packet = packet(part(framed, (long) i * FRAMES, FRAMES));
            assertTrue(rtp.wrap(packet, 0, packet.length));
            writing.take(rtp, BEGIN + (long) i * FRAMES);
        }
        float[][] out = new float[1][FRAMES];
        buffer.read(BEGIN + 2 * FRAMES, FRAMES, out, 0);

        assertEquals(FramedCodec.BRIDGE, out[0][0]);
        assertEquals(FramedCodec.BRIDGE, out[0][FRAMES - 1]);
    }

    @Test
    void shouldBridgeNoMoreThanWhatIsHeard() {
        take(part(framed, 0, FRAMES));
        take(part(framed, 1_000_000L * FRAMES, FRAMES));

        assertTrue(framed.bridged.get() <= 48 * 60 / FRAMES);
        take(part(framed, FRAMES, FRAMES));
        take(part(framed, 2 * FRAMES, FRAMES));
        assertEquals(4, framed.decoded.get(), "and follows the timeline when that begins anew");
    }

    @Test
    void shouldNotGoBackWithADecoderThatHasGoneOn() {
        take(part(framed, 0, FRAMES));
        take(part(framed, 2 * FRAMES, FRAMES));
        assertEquals(0, take(part(framed, FRAMES, FRAMES)));

        assertTrue(stage.wasLate());
        assertEquals(2, framed.decoded.get());
        assertEquals(64, take(part(PcmCodec.L24, FRAMES, 64)), "samples know no order");
    }

    @Test
    void shouldHearACopyBeforeThePacketThatFollowsIt() {
        take(part(framed, 0, FRAMES));
        take(part(framed, FRAMES, FRAMES));
        take(part(framed, 3 * FRAMES, FRAMES), part(framed, FRAMES, FRAMES), part(framed, 2 * FRAMES, FRAMES));

        assertEquals(0, framed.bridged.get());
        assertEquals(4, framed.decoded.get(), "what it has heard it does not hear again");
        assertEquals(1, stage.repairs());
        assertHeard(FRAMES, 3 * FRAMES, 0);
    }

    @Test
    void shouldMakeDecodersWhenNeededAndCloseThem() {
        assertEquals(0, framed.made.get());
        take(part(framed, 0, FRAMES));
        take(part(framed, FRAMES, FRAMES));
        int madeByEncoders = 2;
        assertEquals(madeByEncoders + 1, framed.made.get());
        stage.close();
        stage.close();

        assertEquals(madeByEncoders, framed.open.get());
        assertEquals(AudioDecoder.MALFORMED, take(part(PcmCodec.L24, 0, 64)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldSurviveAnything(long seed) {
        Random random = new Random(seed);
        int[] types = {96, 97, 98, 100, 111, 3, 127};
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] packet = new byte[29 + random.nextInt(random.nextInt(4) == 0 ? 1_150 : 40)];
            random.nextBytes(packet);
            RtpFlyweight.writeHeader(packet, types[random.nextInt(types.length)], i, 0, 1, 0);
            int at = RtpFlyweight.HEADER_BYTES;
            for (int copies = random.nextInt(4); copies > 0 && at + 5 < packet.length; copies--) {
                int type = types[random.nextInt(types.length)];
                at = RedFlyweight.writeCopyHeader(
                        packet, at, type, random.nextInt(16_384), 3 * random.nextInt(random.nextBoolean() ? 4 : 341));
            }
            if (at < packet.length) {
                packet[at] &= 0x7F;
            }
            buffer.advanceTo(BEGIN + random.nextInt(100_000));
            int frames = takeBytes(packet, random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(100_000));
            taken += frames > 0 ? 1 : 0;
            assertTrue(stage.repairs() <= RedFlyweight.MAX_COPIES);
        }
        assertTrue(taken > 1_000 && taken < 20_000, "of both kinds: " + taken);
    }

    private static Part part(AudioCodec codec, long firstFrame, int numFrames) {
        return new Part(codec, firstFrame, numFrames);
    }

    private int take(Part own, Part... copies) {
        if (copies.length == 0) {
            return takeBytes(packet(own), own.firstFrame);
        }
        int[] types =
                Arrays.stream(copies).mapToInt(copy -> copy.codec.payloadType()).toArray();
        int[] offsets = Arrays.stream(copies)
                .mapToInt(copy -> (int) (own.firstFrame - copy.firstFrame))
                .toArray();
        List<byte[]> payloads = new ArrayList<>();
        for (Part copy : copies) {
            payloads.add(payload(copy));
        }
        return takeBytes(
                red(own.firstFrame, payload(own), own.codec.payloadType(), types, offsets, payloads), own.firstFrame);
    }

    private int takeBytes(byte[] packet, long frame) {
        assertTrue(rtp.wrap(packet, 0, packet.length));
        return stage.take(rtp, BEGIN + frame);
    }

    private static byte[] packet(Part part) {
        byte[] payload = payload(part);
        byte[] packet = new byte[RtpFlyweight.HEADER_BYTES + payload.length];
        RtpFlyweight.writeHeader(packet, part.codec.payloadType(), 0, (int) part.firstFrame, 1, 0);
        System.arraycopy(payload, 0, packet, RtpFlyweight.HEADER_BYTES, payload.length);
        return packet;
    }

    private static byte[] red(long frame, byte[] own, int ownType, int[] types, int[] offsets, List<byte[]> copies) {
        byte[] packet = new byte[4_000];
        RtpFlyweight.writeHeader(packet, RedFlyweight.PAYLOAD_TYPE, 0, (int) frame, 1, 0);
        int at = RtpFlyweight.HEADER_BYTES;
        for (int i = 0; i < types.length; i++) {
            at = RedFlyweight.writeCopyHeader(packet, at, types[i], offsets[i], copies.get(i).length);
        }
        at = RedFlyweight.writePrimaryHeader(packet, at, ownType);
        for (byte[] copy : copies) {
            System.arraycopy(copy, 0, packet, at, copy.length);
            at += copy.length;
        }
        System.arraycopy(own, 0, packet, at, own.length);
        return Arrays.copyOf(packet, at + own.length);
    }

    private static byte[] payload(Part part) {
        float[][] planar = new float[1][part.numFrames];
        for (int i = 0; i < part.numFrames; i++) {
            planar[0][i] = Packets.sample(part.firstFrame + i);
        }
        byte[] payload = new byte[RtpFlyweight.MAX_PAYLOAD_BYTES];
        int bytes = part.codec.newEncoder(1, 48_000, 1).encode(planar, 0, part.numFrames, payload, 0);
        return Arrays.copyOf(payload, bytes);
    }

    private void assertHeard(long firstFrame, int numFrames, double tolerance) {
        float[][] out = new float[1][numFrames];
        assertEquals(numFrames, buffer.run(BEGIN + firstFrame, numFrames));
        buffer.read(BEGIN + firstFrame, numFrames, out, 0);
        for (int i = 0; i < numFrames; i++) {
            assertEquals(Packets.sample(firstFrame + i), out[0][i], tolerance, "frame " + (firstFrame + i));
        }
    }
}
