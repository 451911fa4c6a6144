package tutti.engine.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tutti.codecs.pcm.MuLawCodec;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.send.SendRig.Block;
import tutti.engine.send.SendRig.Packet;

/// How one peer gets a track: sequence numbers, copies and their sizes, counts.
class SendTargetTest {
    private static final int FULL_TURN = 1 << 16;

    private final SendRig rig = new SendRig(PcmCodec.L24, 2, 1024, SendRig::id);

    @Test
    void shouldCountEachLinkForItself() {
        rig.capture(64, 2);
        rig.send.targets(new SendTarget[] {rig.toBob, rig.toCarol});
        rig.capture(64, 2);

        assertEquals(List.of(1_000, 1_001, 1_002, 1_003), sequences(SendRig.drain(rig.bob)));
        assertEquals(List.of(1_000, 1_001), sequences(SendRig.drain(rig.carol)));
    }

    @Test
    void shouldGoOnBeyondTheTurnOfTheNumbers() {
        rig.capture(16, 70_000);
        List<Integer> sequences = sequences(SendRig.drain(rig.bob));

        assertEquals(1_000, sequences.getFirst());
        assertEquals((1_000 + 69_999) % FULL_TURN, sequences.getLast());
    }

    @Test
    void shouldSendTheTracksOwnCodecWithoutCopiesUnlessTold() {
        rig.capture(64, 3);
        List<Packet> packets = SendRig.drain(rig.bob);

        assertEquals(Optional.empty(), rig.toBob.mode(0));
        assertTrue(packets.stream().allMatch(packet -> packet.blocks().size() == 1));
        assertTrue(packets.stream().allMatch(packet -> packet.own().payloadType() == 97));
        assertEquals(new SendTrackSnapshot("L24", 3, 3 * (28 + 384), 0, 0), rig.toBob.snapshot(0));
        assertEquals(new SendTrackSnapshot("", 0, 0, 0, 0), rig.toBob.snapshot(1));
    }

    @Test
    void shouldCarryTheCopyThatWasAskedFor() {
        SendMode mode = new SendMode(PcmCodec.L24, 1, 0);
        rig.toBob.mode(0, mode);
        rig.capture(64, 5);
        List<Packet> packets = SendRig.drain(rig.bob);

        assertEquals(Optional.of(mode), rig.toBob.mode(0));
        assertEquals(1, packets.getFirst().blocks().size(), "there is nothing before the first");
        for (int i = 1; i < 5; i++) {
            Packet packet = packets.get(i);
            assertEquals(1_000 + i, packet.sequence());
            assertEquals(rig.timestampZero() + 64 * i, packet.timestamp());
            assertEquals(SendRig.timeOf(64L * i), packet.captureNs());
            assertEquals(2, packet.blocks().size());
            assertEquals(packets.get(i - 1).own(), packet.blocks().getFirst());
        }
        assertEquals(4, rig.toBob.snapshot(0).copies());
        assertEquals(28 + 384 + 4 * (28 + 5 + 2 * 384), rig.toBob.snapshot(0).bytes());
    }

    @Test
    void shouldCarryTwoCopiesTheOlderFirst() {
        rig.toBob.mode(0, new SendMode(PcmCodec.L16, 1, 3));
        rig.capture(64, 6);
        List<Packet> packets = SendRig.drain(rig.bob);

        assertEquals(
                List.of(1, 2, 2, 3, 3, 3),
                packets.stream().map(packet -> packet.blocks().size()).toList());
        assertEquals(packets.get(2).own(), packets.get(5).blocks().get(0));
        assertEquals(packets.get(4).own(), packets.get(5).blocks().get(1));
        assertEquals(0, rig.toBob.snapshot(0).copiesLeftOut());
    }

    @Test
    void shouldSendCopiesToWhoWantsThemOnly() {
        rig.send.targets(new SendTarget[] {rig.toBob, rig.toCarol});
        rig.toCarol.mode(0, new SendMode(PcmCodec.L24, 2, 0));
        rig.capture(64, 4);
        List<Packet> bobs = SendRig.drain(rig.bob);
        List<Packet> carols = SendRig.drain(rig.carol);

        assertTrue(bobs.stream().allMatch(packet -> packet.blocks().size() == 1));
        assertEquals(bobs.get(1).own(), carols.get(3).blocks().getFirst());
        assertEquals(bobs.get(3).own(), carols.get(3).own());
    }

