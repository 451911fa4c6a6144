package tutti.engine.send;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tutti.codecs.AudioCodec;
import tutti.engine.ring.CaptureBlock;

/// One outgoing stream: a lane for each codec that somebody wants at the moment, on one timeline.
///
/// Thread: the send thread. RT-safe: no (a new lane allocates).
final class TrackEncoder {
    private final int index;
    private final SendTrack track;
    private final int sampleRateHz;
    private final int timestampOffset;
    private final double nsPerFrame;
    private final SplittableRandom random;
    private final CaptureHistory history;
    private final List<CodecLane> lanes = new ArrayList<>();
    private final List<AudioCodec> refused = new ArrayList<>();
    private int packets;
    private int payloadBytes;
    private long runStartFrame;
    private long blockFrame;
    private long blockStartNs;
    private int periodFrames;

    TrackEncoder(int index, SendTrack track, int sampleRateHz, RandomGenerator random) {
        this.index = index;
        this.track = track;
        this.sampleRateHz = sampleRateHz;
        this.random = new SplittableRandom(random.nextLong());
        timestampOffset = random.nextInt();
        nsPerFrame = 1e9 / sampleRateHz;
        history = new CaptureHistory(track.channels(), track.firstChannel());
    }

    /// Encodes a block once for each codec, and hands each target the packets of its own.
    void encode(CaptureBlock block, SendTarget[] targets) {
        blockFrame = block.captureFrame;
        blockStartNs = block.cycleStartNs;
        periodFrames = block.numFrames;
        boolean continues = history.append(block);
        if (!continues) {
            runStartFrame = blockFrame;
        }
        for (int i = 0; i < lanes.size(); i++) {
            lanes.get(i).beginPeriod(periodFrames);
            lanes.get(i).release();
            if (!continues) {
                lanes.get(i).restart(blockFrame);
            }
        }
        for (SendTarget target : targets) {
            target.track(index).follow(this);
        }
        for (int i = lanes.size() - 1; i >= 0; i--) {
            if (lanes.get(i).isInUse()) {
                encode(lanes.get(i), targets);
            } else {
                lanes.remove(i).close();
            }
        }
    }

    private void encode(CodecLane lane, SendTarget[] targets) {
        int copies = 0;
        for (SendTarget target : targets) {
            copies = Math.max(copies, target.track(index).copiesOf(lane));
        }
        while (lane.encodeNext(history, copies)) {
            packets++;
            payloadBytes += lane.newestBytes();
            for (SendTarget target : targets) {
                target.track(index).onPacket(lane, this);
            }
        }
    }

    /// The lane of that codec, a new one if need be; or null if the track cannot be sent in it.
    ///
    /// @param firstFrame where a new lane begins; before the block, if it is to go on where another ends
    @Nullable
    CodecLane lane(AudioCodec codec, long firstFrame) {
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).codec().equals(codec)) {
                return lanes.get(i);
            }
        }
        if (refused.contains(codec)) {
            return null;
        }
        // Refused until it has worked: a codec that cannot make its encoder fails once, not in every period.
        refused.add(codec);
        if (!CodecLane.canCarry(codec, track.channels(), sampleRateHz, periodFrames)) {
            return null;
        }
        CodecLane lane = new CodecLane(codec, track.channels(), sampleRateHz, periodFrames, random.split(), firstFrame);
        refused.removeLast();
        lane.prime(history);
        lanes.add(lane);
        return lane;
    }

    /// Whether a lane is still one of this track's.
    boolean has(CodecLane lane) {
        return lanes.contains(lane);
    }

    void close() {
        lanes.forEach(CodecLane::close);
        lanes.clear();
    }

    /// The codec for who wants no other.
    AudioCodec codec() {
        return track.codec();
    }

    int ssrc() {
        return track.ssrc();
    }

    int sampleRateHz() {
        return sampleRateHz;
    }

    CaptureHistory history() {
        return history;
    }

    /// The first frame of the block in hand.
    long blockFrame() {
        return blockFrame;
    }

    /// The oldest frame since periods were last missed, as far as it is kept.
    long runStartFrame() {
        return Math.max(runStartFrame, history.startFrame());
    }

    /// The RTP timestamp of a captured frame.
    int timestampOf(long frame) {
        return timestampOffset + (int) frame;
    }

    /// When a frame was captured, on the driver's clock, reckoned from the block in hand.
    long captureNsOf(long frame) {
        return blockStartNs + Math.round((frame - blockFrame) * nsPerFrame);
    }

    /// Packets made so far, in all codecs.
    int packets() {
        return packets;
    }

    /// Bytes of payload in those.
    int payloadBytes() {
        return payloadBytes;
    }

    /// The RTP timestamp that belongs to `timeNs` on the driver's clock.
    int timestampAt(long timeNs) {
        return timestampOf(blockFrame + Math.round((timeNs - blockStartNs) / nsPerFrame));
    }
}
