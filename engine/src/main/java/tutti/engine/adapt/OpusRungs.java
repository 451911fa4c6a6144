package tutti.engine.adapt;

import java.util.List;
import tutti.codecs.AudioCodec;
import tutti.codecs.CodecSet;
import tutti.codecs.opus.OpusCodec;
import tutti.codecs.opus.OpusFrame;
import tutti.engine.wire.RtpFlyweight;

/// Opus as the lower rungs: 256 and 96 kbit/s for stereo, 128 and 64 for mono. The lowest has packets of 5 ms: at so
/// few bits, those of 2.5 ms sound worse by 10 dB.
///
/// @param opus the codec of this computer
public record OpusRungs(OpusCodec opus) implements CompressedCodecs {
    private static final int HIGH_KBPS_PER_CHANNEL = 128;
    private static final int LOW_STEREO_KBPS = 96;
    private static final int LOW_MONO_KBPS = 64;

    /// Those of a set of codecs; none if Opus is not among them.
    public static CompressedCodecs of(CodecSet codecs) {
        return codecs.byName("opus")
                .filter(OpusCodec.class::isInstance)
                .<CompressedCodecs>map(found -> new OpusRungs((OpusCodec) found))
                .orElse(NONE);
    }

    @Override
    public List<AudioCodec> codecs(int channels) {
        if (opus.maxFrames(channels, RtpFlyweight.MAX_PAYLOAD_BYTES) < 1) {
            return List.of();
        }
        return List.of(
                new OpusCodec(opus.library(), HIGH_KBPS_PER_CHANNEL * channels, opus.frame()),
                new OpusCodec(opus.library(), channels == 1 ? LOW_MONO_KBPS : LOW_STEREO_KBPS, OpusFrame.MS_5));
    }

    @Override
    public int bitsPerSecond(AudioCodec codec, int channels) {
        int kbps = ((OpusCodec) codec).bitRateKbps();
        return 1_000 * (kbps == OpusCodec.AUTO_KBPS ? HIGH_KBPS_PER_CHANNEL * channels : kbps);
    }
}
