package tutti.engine.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.CodecSet;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.fake.FramedCodec;
import tutti.engine.send.SendRig.Packet;

/// Codecs with frames of their own, and changes between codecs while playing: nothing is left out of the timeline.
class CodecChangeTest {
    private static final float EXACT = 32_768;
    private static final int LOOKAHEAD = 40;
    private static final int PRE_ROLL_FRAMES = 3_840;

    private final FramedCodec framed = new FramedCodec("framed", 111, 120, LOOKAHEAD, EXACT);
    private final SendRig rig = new SendRig(PcmCodec.L24, 1, 1024, SendRig::id);

    /// Whatever the periods, and wherever some are missed: frame after frame goes through the codec once, in packets
    /// that leave as soon as they are full. What was waiting when periods were missed is given up.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldCoverEveryCapturedFrameOnce(long seed) {
        Random random = new Random(seed);
        int[] periods = {1, 64, 100, 128, 441, 480, 1024};
        int packetFrames = new int[] {120, 240, 480}[random.nextInt(3)];
        FramedCodec codec = new FramedCodec("framed", 111, packetFrames, LOOKAHEAD, EXACT);
        SendRig shaped = new SendRig(codec, 1, 1024, SendRig::id);
        long runStart = 0;
        long expected = 0;
        for (int i = 0; i < 400; i++) {
            if (random.nextInt(40) == 0) {
                shaped.nextFrame += 1 + random.nextInt(3_000);
                runStart = shaped.nextFrame;
                expected = runStart;
            }
            shaped.capture(periods[random.nextInt(periods.length)]);
            for (Packet packet : SendRig.drain(shaped.bob)) {
                long first = expected - LOOKAHEAD;
                assertEquals(shaped.timestampZero() + (int) first, packet.timestamp());
                assertTrue(Math.abs(SendRig.timeOf(first) - packet.captureNs()) <= 1);
                int[] values = values(packet);
                assertEquals(packetFrames, values.length);
                for (int n = 0; n < packetFrames; n++) {
                    long frame = first + n;
                    assertEquals(
                            frame < runStart ? 0 : (int) (SendRig.id(0, frame) * EXACT), values[n], "frame " + frame);
                }
                expected += packetFrames;
            }
            assertTrue(shaped.nextFrame - expected < packetFrames, "no packet is held back once it is full");
        }
    }

    @ParameterizedTest
    @CsvSource({"64", "100", "120", "128", "1024"})
    void shouldBeginAFramedCodecBesideTheOldOne(int periodFrames) {
        rig.capture(periodFrames, 10);
        int lastSequence = SendRig.drain(rig.bob).getLast().sequence();
        long changed = rig.nextFrame;
        rig.toBob.mode(0, SendMode.plain(framed));
        while (rig.nextFrame < changed + 2 * PRE_ROLL_FRAMES) {
            rig.capture(periodFrames);
        }
        List<Packet> packets = SendRig.drain(rig.bob);
        long samplesTo = coveredTo(packets, 97, changed, periodFrames);
        List<Packet> frames =
                packets.stream().filter(p -> p.own().payloadType() == 111).toList();

        assertTrue(samplesTo - changed >= PRE_ROLL_FRAMES, "a decoder has time to settle");
        assertTrue(samplesTo - changed < PRE_ROLL_FRAMES + periodFrames);
        assertEquals(
                rig.timestampZero() + (int) changed - LOOKAHEAD,
                frames.getFirst().timestamp());
        assertConsecutive(frames, 120);
        assertEquals("framed", rig.toBob.snapshot(0).codec());
        assertEquals(lastSequence + packets.size(), packets.getLast().sequence());
    }

    @ParameterizedTest
    @CsvSource({"64", "100", "120", "128", "1024"})
    void shouldTakeUpSamplesWhereTheFramedCodecEnded(int periodFrames) {
        SendRig framedRig = new SendRig(framed, 1, 1024, SendRig::id);
        framedRig.capture(periodFrames, 30);
        List<Packet> before = SendRig.drain(framedRig.bob);
        long covered = before.getLast().timestamp() - framedRig.timestampZero() + 120L;
        framedRig.toBob.mode(0, SendMode.plain(PcmCodec.L24));
        long changed = framedRig.nextFrame;
        framedRig.capture(periodFrames, 2);
        List<Packet> after = SendRig.drain(framedRig.bob);

        assertTrue(after.stream().allMatch(packet -> packet.own().payloadType() == 97));
        long at = covered - 32;
        for (Packet packet : after) {
            assertEquals(framedRig.timestampZero() + (int) at, packet.timestamp());
            assertTrue(Math.abs(SendRig.timeOf(at) - packet.captureNs()) <= 1);
            float[] sound = SendRig.decode(packet.own(), PcmCodec.set(), 1)[0];
            for (int i = 0; i < sound.length; i++) {
                assertEquals(SendRig.id(0, at + i), sound[i]);
            }
            at += sound.length;
        }
        assertEquals(changed + 2L * periodFrames, at);
        assertEquals(before.getLast().sequence() + 1, after.getFirst().sequence());
        assertEquals(0, framed.open.get(), "the encoder that nobody needs is closed");
    }

    @Test
    void shouldChangeBetweenSampleFormatsAtOnce() {
        rig.capture(64, 2);
        rig.toBob.mode(0, new SendMode(PcmCodec.L16, 1, 0));
        rig.capture(64, 2);
        rig.toBob.mode(0, SendMode.plain(PcmCodec.L32F));
        rig.capture(64, 1);
        List<Packet> packets = SendRig.drain(rig.bob);

        assertEquals(
                List.of(97, 97, 96, 96, 98),
                packets.stream().map(p -> p.own().payloadType()).toList());
        assertEquals(1, packets.get(2).blocks().size(), "there is no earlier packet in the new format");
        assertEquals(2, packets.get(3).blocks().size());
        assertConsecutive(packets, 64);
    }

    /// Two bit rates of one codec: the decoder goes on, so the packets must, too, and the fresh encoder is primed.
    @ParameterizedTest
    @CsvSource({"64, 120, 120", "100, 120, 480", "64, 480, 120", "128, 240, 120"})
    void shouldHandOverBetweenEncodersOfOneDecoder(int periodFrames, int packetFrames, int nextPacketFrames) {
        FramedCodec high = new FramedCodec("high", 111, packetFrames, LOOKAHEAD, EXACT);
        FramedCodec low = new FramedCodec("low", 111, nextPacketFrames, LOOKAHEAD, EXACT);
        SendRig both = new SendRig(high, 1, 1024, SendRig::id);
        both.capture(periodFrames, 50);
        long covered = SendRig.drain(both.bob).getLast().timestamp() - both.timestampZero() + (long) packetFrames;
        both.toBob.mode(0, SendMode.plain(low));
        both.capture(periodFrames, 50);

        for (Packet packet : SendRig.drain(both.bob)) {
            assertEquals(both.timestampZero() + (int) covered, packet.timestamp());
            int[] values = values(packet);
            assertEquals(nextPacketFrames, values.length);
            for (int n = 0; n < values.length; n++) {
                assertEquals((int) (SendRig.id(0, covered + n) * EXACT), values[n], "frame " + (covered + n));
            }
            covered += nextPacketFrames;
        }
        assertTrue(both.nextFrame - covered <= nextPacketFrames + LOOKAHEAD);
        assertEquals("low", both.toBob.snapshot(0).codec());
        assertEquals(0, high.open.get());
    }

    @Test
    void shouldChangeItsMindWhileBothAreSent() {
        rig.capture(64, 10);
        rig.toBob.mode(0, SendMode.plain(framed));
        rig.capture(64, 5);
        assertEquals("L24", rig.toBob.snapshot(0).codec());
        rig.toBob.mode(0, SendMode.plain(PcmCodec.L16));
        rig.capture(64, 5);
        List<Packet> samples = SendRig.drain(rig.bob).stream()
                .filter(packet -> packet.own().payloadType() != 111)
                .toList();

        assertEquals(20, samples.size());
        assertConsecutive(samples, 64);
        assertEquals("L16", rig.toBob.snapshot(0).codec());
        assertEquals(0, framed.open.get());
    }

    @Test
    void shouldEncodeOnceForAllWhoWantTheSame() {
        rig.send.targets(new SendTarget[] {rig.toBob, rig.toCarol});
        rig.toBob.mode(0, SendMode.plain(framed));
        rig.toCarol.mode(0, SendMode.plain(framed));
        rig.capture(64, 20);

        assertEquals(1, framed.made.get());
        assertEquals(SendRig.drain(rig.bob), SendRig.drain(rig.carol));

        rig.send.targets(new SendTarget[0]);
        rig.capture(64, 1);
        assertEquals(0, framed.open.get(), "nothing is encoded for nobody");
    }

    @Test
    void shouldKeepTheCodecThatWorksWhereAnotherCannot() {
        SendRig many = new SendRig(PcmCodec.L24, 16, 64, SendRig::id);
        many.capture(64);
        // 16 channels of 120 frames of 2 bytes do not fit into a packet.
        many.toBob.mode(0, SendMode.plain(framed));
        many.capture(64, 3);

        assertEquals("L24", many.toBob.snapshot(0).codec());
        assertEquals(0, framed.made.get());
        many.send.targets(new SendTarget[] {many.toBob, many.toCarol});
        many.toCarol.mode(0, SendMode.plain(framed));
        many.capture(64, 1);
        assertEquals("L24", many.toCarol.snapshot(0).codec(), "the track's own");
    }

    @Test
    void shouldBeginAnewAfterMissedPeriods() {
        SendRig framedRig = new SendRig(framed, 1, 1024, SendRig::id);
        framedRig.capture(64, 10);
        framedRig.nextFrame += 1_000;
        framedRig.toBob.mode(0, SendMode.plain(PcmCodec.L24));
        SendRig.drain(framedRig.bob);
        long resumed = framedRig.nextFrame;
        framedRig.capture(64);
        List<Packet> packets = SendRig.drain(framedRig.bob);

        assertEquals(1, packets.size(), "there are no frames before to catch up with");
        assertEquals(
                framedRig.timestampZero() + (int) resumed, packets.getFirst().timestamp());
    }

    @Test
    void shouldCloseEncodersWithThePath() {
        SendRig framedRig = new SendRig(framed, 1, 1024, SendRig::id);
        framedRig.capture(64, 10);
        assertEquals(1, framed.open.get());
        framedRig.stage.close();

        assertEquals(0, framed.open.get());
    }

    private long coveredTo(List<Packet> packets, int payloadType, long fromFrame, int periodFrames) {
        long at = fromFrame;
        for (Packet packet : packets) {
            if (packet.own().payloadType() == payloadType) {
                assertEquals(rig.timestampZero() + (int) at, packet.timestamp());
                at += SendRig.decode(packet.own(), PcmCodec.set(), 1)[0].length;
            }
        }
        assertEquals(0, (at - fromFrame) % periodFrames);
        return at;
    }

    private static void assertConsecutive(List<Packet> packets, int packetFrames) {
        List<Integer> distances = new ArrayList<>();
        for (int i = 1; i < packets.size(); i++) {
            distances.add(packets.get(i).timestamp() - packets.get(i - 1).timestamp());
        }
        assertTrue(distances.stream().allMatch(distance -> distance == packetFrames), distances.toString());
    }

    /// The 16-bit values of a packet of [FramedCodec], mono.
    private static int[] values(Packet packet) {
        float[] sound = settled(packet);
        int[] values = new int[sound.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) (sound[i] * EXACT);
        }
        return values;
    }

    private static float[] settled(Packet packet) {
        PcmCodec l16 = PcmCodec.L16;
        // The same bytes: 16 bits, big-endian.
        return SendRig.decode(
                new SendRig.Block(l16.payloadType(), 0, packet.own().hex()), new CodecSet(List.of(l16)), 1)[0];
    }
}
