package tutti.engine.send;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import tutti.codecs.AudioCodec;
import tutti.engine.wire.RedFlyweight;
import tutti.engine.wire.RtpFlyweight;
import tutti.nat.link.MediaLink;

/// One track on its way to one peer: how it is wanted, which lane it is heard from, its sequence numbers and counts.
///
/// A change of the codec leaves no hole in the timeline:
///
/// ```
///  to samples      frames ####|####|             what the old codec still held back is sent as samples at once,
///                  samples      ##|##|##|##      with a few frames that the receiver knows already
///
///  to frames       samples ##|##|##|##|##|       both are sent until the new codec's decoder has settled
///                  frames     ####|####|####|####
///
///  frames, frames of the same payload type       one decoder hears both: the new encoder is made to hear what comes
///                                                before, and goes on where the old one ends
/// ```
///
/// Thread: the send thread; [#mode] is written by control.
final class TargetTrack {
    /// The first sequence number on a link: far below the wrap, and not zero, so that early packets have room.
    private static final int FIRST_SEQUENCE = 1_000;

    /// Both codecs are sent for so long: the pre-roll that Opus asks for before a decoder has converged (RFC 7845
    /// section 4.6).
    private static final double PRE_ROLL_SECONDS = 0.08;

    /// Frames that are sent in both codecs at the seam to samples, so that the receiver can measure the step between.
    private static final int SEAM_FRAMES = 32;

    private static final int PACKETS = 0;
    private static final int BYTES = 1;
    private static final int COPIES = 2;
    private static final int COPIES_LEFT_OUT = 3;

    private final MediaLink link;

    /// Shared by the target's tracks.
    private final byte[] scratch;

    private final CopyChoice choice = new CopyChoice();
    private final AtomicLongArray counts = new AtomicLongArray(4);
    private volatile @Nullable SendMode mode;
    private volatile String codecName = "";
    private int sequence = FIRST_SEQUENCE;
    private @Nullable CodecLane lane;
    private @Nullable CodecLane nextLane;
    private boolean hearsNextLane;
    private long nextLaneSinceFrame;

    TargetTrack(MediaLink link, byte[] scratch) {
        this.link = link;
        this.scratch = scratch;
    }

    void mode(SendMode newMode) {
        mode = newMode;
    }

    @Nullable
    SendMode mode() {
        return mode;
    }

    /// The most copies that it wants of packets of that lane.
    int copiesOf(CodecLane of) {
        SendMode wanted = mode;
        return wanted != null && hears(of) ? wanted.copies() : 0;
    }

    /// Decides, before a block goes through the encoders, which lane is heard from now on.
    void follow(TrackEncoder encoder) {
        SendMode wanted = mode;
        AudioCodec codec = wanted == null ? encoder.codec() : wanted.codec();
        CodecLane present = lane;
        if (present == null || !encoder.has(present)) {
            CodecLane first = encoder.lane(codec, encoder.blockFrame());
            switchTo(first != null ? first : encoder.lane(encoder.codec(), encoder.blockFrame()));
        } else if (present.codec().equals(codec)) {
            nextLane = null;
        } else {
            moveTowards(codec, present, encoder);
        }
        use(lane);
        use(nextLane);
    }

    private static void use(@Nullable CodecLane used) {
        if (used != null) {
            used.use();
        }
    }

    private void moveTowards(AudioCodec codec, CodecLane present, TrackEncoder encoder) {
        boolean sameDecoder = codec.payloadType() == present.codec().payloadType();
        long begin = sameDecoder ? present.nextFrame() : encoder.blockFrame();
        CodecLane next = encoder.lane(codec, begin);
        if (next == null) {
            nextLane = null;
        } else if (!next.isFramed()) {
            catchUp(next, present, encoder);
            switchTo(next);
        } else if (sameDecoder && next.coveredTo() <= present.coveredTo()) {
            switchTo(next);
        } else if (next != nextLane) {
            nextLane = next;
            hearsNextLane = !sameDecoder;
            nextLaneSinceFrame = encoder.blockFrame();
        } else if (hearsNextLane
                && encoder.blockFrame() - nextLaneSinceFrame >= PRE_ROLL_SECONDS * encoder.sampleRateHz()) {
            switchTo(next);
        }
    }

