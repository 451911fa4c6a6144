package tutti.engine.send;

import java.util.List;
import java.util.SplittableRandom;
import tutti.codecs.AudioCodec;
import tutti.codecs.AudioEncoder;
import tutti.codecs.Packetisation;
import tutti.codecs.pcm.MuLawCodec;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.wire.RedFlyweight;
import tutti.engine.wire.RtpFlyweight;

/// One track in one codec, for every peer that gets it so.
///
/// A codec without a frame length of its own makes each period into as few packets as possible. One with frames of
/// fixed length gets them as soon as they are full, wherever they lie in the period, so that it adds no more delay
/// than its frames and its lookahead do. Every captured frame goes through exactly once, in order.
///
/// Thread: the send thread. RT-safe: no (the beginning allocates; encoding allocates nothing if the codec does not).
final class CodecLane {
    /// What a copy is encoded in if it does not fit as it is, from the better to the smaller.
    private static final List<AudioCodec> SMALLER = List.of(PcmCodec.L16, MuLawCodec.PCMU);

    /// Packets that a fresh encoder gets to hear before the one with which it takes over from another.
    private static final int PRIMING_PACKETS = 4;

    private final AudioCodec codec;
    private final int numChannels;
    private final int sampleRateHz;
    private final SplittableRandom random;
    private final int lookaheadFrames;
    private final AudioEncoder[] smallerEncoders;
    private final PacketHistory packets;
    private AudioEncoder encoder;
    private Packetisation split = new Packetisation(1, 1);
    private int nextOfSplit;
    private int packetFrames;
    private int periodFrames;
    private long nextFrame;
    private boolean inUse;

    /// @param firstFrame the frame to begin with
    CodecLane(
            AudioCodec codec,
            int numChannels,
            int sampleRateHz,
            int periodFrames,
            SplittableRandom random,
            long firstFrame) {
        this.codec = codec;
        this.numChannels = numChannels;
        this.sampleRateHz = sampleRateHz;
        this.random = random;
        lookaheadFrames = codec.lookaheadFrames(sampleRateHz);
        encoder = codec.newEncoder(numChannels, sampleRateHz, random.nextLong());
        // A payload of a codec with frames of its own is short, and cannot be replaced by samples at other times.
        smallerEncoders = codec.packetFrames(1, sampleRateHz) > 0
                ? new AudioEncoder[0]
                : SMALLER.stream()
                        .map(smaller -> smaller.newEncoder(numChannels, sampleRateHz, random.nextLong()))
                        .toArray(AudioEncoder[]::new);
        packets = new PacketHistory(EncodedPacket.EXACT + 1 + smallerEncoders.length);
        nextFrame = firstFrame;
        beginPeriod(periodFrames);
    }

    /// Whether a track can be sent in that codec.
    static boolean canCarry(AudioCodec codec, int numChannels, int sampleRateHz, int periodFrames) {
        int packet = codec.packetFrames(periodFrames, sampleRateHz);
        return codec.supportsRate(sampleRateHz)
                && codec.maxFrames(numChannels, RtpFlyweight.MAX_PAYLOAD_BYTES) >= Math.max(1, packet)
                && packet + codec.lookaheadFrames(sampleRateHz) <= CaptureHistory.KEPT_FRAMES / 2;
    }

    /// The payload type of a format of this lane's packets.
    int payloadType(int format) {
        return format == EncodedPacket.EXACT
                ? codec.payloadType()
                : SMALLER.get(format - 1).payloadType();
    }

    AudioCodec codec() {
        return codec;
    }

    /// Whether its packets have a fixed length, so that frames wait for others.
    boolean isFramed() {
        return packetFrames > 0;
    }

    /// The frame that has not gone through the encoder yet.
    long nextFrame() {
        return nextFrame;
    }

    /// One behind the last frame that can be decoded from its packets.
    long coveredTo() {
        return nextFrame - lookaheadFrames;
    }

    /// The packets so far, the newest being the one that [#encodeNext] made.
    PacketHistory packets() {
        return packets;
    }

    /// Length of the newest packet's payload.
    int newestBytes() {
        EncodedPacket newest = packets.back(0);
        return newest == null ? 0 : newest.lengthBytes(EncodedPacket.EXACT);
    }

