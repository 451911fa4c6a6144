package tutti.engine.send;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tutti.codecs.AudioDecoder;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.fake.FakeLink;
import tutti.engine.ring.BlockPoller;
import tutti.engine.ring.BlockRing;
import tutti.engine.ring.CaptureBlock;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.TrackDescription;

class EncodeStageTest {
    private static final int RATE_HZ = 48_000;

    /// A packet as it was handed on.
    private static final class Packet {
        final int ssrc;
        final int timestamp;
        final long captureNs;
        final int length;
        final float[][] sound;

        Packet(RtpFlyweight rtp, int length, float[][] sound) {
            ssrc = rtp.ssrc();
            timestamp = rtp.timestamp();
            captureNs = rtp.captureTimeNs();
            this.length = length;
            this.sound = sound;
        }

        int ssrc() {
            return ssrc;
        }

        int frames() {
            return sound[0].length;
        }
    }

    private final FakeLink link = new FakeLink("bob", 0xb, 1);
    private final List<Packet> packets = new ArrayList<>();
    private final Map<Integer, Integer> channelsOf = new HashMap<>();

    @Test
    void shouldMakeOnePacketAPeriodOfAStereoTrack() {
        EncodeStage stage = stage(track("main", 2, 0, PcmCodec.L24, 7));
        encode(stage, 2, 64, 3);

        assertEquals(3, packets.size());
        for (int i = 0; i < 3; i++) {
            Packet packet = packets.get(i);
            assertEquals(7, packet.ssrc);
            assertEquals(packets.getFirst().timestamp + 64 * i, packet.timestamp);
            assertEquals(1_000_000L * i, packet.captureNs);
            assertEquals(28 + 64 * 6, packet.length);
            for (int frame = 0; frame < 64; frame++) {
                assertEquals(sample(0, 64 * i + frame), packet.sound[0][frame]);
                assertEquals(sample(1, 64 * i + frame), packet.sound[1][frame]);
            }
        }
    }

    @Test
    void shouldSplitTracksWithManyChannelsInTime() {
        EncodeStage stage = stage(track("choir", 8, 0, PcmCodec.L24, 7));
        encode(stage, 8, 64, 1);

        assertEquals(2, packets.size());
        assertEquals(32, packets.getFirst().frames());
        assertEquals(32, packets.getLast().frames());
        assertEquals(packets.getFirst().timestamp + 32, packets.getLast().timestamp);
        assertEquals(Math.round(32 * 1e9 / RATE_HZ), packets.getLast().captureNs);
        assertEquals(sample(7, 63), packets.getLast().sound[7][31]);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(PcmCodec.values())
                .flatMap(codec -> Stream.of(1, 2, 3, 7, 8, 16, 63, 64)
                        .flatMap(channels -> Stream.of(1, 16, 64, 441, 1024, 8192)
                                .map(period -> Arguments.of(codec, channels, period))));
    }

    /// 1,200 bytes with the tag of 16, and every frame of every channel exactly once.
    @ParameterizedTest
    @MethodSource("shapes")
    void shouldNeverMakeAPacketThatIsTooLong(PcmCodec codec, int channels, int periodFrames) {
        EncodeStage stage = stage(track("t", channels, 0, codec, 7));
        encode(stage, channels, periodFrames, 1);

        int at = 0;
        for (Packet packet : packets) {
            assertTrue(packet.length + 16 <= 1_200);
            assertEquals(packets.getFirst().timestamp + at, packet.timestamp);
            at += packet.frames();
        }
        assertEquals(periodFrames, at);
    }

    @Test
    void shouldSendEachTrackItsOwnChannels() {
        EncodeStage stage = stage(track("guitar", 1, 0, PcmCodec.L24, 7), track("keys", 2, 1, PcmCodec.L32F, 8));
        encode(stage, 3, 64, 2);

        assertEquals(List.of(7, 8, 7, 8), packets.stream().map(Packet::ssrc).toList());
        assertEquals(sample(0, 5), packets.get(0).sound[0][5]);
        assertEquals(sample(1, 5), packets.get(1).sound[0][5]);
        assertEquals(sample(2, 5), packets.get(1).sound[1][5]);
    }

    @Test
    void shouldShowDroppedBlocksAsAGapInTime() {
        EncodeStage stage = stage(track("main", 1, 0, PcmCodec.L24, 7));
        encodeAt(stage, 1, 64, 0);
        encodeAt(stage, 1, 64, 640);

        assertEquals(packets.getFirst().timestamp + 640, packets.getLast().timestamp);
    }