    private void switchTo(@Nullable CodecLane newLane) {
        lane = newLane;
        nextLane = null;
        codecName = newLane == null ? "" : newLane.codec().name();
    }

    /// Sends as samples what a codec with frames of fixed length still holds back.
    private void catchUp(CodecLane next, CodecLane present, TrackEncoder encoder) {
        if (!present.isFramed()) {
            return;
        }
        CaptureHistory history = encoder.history();
        long at = Math.max(encoder.runStartFrame(), present.coveredTo() - SEAM_FRAMES);
        while (at < encoder.blockFrame()) {
            int numFrames = (int) Math.min(next.maxFrames(), encoder.blockFrame() - at);
            int bytes = next.encodeAgain(history, at, numFrames, scratch, RtpFlyweight.HEADER_BYTES);
            finish(encoder, next.codec().payloadType(), at, bytes, 0);
            at += numFrames;
        }
    }

    /// Sends the newest packet of a lane, if that is heard here.
    void onPacket(CodecLane of, TrackEncoder encoder) {
        EncodedPacket primary = of.packets().back(0);
        if (primary == null || !hears(of)) {
            return;
        }
        SendMode wanted = mode;
        EncodedPacket near = wanted == null ? null : copy(of, wanted.nearCopy());
        EncodedPacket far = wanted == null ? null : copy(of, wanted.farCopy());
        int copies = choice.choose(primary, near, far);
        int leftOut = (near == null ? 0 : 1) + (far == null ? 0 : 1) - copies;
        if (leftOut > 0) {
            count(COPIES_LEFT_OUT, leftOut);
        }
        int payloadType = of.payloadType(EncodedPacket.EXACT);
        int at = RtpFlyweight.HEADER_BYTES;
        if (copies > 0) {
            at = writeHeader(at, of, choice.far(), primary, far);
            at = writeHeader(at, of, choice.near(), primary, near);
            at = RedFlyweight.writePrimaryHeader(scratch, at, payloadType);
            at = writePayload(at, choice.far(), far);
            at = writePayload(at, choice.near(), near);
            payloadType = RedFlyweight.PAYLOAD_TYPE;
        }
        at = writePayload(at, EncodedPacket.EXACT, primary);
        finish(encoder, payloadType, primary.firstFrame(), at - RtpFlyweight.HEADER_BYTES, copies);
    }

    private boolean hears(CodecLane of) {
        return of == lane || (of == nextLane && hearsNextLane);
    }

    private static @Nullable EncodedPacket copy(CodecLane of, int distance) {
        return distance == 0 ? null : of.packets().back(distance);
    }

    private int writeHeader(int at, CodecLane of, int format, EncodedPacket primary, @Nullable EncodedPacket copy) {
        if (format == CopyChoice.NONE || copy == null) {
            return at;
        }
        int offsetFrames = (int) (primary.firstFrame() - copy.firstFrame());
        return RedFlyweight.writeCopyHeader(
                scratch, at, of.payloadType(format), offsetFrames, copy.lengthBytes(format));
    }

    private int writePayload(int at, int format, @Nullable EncodedPacket packet) {
        if (format == CopyChoice.NONE || packet == null) {
            return at;
        }
        int bytes = packet.lengthBytes(format);
        System.arraycopy(packet.payload(format), 0, scratch, at, bytes);
        return at + bytes;
    }

    /// Puts the header before a payload and sends both.
    private void finish(TrackEncoder encoder, int payloadType, long firstFrame, int payloadBytes, int copies) {
        RtpFlyweight.writeHeader(
                scratch,
                payloadType,
                sequence++,
                encoder.timestampOf(firstFrame),
                encoder.ssrc(),
                encoder.captureNsOf(firstFrame));
        int numBytes = RtpFlyweight.HEADER_BYTES + payloadBytes;
        link.sendRtp(scratch, 0, numBytes);
        count(PACKETS, 1);
        count(BYTES, numBytes);
        count(COPIES, copies);
    }

    /// There is one writer.
    private void count(int counter, int more) {
        counts.setOpaque(counter, counts.getPlain(counter) + more);
    }

    SendTrackSnapshot snapshot() {
        return new SendTrackSnapshot(
                codecName,
                counts.getOpaque(PACKETS),
                counts.getOpaque(BYTES),
                counts.getOpaque(COPIES),
                counts.getOpaque(COPIES_LEFT_OUT));
    }
}
