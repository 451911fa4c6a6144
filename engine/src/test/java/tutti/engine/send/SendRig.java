package tutti.engine.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import tutti.codecs.AudioCodec;
import tutti.codecs.AudioDecoder;
import tutti.codecs.CodecSet;
import tutti.engine.fake.FakeLink;
import tutti.engine.ring.BlockPoller;
import tutti.engine.ring.BlockRing;
import tutti.engine.ring.CaptureBlock;
import tutti.engine.wire.RedFlyweight;
import tutti.engine.wire.RtpFlyweight;

/// One track from the ring to a few links, driven by hand, and taken apart again by means of its own.
final class SendRig {
    static final int RATE_HZ = 48_000;
    static final int SSRC = 7;

    final SendStage send = new SendStage();
    final FakeLink bob = new FakeLink("bob", 0xb, 1);
    final FakeLink carol = new FakeLink("carol", 0xc, 2);
    final SendTarget toBob = new SendTarget(bob, nowNs -> List.of());
    final SendTarget toCarol = new SendTarget(carol, nowNs -> List.of());
    final EncodeStage stage;
    private final int channels;
    private final Sound sound;
    private final BlockRing ring;
    private final BlockPoller poller;
    long nextFrame;

    /// What is captured: -1 to 1.
    @FunctionalInterface
    interface Sound {
        float at(int channel, long frame);
    }

    /// A block of a packet: the payload itself, or a copy.
    record Block(int payloadType, int timestamp, String hex) {}

    /// A packet taken apart; the last block is its own payload.
    record Packet(int sequence, int timestamp, long captureNs, int numBytes, List<Block> blocks) {
        Block own() {
            return blocks.getLast();
        }
    }

    SendRig(AudioCodec codec, int channels, int maxPeriodFrames, Sound sound) {
        this.channels = channels;
        this.sound = sound;
        ring = new BlockRing(1, channels, maxPeriodFrames);
        poller = ring.newPoller();
        stage = new EncodeStage(List.of(new SendTrack("main", channels, 0, codec, SSRC)), RATE_HZ, new Random(5), send);
        send.targets(new SendTarget[] {toBob});
    }

    /// Exact in 16 bits, different in each of 60,000 frames.
    static float id(int channel, long frame) {
        return (Math.floorMod(frame * 7 + channel, 60_000L) - 30_000) / 32_768f;
    }

    void capture(int numFrames) {
        CaptureBlock block = ring.tryClaim();
        block.numFrames = numFrames;
        block.captureFrame = nextFrame;
        block.cycleStartNs = timeOf(nextFrame);
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < numFrames; i++) {
                block.planar[channel][i] = sound.at(channel, nextFrame + i);
            }
        }
        ring.publish();
        assertEquals(1, poller.poll(stage));
        nextFrame += numFrames;
    }

    void capture(int numFrames, int blocks) {
        for (int i = 0; i < blocks; i++) {
            capture(numFrames);
        }
    }

    static long timeOf(long frame) {
        return Math.round(frame * 1e9 / RATE_HZ);
    }

    /// What has gone out since the last call.
    static List<Packet> drain(FakeLink link) {
        List<Packet> packets = new ArrayList<>();
        RtpFlyweight rtp = new RtpFlyweight();
        RedFlyweight red = new RedFlyweight();
        for (byte[] bytes : link.rtp) {
            assertTrue(bytes.length + 16 <= 1_200);
            assertTrue(rtp.wrap(bytes, 0, bytes.length));
            assertEquals(SSRC, rtp.ssrc());
            List<Block> blocks = new ArrayList<>();
            if (rtp.payloadType() == RedFlyweight.PAYLOAD_TYPE) {
                assertTrue(red.wrap(bytes, rtp.payloadOffsetBytes(), rtp.payloadBytes()));
                for (int i = 0; i <= red.numCopies(); i++) {
                    blocks.add(block(
                            red.payloadType(i),
                            rtp.timestamp() - red.offsetFrames(i),
                            bytes,
                            red.blockOffsetBytes(i),
                            red.blockBytes(i)));
                }
            } else {
                blocks.add(
                        block(rtp.payloadType(), rtp.timestamp(), bytes, rtp.payloadOffsetBytes(), rtp.payloadBytes()));
            }
            packets.add(new Packet(rtp.sequence(), rtp.timestamp(), rtp.captureTimeNs(), bytes.length, blocks));
        }
        link.rtp.clear();
        return packets;
    }

    private static Block block(int payloadType, int timestamp, byte[] packet, int offset, int length) {
        return new Block(payloadType, timestamp, HexFormat.of().formatHex(packet, offset, offset + length));
    }

    /// The timestamp of frame 0.
    int timestampZero() {
        return stage.primary().timestampOf(0);
    }

    /// Decodes a block on its own.
    static float[][] decode(Block block, CodecSet codecs, int channels) {
        AudioCodec codec = codecs.byPayloadType(block.payloadType).orElseThrow();
        float[][] planar = new float[channels][codec.maxFrames(channels, RtpFlyweight.MAX_PAYLOAD_BYTES)];
        byte[] bytes = HexFormat.of().parseHex(block.hex);
        int frames = codec.newDecoder(channels, RATE_HZ).decode(bytes, 0, bytes.length, planar);
        assertTrue(frames != AudioDecoder.MALFORMED);
        for (int channel = 0; channel < channels; channel++) {
            planar[channel] = Arrays.copyOf(planar[channel], frames);
        }
        return planar;
    }
}
