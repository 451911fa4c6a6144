package tutti.engine.adapt;

import tutti.codecs.AudioCodec;
import tutti.codecs.CodecSet;
import tutti.engine.driver.DriverFormat;
import tutti.engine.wire.RtpFlyweight;

/// A local track, as far as its bits are concerned. Immutable. Thread: any.
public final class AdaptiveTrack {
    /// UDP and IPv4 without options. IPv6 takes 20 bytes more.
    private static final int UDP_IP_BYTES = 28;

    /// RFC 7714.
    private static final int TAG_BYTES = 16;

    /// RFC 2198 section 3: four bytes for each copy, one for the newest block.
    private static final int COPY_HEADER_BYTES = 4;

    private final String name;
    private final int ssrc;
    private final int channels;
    private final DriverFormat format;
    private final QualityLadder ladder;

    /// @param name as in port names
    /// @param ssrc its RTP stream
    /// @param channels how many
    /// @param configured how the player wants it sent; nothing better ever is
    /// @param format the local driver's
    /// @param codecs what may be sent besides
    /// @param compressed what may be sent when no PCM fits
    public AdaptiveTrack(
            String name,
            int ssrc,
            int channels,
            AudioCodec configured,
            DriverFormat format,
            CodecSet codecs,
            CompressedCodecs compressed) {
        this.name = name;
        this.ssrc = ssrc;
        this.channels = channels;
        this.format = format;
        ladder = QualityLadder.of(configured, channels, format, codecs, compressed);
    }

    String name() {
        return name;
    }

    int ssrc() {
        return ssrc;
    }

    QualityLadder ladder() {
        return ladder;
    }

    /// Packets per second, each with so many copies; a period's packets become more, where they would be over the
    /// limit with them.
    double packetsPerSecond(Rung rung, int copies) {
        int fixedFrames = rung.codec().packetFrames(format.periodFrames(), format.sampleRateHz());
        if (fixedFrames > 0) {
            return (double) format.sampleRateHz() / fixedFrames;
        }
        int room = (RtpFlyweight.MAX_PAYLOAD_BYTES - headerBytes(copies)) / (1 + copies);
        int maxFrames = Math.max(1, rung.codec().maxFrames(channels, room));
        int packets = Math.ceilDiv(format.periodFrames(), maxFrames);
        return (double) packets * format.sampleRateHz() / format.periodFrames();
    }

    /// Bits per second on the wire, down to IP: packets x (payload x (1 + copies) + 72 bytes of headers and tag). For
    /// example 64 frames of stereo L24 at 48 kHz are 750 x (384 + 72) x 8 = 2.74 Mbit/s.
    double bitsPerSecond(Rung rung, int copies) {
        int overheadBytes = UDP_IP_BYTES + RtpFlyweight.HEADER_BYTES + TAG_BYTES + headerBytes(copies);
        return (1.0 + copies) * rung.payloadBps() + 8 * overheadBytes * packetsPerSecond(rung, copies);
    }

    private static int headerBytes(int copies) {
        return copies == 0 ? 0 : COPY_HEADER_BYTES * copies + 1;
    }
}
