package tutti.engine.receive;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tutti.codecs.AudioCodec;
import tutti.codecs.AudioDecoder;
import tutti.codecs.CodecSet;
import tutti.engine.driver.DriverFormat;
import tutti.engine.wire.RedFlyweight;
import tutti.engine.wire.RtpFlyweight;

/// From the packets of one stream to frames on its timeline: each packet in the codec that its payload type names,
/// and of the copies of earlier packets that it carries (RFC 2198) those that are still missing.
///
/// ```
/// RTP -> far copy  -> decoder of its payload type -> JitterBuffer, where it is missing
///     -> near copy -> ...                         -> ...
///     -> payload   -> ...        -> SeamSmoother  -> JitterBuffer
/// ```
///
/// The blocks are taken in the order of the timeline, because decoders with a memory must hear them so: of those,
/// what is older than the decoder's position is not decoded any more, and a gap is bridged before what follows.
/// Nothing is held back to wait for what is late.
///
/// Thread: the link thread; [#close] may come from any. RT-safe: no (the first packet of a codec allocates).
public final class DecodeStage implements AutoCloseable {
    private final CodecSet codecs;
    private final int numChannels;
    private final DriverFormat remote;
    private final JitterBuffer buffer;
    private final boolean writesBridges;
    private final RedFlyweight red = new RedFlyweight();
    private final SeamSmoother seams;
    private final long[] repairFirstFrames = new long[RedFlyweight.MAX_COPIES];
    private final int[] repairFrames = new int[RedFlyweight.MAX_COPIES];

    /// By payload type.
    private final @Nullable DecoderLane[] lanes = new DecoderLane[128];

    private int repairs;
    private boolean late;
    private long malformedCopies;
    private boolean closed;

    /// @param codecs what is understood, whichever of them the sender chooses
    /// @param remote the sender's driver
    /// @param writesBridges whether what a codec makes up for lost packets is laid on the timeline; if not, it is
    ///     left to concealment at the reading end
    public DecodeStage(
            CodecSet codecs, int numChannels, DriverFormat remote, JitterBuffer buffer, boolean writesBridges) {
        this.codecs = codecs;
        this.numChannels = numChannels;
        this.remote = remote;
        this.buffer = buffer;
        this.writesBridges = writesBridges;
        seams = new SeamSmoother(numChannels);
    }

    /// Takes one packet. What became of it is told by the answer and by [#wasLate], [#repairs], until the next one.
    ///
    /// @param firstFrame the packet's timestamp, unwrapped
    /// @return how many frames its own payload decoded to, 0 if it came too late for its decoder, or
    ///     [AudioDecoder#MALFORMED] for what no sender makes, and for unknown payload types
    public synchronized int take(RtpFlyweight rtp, long firstFrame) {
        repairs = 0;
        late = false;
        if (closed) {
            return AudioDecoder.MALFORMED;
        }
        if (rtp.payloadType() != RedFlyweight.PAYLOAD_TYPE) {
            return takePrimary(
                    rtp.payloadType(), rtp.buffer(), rtp.payloadOffsetBytes(), rtp.payloadBytes(), firstFrame);
        }
        if (!red.wrap(rtp.buffer(), rtp.payloadOffsetBytes(), rtp.payloadBytes())) {
            return AudioDecoder.MALFORMED;
        }
        int copies = red.numCopies();
        for (int copy = 0; copy < copies; copy++) {
            takeCopy(rtp.buffer(), copy, firstFrame - red.offsetFrames(copy));
        }
        return takePrimary(
                red.payloadType(copies),
                rtp.buffer(),
                red.blockOffsetBytes(copies),
                red.blockBytes(copies),
                firstFrame);
    }

