package tutti.engine.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tutti.codecs.AudioCodec;
import tutti.codecs.CodecSet;
import tutti.codecs.opus.OpusCodec;
import tutti.codecs.opus.OpusFrame;
import tutti.codecs.opus.OpusLibrary;
import tutti.codecs.pcm.PcmCodec;

/// How Opus is spoken, and whether it is.
final class OpusOptions {
    private static final String OPUS = "opus";
    private static final Map<String, OpusFrame> FRAMES =
            Map.of("auto", OpusFrame.AUTO, "2.5", OpusFrame.MS_2_5, "5", OpusFrame.MS_5, "10", OpusFrame.MS_10);

    @Option(
            names = "--bitrate",
            paramLabel = "KBPS",
            description = "Opus: 48 to 510 kbit/s for each track (default: 128 for each of its channels).")
    private @Nullable Integer bitRateKbps;

    @Option(
            names = "--opus-frame",
            paramLabel = "MS",
            description = "Opus: 2.5, 5 or 10 ms of sound in a packet, or auto, by the period (default: auto).")
    private @Nullable String frame;

    /// Every codec that this computer can speak.
    static CodecSet codecs() {
        CodecSet uncompressed = PcmCodec.set();
        return OpusCodec.find().map(uncompressed::plus).orElse(uncompressed);
    }

    /// The codec of that name, set as the options say.
    AudioCodec codec(String name) {
        AudioCodec codec = find(name);
        if (codec instanceof OpusCodec opus) {
            int kbps = bitRateKbps == null ? OpusCodec.AUTO_KBPS : bitRateKbps;
            if (bitRateKbps != null && (kbps < OpusCodec.MIN_KBPS || kbps > OpusCodec.MAX_KBPS)) {
                throw new UsageException("--bitrate takes " + OpusCodec.MIN_KBPS + " to " + OpusCodec.MAX_KBPS
                        + " kbit/s, not " + kbps + ".");
            }
            return new OpusCodec(opus.library(), kbps, frame());
        }
        if (bitRateKbps != null || frame != null) {
            throw new UsageException("--bitrate and --opus-frame are for Opus: add --codec opus, or leave them out.");
        }
        return codec;
    }

    /// @throws UsageException if there is none of that name, or it is Opus and its library is missing
    static AudioCodec find(String name) {
        CodecSet codecs = codecs();
        return codecs.byName(name)
                .orElseThrow(() -> new UsageException(
                        name.equalsIgnoreCase(OPUS)
                                ? OpusLibrary.absence()
                                : "There is no codec called \"" + name + "\"; choose one of " + codecs.names() + "."));
    }

    private OpusFrame frame() {
        if (frame == null) {
            return OpusFrame.AUTO;
        }
        return Optional.ofNullable(FRAMES.get(frame.toLowerCase(Locale.ROOT)))
                .orElseThrow(() ->
                        new UsageException("--opus-frame takes 2.5, 5 or 10 ms, or auto, not \"" + frame + "\"."));
    }
}
