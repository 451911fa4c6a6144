package tutti.engine.receive;

import tutti.codecs.AudioCodec;
import tutti.codecs.AudioDecoder;
import tutti.engine.driver.DriverFormat;
import tutti.engine.wire.RtpFlyweight;

/// One stream's decoder for one payload type, and how far it has come on the timeline.
///
/// Thread: the link thread. RT-safe: no.
final class DecoderLane {
    /// A gap is bridged for so long at most: what a codec makes up has faded by then.
    private static final double MAX_BRIDGE_SECONDS = 0.06;

    /// A packet that lies further back is no late one: the timeline has begun anew.
    private static final double RESTART_SECONDS = 1;

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final AudioDecoder decoder;
    private final boolean framed;
    private final float[][] planar;
    private final long restartFrames;
    private final int maxBridgeFrames;
    private long positionFrame = UNKNOWN;
    private int lastFrames;

    DecoderLane(AudioCodec codec, int numChannels, DriverFormat remote) {
        int rateHz = remote.sampleRateHz();
        decoder = codec.newDecoder(numChannels, rateHz);
        int packetFrames = codec.packetFrames(remote.periodFrames(), rateHz);
        framed = packetFrames > 0;
        int maxFrames = codec.maxFrames(numChannels, RtpFlyweight.MAX_PAYLOAD_BYTES);
        planar = new float[numChannels][Math.max(packetFrames, maxFrames)];
        restartFrames = (long) (RESTART_SECONDS * rateHz);
        maxBridgeFrames = (int) (MAX_BRIDGE_SECONDS * rateHz);
    }

    /// Whether its packets build upon each other.
    boolean isFramed() {
        return framed;
    }

    /// What was decoded or made up last, `[channel][frame]`.
    float[][] planar() {
        return planar;
    }

    /// Frames in the last packet, 0 before the first.
    int lastFrames() {
        return lastFrames;
    }

    /// The frame that a decoder with a memory waits for.
    long positionFrame() {
        return positionFrame;
    }

    /// Whether a packet of the usual length that begins there has nothing new for a decoder with a memory.
    boolean hasPassed(long firstFrame) {
        return positionFrame != UNKNOWN && firstFrame + lastFrames <= positionFrame;
    }

    /// Forgets the position if `firstFrame` lies so far behind it that the timeline must have begun anew.
    void followJumpBack(long firstFrame) {
        if (positionFrame != UNKNOWN && positionFrame - firstFrame > restartFrames) {
            positionFrame = UNKNOWN;
        }
    }

    /// How many packets are to be bridged before one that begins there; 0 for a decoder without a memory.
    int packetsMissingBefore(long firstFrame) {
        if (!framed || positionFrame == UNKNOWN || lastFrames == 0) {
            return 0;
        }
        return (int) (Math.min(firstFrame - positionFrame, maxBridgeFrames) / lastFrames);
    }

    /// Makes up one packet.
    ///
    /// @return its frames in [#planar]; 0 if the codec has nothing to bridge
    int bridge() {
        positionFrame += lastFrames;
        return decoder.bridge(lastFrames, planar);
    }

    /// Decodes a packet.
    ///
    /// @return frames in [#planar], or [AudioDecoder#MALFORMED]
    int decode(byte[] packet, int offsetBytes, int numBytes, long firstFrame) {
        int numFrames = decoder.decode(packet, offsetBytes, numBytes, planar);
        if (numFrames > 0) {
            lastFrames = numFrames;
            positionFrame = firstFrame + numFrames;
        }
        return numFrames;
    }

    void close() {
        decoder.close();
    }
}