    private void takeCopy(byte[] packet, int copy, long firstFrame) {
        DecoderLane lane = lane(red.payloadType(copy));
        if (lane == null || firstFrame < 0) {
            malformedCopies++;
            return;
        }
        if (lane.isFramed() ? lane.hasPassed(firstFrame) : isThere(firstFrame, lane.lastFrames())) {
            return;
        }
        bridge(lane, firstFrame);
        int numFrames = lane.decode(packet, red.blockOffsetBytes(copy), red.blockBytes(copy), firstFrame);
        if (numFrames == AudioDecoder.MALFORMED) {
            malformedCopies++;
            return;
        }
        long repeatedBefore = buffer.repeatedFrames();
        int inTime = buffer.write(firstFrame, numFrames, lane.planar());
        int repaired = inTime - (int) (buffer.repeatedFrames() - repeatedBefore);
        repairFirstFrames[repairs] = firstFrame;
        repairFrames[repairs++] = Math.max(0, repaired);
    }

    private boolean isThere(long firstFrame, int numFrames) {
        int length = Math.max(1, numFrames);
        return buffer.run(firstFrame, length) == length;
    }

    private int takePrimary(int payloadType, byte[] packet, int offsetBytes, int numBytes, long firstFrame) {
        DecoderLane lane = lane(payloadType);
        if (lane == null) {
            return AudioDecoder.MALFORMED;
        }
        lane.followJumpBack(firstFrame);
        if (lane.isFramed() && lane.hasPassed(firstFrame)) {
            late = true;
            return 0;
        }
        bridge(lane, firstFrame);
        int numFrames = lane.decode(packet, offsetBytes, numBytes, firstFrame);
        if (numFrames == AudioDecoder.MALFORMED) {
            return AudioDecoder.MALFORMED;
        }
        seams.smooth(payloadType, firstFrame, numFrames, lane.planar());
        long lateBefore = buffer.lateFrames();
        buffer.write(firstFrame, numFrames, lane.planar());
        late = buffer.lateFrames() > lateBefore;
        return numFrames;
    }

    /// Lets a decoder with a memory go over what is missing before `firstFrame`.
    private void bridge(DecoderLane lane, long firstFrame) {
        for (int i = lane.packetsMissingBefore(firstFrame); i > 0; i--) {
            long at = lane.positionFrame();
            int numFrames = lane.bridge();
            if (writesBridges && numFrames > 0) {
                buffer.write(at, numFrames, lane.planar());
            }
        }
    }

    private @Nullable DecoderLane lane(int payloadType) {
        DecoderLane present = lanes[payloadType];
        if (present != null) {
            return present;
        }
        Optional<AudioCodec> codec =
                codecs.byPayloadType(payloadType).filter(known -> known.supportsRate(remote.sampleRateHz()));
        if (codec.isEmpty() || codec.get().maxFrames(numChannels, RtpFlyweight.MAX_PAYLOAD_BYTES) < 1) {
            return null;
        }
        DecoderLane made = new DecoderLane(codec.get(), numChannels, remote);
        lanes[payloadType] = made;
        return made;
    }

    /// Whether at least one frame of the last packet's own payload came after it was due, or after its decoder had
    /// gone on without it.
    public boolean wasLate() {
        return late;
    }

    /// How many copies in the last packet held frames that were missing: 0 to [RedFlyweight#MAX_COPIES]. For the
    /// delay, those frames arrived just now, in time or not.
    public int repairs() {
        return repairs;
    }

    /// The first frame of a copy that held something missing.
    ///
    /// @param repair 0 to [#repairs] - 1
    public long repairFirstFrame(int repair) {
        return repairFirstFrames[repair];
    }

    /// How many frames a copy put in place in time; 0 if all came too late.
    public int repairFrames(int repair) {
        return repairFrames[repair];
    }

    /// Copies so far that could not be decoded; the packets that carried them may have been all right.
    public long malformedCopies() {
        return malformedCopies;
    }

    /// Releases the decoders; packets that still come are not taken. Idempotent.
    @Override
    public synchronized void close() {
        closed = true;
        for (int i = 0; i < lanes.length; i++) {
            DecoderLane lane = lanes[i];
            if (lane != null) {
                lane.close();
                lanes[i] = null;
            }
        }
    }
}