    @Test
    void shouldFollowAChangeOfThePeriod() {
        EncodeStage stage = stage(track("main", 2, 0, PcmCodec.L24, 7));
        encodeAt(stage, 2, 64, 0);
        encodeAt(stage, 2, 16, 64);
        encodeAt(stage, 2, 256, 80);

        assertEquals(
                List.of(64, 16, 128, 128), packets.stream().map(Packet::frames).toList());
    }

    @Test
    void shouldCountForReportsAndKnowTheTimeline() {
        EncodeStage stage = stage(track("main", 2, 0, PcmCodec.L24, 7), track("b", 2, 0, PcmCodec.L24, 8));
        encode(stage, 2, 64, 3);
        TrackEncoder primary = stage.primary();

        assertTrue(stage.hasTracks());
        assertEquals(7, primary.ssrc());
        assertEquals(3, primary.packets());
        assertEquals(3 * 64 * 6, primary.payloadBytes());
        // The third block began at 2 ms with frame 128; a millisecond later it is 48 frames further.
        assertEquals(packets.getFirst().timestamp + 128 + 48, primary.timestampAt(3_000_000));
    }

    @Test
    void shouldBeginAtAnUnpredictableTimestamp() {
        encode(stage(new Random(1), track("a", 1, 0, PcmCodec.L24, 7)), 1, 1, 1);
        encode(stage(new Random(2), track("a", 1, 0, PcmCodec.L24, 7)), 1, 1, 1);

        assertNotEquals(packets.getFirst().timestamp, packets.getLast().timestamp);
    }

    private EncodeStage stage(SendTrack... tracks) {
        return stage(new Random(5), tracks);
    }

    private EncodeStage stage(Random random, SendTrack... tracks) {
        for (SendTrack track : tracks) {
            channelsOf.put(track.ssrc(), track.channels());
        }
        SendStage send = new SendStage();
        send.targets(new SendTarget[] {new SendTarget(link, nowNs -> List.of())});
        return new EncodeStage(List.of(tracks), RATE_HZ, random, send);
    }

    private static SendTrack track(String name, int channels, int firstChannel, PcmCodec codec, int ssrc) {
        return new SendTrack(name, channels, firstChannel, codec, ssrc);
    }

    private void take(byte[] packet) {
        RtpFlyweight rtp = new RtpFlyweight();
        assertTrue(rtp.wrap(packet, 0, packet.length));
        PcmCodec codec = Arrays.stream(PcmCodec.values())
                .filter(known -> known.payloadType() == rtp.payloadType())
                .findFirst()
                .orElseThrow();
        int channels = channelsOf.getOrDefault(rtp.ssrc(), 1);
        float[][] planar = new float[channels][codec.maxFrames(channels, RtpFlyweight.MAX_PAYLOAD_BYTES)];
        int frames = codec.newDecoder(channels, RATE_HZ)
                .decode(rtp.buffer(), rtp.payloadOffsetBytes(), rtp.payloadBytes(), planar);
        assertNotEquals(AudioDecoder.MALFORMED, frames);
        for (int channel = 0; channel < channels; channel++) {
            planar[channel] = Arrays.copyOf(planar[channel], frames);
        }
        packets.add(new Packet(rtp, packet.length, planar));
    }

    private void encode(EncodeStage stage, int channels, int periodFrames, int blocks) {
        for (int i = 0; i < blocks; i++) {
            encodeAt(stage, channels, periodFrames, (long) i * periodFrames, 1_000_000L * i);
        }
    }

    private void encodeAt(EncodeStage stage, int channels, int periodFrames, long captureFrame) {
        encodeAt(stage, channels, periodFrames, captureFrame, 0);
    }

    private void encodeAt(EncodeStage stage, int channels, int periodFrames, long captureFrame, long startNs) {
        BlockRing ring = new BlockRing(1, channels, periodFrames);
        BlockPoller poller = ring.newPoller();
        CaptureBlock block = ring.tryClaim();
        block.numFrames = periodFrames;
        block.captureFrame = captureFrame;
        block.cycleStartNs = startNs;
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < periodFrames; i++) {
                block.planar[channel][i] = sample(channel, captureFrame + i);
            }
        }
        ring.publish();
        assertEquals(1, poller.poll(stage));
        link.rtp.forEach(this::take);
        link.rtp.clear();
    }

    private static float sample(int channel, long frame) {
        return ((frame * 67 + channel * 13L) % 255 - 127) / 128f;
    }

    @Test
    void shouldTakeAsManyChannelsAsADescriptionMay() {
        encode(stage(track("t", TrackDescription.MAX_CHANNELS, 0, PcmCodec.L32F, 7)), 64, 8192, 1);

        assertEquals(8192 / 4, packets.size());
        float[] first = packets.getFirst().sound[63];
        assertArrayEquals(new float[] {sample(63, 0), sample(63, 1), sample(63, 2), sample(63, 3)}, first);
    }
}
