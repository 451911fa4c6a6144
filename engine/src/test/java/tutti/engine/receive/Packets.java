package tutti.engine.receive;

import java.util.Arrays;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.wire.RtpFlyweight;

/// Makes RTP packets of L24 for tests.
final class Packets {
    private Packets() {}

    /// A packet of `numFrames` frames of two channels.
    static byte[] packet(int ssrc, int sequence, long firstFrame, int numFrames, long captureNs) {
        float[][] planar = new float[2][numFrames];
        for (int i = 0; i < numFrames; i++) {
            planar[0][i] = sample(firstFrame + i);
            planar[1][i] = -sample(firstFrame + i);
        }
        byte[] packet = new byte[RtpFlyweight.MAX_PACKET_BYTES];
        RtpFlyweight.writeHeader(packet, PcmCodec.L24.payloadType(), sequence, (int) firstFrame, ssrc, captureNs);
        int bytes =
                PcmCodec.L24.newEncoder(2, 48_000, 0).encode(planar, 0, numFrames, packet, RtpFlyweight.HEADER_BYTES);
        return Arrays.copyOf(packet, RtpFlyweight.HEADER_BYTES + bytes);
    }

    /// What frame `frame` of the first channel sounds like: exact in 24 bits, and never zero.
    static float sample(long frame) {
        return (1 + Math.floorMod(frame, 8_191)) * 0x1p-14f;
    }
}