    /// 512 bytes three times are too many: both copies are better than one that is exact.
    @Test
    void shouldMakeCopiesSmallerWhereTheyWouldNotFit() {
        rig.toBob.mode(0, new SendMode(PcmCodec.L32F, 1, 2));
        rig.capture(64, 4);
        Packet last = SendRig.drain(rig.bob).getLast();

        assertEquals(
                List.of(96, 96, 98),
                last.blocks().stream().map(Block::payloadType).toList());
        assertHolds(last.blocks().get(0), 64, 64, 1.5 / 32_768);
        assertHolds(last.blocks().get(1), 128, 64, 1.5 / 32_768);
        assertHolds(last.own(), 192, 64, 0);
        assertEquals(28 + 9 + 512 + 2 * 256, last.numBytes());
    }

    @Test
    void shouldUseEightBitsWhereSixteenDoNotFit() {
        rig.toBob.mode(0, new SendMode(PcmCodec.L24, 1, 0));
        rig.capture(128, 3);
        Packet last = SendRig.drain(rig.bob).getLast();

        assertEquals(
                List.of(MuLawCodec.PCMU.payloadType(), 97),
                last.blocks().stream().map(Block::payloadType).toList());
        assertHolds(last.blocks().getFirst(), 128, 128, 1 / 32.0);
        assertEquals(28 + 5 + 768 + 256, last.numBytes());
    }

    @Test
    void shouldLeaveOutACopyThatLiesTooFarBack() {
        rig.toBob.mode(0, new SendMode(PcmCodec.L24, 1, 0));
        rig.capture(64);
        rig.nextFrame += 16_383 - 64;
        rig.capture(64);
        rig.nextFrame += 16_384 - 64;
        rig.capture(64);
        List<Packet> packets = SendRig.drain(rig.bob);

        assertEquals(2, packets.get(1).blocks().size());
        assertEquals(1, packets.get(2).blocks().size());
        assertEquals(1, rig.toBob.snapshot(0).copiesLeftOut());
    }

    static Stream<Arguments> shapes() {
        return Stream.of(PcmCodec.values())
                .flatMap(codec -> Stream.iterate(1, channels -> channels + 1)
                        .limit(16)
                        .flatMap(channels ->
                                Stream.of(64, 128, 441, 1024).map(period -> Arguments.of(codec, channels, period))));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldNeverBeTooLongForAPacket(PcmCodec codec, int channels, int periodFrames) {
        SendRig shaped = new SendRig(codec, channels, periodFrames, SendRig::id);
        shaped.toBob.mode(0, new SendMode(codec, 1, 3));
        shaped.capture(periodFrames, 6);
        List<Packet> packets = SendRig.drain(shaped.bob);

        int at = shaped.timestampZero();
        long copies = 0;
        for (Packet packet : packets) {
            assertEquals(at, packet.timestamp());
            for (Block block : packet.blocks()) {
                float[][] sound = SendRig.decode(block, PcmCodec.set(), channels);
                int first = block.timestamp() - shaped.timestampZero();
                assertEquals(SendRig.id(channels - 1, first), sound[channels - 1][0], 1 / 32.0);
            }
            at += SendRig.decode(packet.own(), PcmCodec.set(), channels)[0].length;
            copies += packet.blocks().size() - 1;
        }
        assertEquals(shaped.timestampZero() + 6 * periodFrames, at);
        SendTrackSnapshot counted = shaped.toBob.snapshot(0);
        assertEquals(packets.size(), counted.packets());
        assertEquals(copies, counted.copies());
        // The first packet has nothing to repeat, the second and third one packet each, all others two.
        long possible = packets.size() == 1 ? 0 : 2L * packets.size() - 4;
        assertEquals(possible, copies + counted.copiesLeftOut());
    }

    @Test
    void shouldRefuseImpossibleDistances() {
        assertThrows(IllegalArgumentException.class, () -> new SendMode(PcmCodec.L24, 0, 2));
        assertThrows(IllegalArgumentException.class, () -> new SendMode(PcmCodec.L24, 3, 3));
        assertThrows(IllegalArgumentException.class, () -> new SendMode(PcmCodec.L24, 1, 9));
    }

    private void assertHolds(Block block, long firstFrame, int numFrames, double tolerance) {
        assertEquals(rig.timestampZero() + (int) firstFrame, block.timestamp());
        float[][] sound = SendRig.decode(block, PcmCodec.set(), 2);
        assertEquals(numFrames, sound[0].length);
        for (int i = 0; i < numFrames; i++) {
            assertEquals(SendRig.id(0, firstFrame + i), sound[0][i], tolerance);
            assertEquals(SendRig.id(1, firstFrame + i), sound[1][i], tolerance);
        }
    }

    private static List<Integer> sequences(List<Packet> packets) {
        return packets.stream().map(Packet::sequence).toList();
    }
}
