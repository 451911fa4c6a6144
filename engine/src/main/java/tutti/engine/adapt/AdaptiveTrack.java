package tutti.engine.adapt;

import tutti.codecs.AudioCodec;
import tutti.codecs.CodecSet;
import tutti.codecs.Packetisation;
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

    /// Packets per second, whatever copies they carry.
    double packetsPerSecond(Rung rung) {
        int fixedFrames = rung.codec().packetFrames(format.periodFrames(), format.sampleRateHz());
        if (fixedFrames > 0) {
            return (double) format.sampleRateHz() / fixedFrames;
        }
        int packets = Packetisation.of(rung.codec(), channels, format.periodFrames(), RtpFlyweight.MAX_PAYLOAD_BYTES)
                .numPackets();
        return (double) packets * format.sampleRateHz() / format.periodFrames();
    }

    /// Bits per second on the wire, down to IP: packets x (payload x (1 + copies) + 72 bytes of headers and tag). For
    /// example 64 frames of stereo L24 at 48 kHz are 750 x (384 + 72) x 8 = 2.74 Mbit/s. Copies that would make a
    /// packet too long are sent in a smaller format, or not at all, and so fill it at most.
    double bitsPerSecond(Rung rung, int copies) {
        double packets = packetsPerSecond(rung);
        double payloadBytes = rung.payloadBps() / 8.0 / packets;
        int copyHeaders = copies == 0 ? 0 : COPY_HEADER_BYTES * copies + 1;
        double carriedBytes = Math.min(payloadBytes * (1 + copies) + copyHeaders, RtpFlyweight.MAX_PAYLOAD_BYTES);
        return 8 * packets * (UDP_IP_BYTES + RtpFlyweight.HEADER_BYTES + carriedBytes + TAG_BYTES);
    }
}