    /// Prepares for a period of that length. To be called for each block before [#encodeNext].
    final void beginPeriod(int newPeriodFrames) {
        nextOfSplit = 0;
        if (newPeriodFrames == periodFrames) {
            return;
        }
        periodFrames = newPeriodFrames;
        packetFrames = codec.packetFrames(newPeriodFrames, sampleRateHz);
        if (packetFrames == 0) {
            split = Packetisation.of(codec, numChannels, newPeriodFrames, RtpFlyweight.MAX_PAYLOAD_BYTES);
        }
    }

    /// Goes on with that frame, after periods that were missed. What waited for a full packet is given up, and an
    /// encoder with a memory forgets.
    void restart(long frame) {
        nextFrame = frame;
        if (isFramed()) {
            encoder.close();
            encoder = codec.newEncoder(numChannels, sampleRateHz, random.nextLong());
        }
    }

    /// Lets a fresh encoder hear what comes before its first packet, so that a decoder that another encoder fed goes
    /// on without noticing.
    void prime(CaptureHistory history) {
        if (!isFramed()) {
            return;
        }
        EncodedPacket scratch = new EncodedPacket(1);
        long first = nextFrame - (long) PRIMING_PACKETS * packetFrames;
        for (int i = 0; i < PRIMING_PACKETS; i++) {
            long frame = first + (long) i * packetFrames;
            if (frame >= history.startFrame()) {
                encoder.encode(
                        history.planar(),
                        history.indexOf(frame),
                        packetFrames,
                        scratch.payload(EncodedPacket.EXACT),
                        0);
            }
        }
    }

    /// Makes the next packet, if there are frames enough for it.
    ///
    /// @param copies the most copies that a peer wants in each packet: with none, smaller formats are not needed
    boolean encodeNext(CaptureHistory history, int copies) {
        int numFrames;
        if (isFramed()) {
            numFrames = packetFrames;
        } else if (nextOfSplit < split.numPackets()) {
            numFrames = split.numFrames(nextOfSplit++);
        } else {
            return false;
        }
        if (history.endFrame() - nextFrame < numFrames) {
            return false;
        }
        EncodedPacket packet = packets.claim();
        packet.begin(nextFrame - lookaheadFrames, numFrames);
        encode(encoder, EncodedPacket.EXACT, packet, history);
        int exactBytes = packet.lengthBytes(EncodedPacket.EXACT);
        int bytes = exactBytes;
        for (int i = 0; i < smallerEncoders.length && !copiesFit(exactBytes, copies, bytes); i++) {
            if (!SMALLER.get(i).equals(codec)) {
                encode(smallerEncoders[i], i + 1, packet, history);
                bytes = packet.lengthBytes(i + 1);
            }
        }
        nextFrame += numFrames;
        return true;
    }

    private void encode(AudioEncoder with, int format, EncodedPacket packet, CaptureHistory history) {
        int at = history.indexOf(nextFrame);
        packet.length(format, with.encode(history.planar(), at, packet.numFrames(), packet.payload(format), 0));
    }

    private static boolean copiesFit(int primaryBytes, int copies, int copyBytes) {
        int headersBytes = RedFlyweight.PRIMARY_HEADER_BYTES + copies * RedFlyweight.COPY_HEADER_BYTES;
        return copies == 0
                || (copyBytes <= RedFlyweight.MAX_COPY_BYTES
                        && headersBytes + primaryBytes + copies * copyBytes <= RtpFlyweight.MAX_PAYLOAD_BYTES);
    }

    /// Encodes frames that went by before, besides the row of packets. Not for codecs with frames of fixed length.
    ///
    /// @return the payload's length
    int encodeAgain(CaptureHistory history, long firstFrame, int numFrames, byte[] payload, int offsetBytes) {
        return encoder.encode(history.planar(), history.indexOf(firstFrame), numFrames, payload, offsetBytes);
    }

    /// The most frames of one packet.
    int maxFrames() {
        return codec.maxFrames(numChannels, RtpFlyweight.MAX_PAYLOAD_BYTES);
    }

    /// Whether somebody has asked for it since [#release].
    boolean isInUse() {
        return inUse;
    }

    void use() {
        inUse = true;
    }

    void release() {
        inUse = false;
    }

    void close() {
        encoder.close();
        for (AudioEncoder smaller : smallerEncoders) {
            smaller.close();
        }
    }
}
