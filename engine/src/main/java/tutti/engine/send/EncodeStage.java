package tutti.engine.send;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import tutti.codecs.AudioEncoder;
import tutti.codecs.Packetisation;
import tutti.engine.ring.BlockHandler;
import tutti.engine.ring.CaptureBlock;
import tutti.engine.wire.RtpFlyweight;

/// Turns a captured block into RTP packets: each track is encoded once, whoever listens.
///
/// Thread: the send thread. RT-safe: no (a change of the period's length allocates).
final class EncodeStage implements BlockHandler {
    /// Each link counts for itself: see [SendTarget].
    private static final int SEQUENCE_TO_COME = 0;

    private final TrackEncoder[] encoders;
    private final PacketOutput next;

    /// @param random first sequence numbers and timestamps (RFC 3550 section 5.1 wants them unpredictable), dither
    ///     seeds
    EncodeStage(List<SendTrack> tracks, int sampleRateHz, RandomGenerator random, PacketOutput next) {
        this.next = next;
        encoders = tracks.stream()
                .map(track -> new TrackEncoder(track, sampleRateHz, random))
                .toArray(TrackEncoder[]::new);
    }

    @Override
    public void onBlock(CaptureBlock block) {
        for (int track = 0; track < encoders.length; track++) {
            encoders[track].encode(track, block, next);
        }
    }

    /// What has been sent of the first track, for sender reports.
    TrackEncoder primary() {
        return encoders[0];
    }

    boolean hasTracks() {
        return encoders.length > 0;
    }

    /// The state of one outgoing stream.
    static final class TrackEncoder {
        private final SendTrack track;
        private final AudioEncoder encoder;
        private final float[][] channels;
        private final int timestampOffset;
        private final double nsPerFrame;
        private final byte[] packet = new byte[RtpFlyweight.MAX_PACKET_BYTES];
        private Packetisation split;
        private int packets;
        private int payloadBytes;
        private long lastCaptureFrame;
        private long lastCycleStartNs;

        TrackEncoder(SendTrack track, int sampleRateHz, RandomGenerator random) {
            this.track = track;
            encoder = track.codec().newEncoder(track.channels(), sampleRateHz, random.nextLong());
            channels = new float[track.channels()][];
            timestampOffset = random.nextInt();
            nsPerFrame = 1e9 / sampleRateHz;
            split = split(1);
        }

        private Packetisation split(int periodFrames) {
            return Packetisation.of(track.codec(), track.channels(), periodFrames, RtpFlyweight.MAX_PAYLOAD_BYTES);
        }

        private void encode(int index, CaptureBlock block, PacketOutput next) {
            if (block.numFrames != split.periodFrames()) {
                split = split(block.numFrames);
            }
            for (int i = 0; i < channels.length; i++) {
                channels[i] = block.planar[track.firstChannel() + i];
            }
            for (int i = 0; i < split.numPackets(); i++) {
                int first = split.firstFrame(i);
                RtpFlyweight.writeHeader(
                        packet,
                        track.codec().payloadType(),
                        SEQUENCE_TO_COME,
                        timestampOffset + (int) (block.captureFrame + first),
                        track.ssrc(),
                        block.cycleStartNs + Math.round(first * nsPerFrame));
                int payload = encoder.encode(channels, first, split.numFrames(i), packet, RtpFlyweight.HEADER_BYTES);
                packets++;
                payloadBytes += payload;
                next.onPacket(index, packet, RtpFlyweight.HEADER_BYTES + payload);
            }
            lastCaptureFrame = block.captureFrame;
            lastCycleStartNs = block.cycleStartNs;
            Arrays.fill(channels, null);
        }

        int ssrc() {
            return track.ssrc();
        }

        int packets() {
            return packets;
        }

        int payloadBytes() {
            return payloadBytes;
        }

        /// The RTP timestamp that belongs to `timeNs` on the driver's clock.
        int timestampAt(long timeNs) {
            return timestampOffset + (int) (lastCaptureFrame + Math.round((timeNs - lastCycleStartNs) / nsPerFrame));
        }
    }
}
