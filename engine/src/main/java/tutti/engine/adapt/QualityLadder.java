package tutti.engine.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tutti.codecs.AudioCodec;
import tutti.codecs.CodecSet;
import tutti.engine.driver.DriverFormat;
import tutti.engine.wire.RtpFlyweight;

/// The ways in which one track may be sent, from the one configured downwards, each with fewer bits than the one
/// above: L32F, L24, L16, then what is compressed. What this engine does not have, or what does not fit the track's
/// channels or sample rate, is left out.
///
/// Immutable. Thread: any.
final class QualityLadder {
    private static final List<String> PCM = List.of("L32F", "L24", "L16");

    private final List<Rung> rungs;

    private QualityLadder(List<Rung> rungs) {
        this.rungs = List.copyOf(rungs);
    }

    /// @param configured the top rung
    static QualityLadder of(
            AudioCodec configured, int channels, DriverFormat format, CodecSet codecs, CompressedCodecs compressed) {
        int rateHz = format.sampleRateHz();
        int top = PCM.indexOf(configured.name());
        List<Rung> candidates = new ArrayList<>();
        candidates.add(
                top >= 0
                        ? Rung.pcm(configured, channels, rateHz)
                        : Rung.compressed(configured, compressed.bitsPerSecond(configured, channels)));
        if (top >= 0) {
            PCM.stream()
                    .skip(top + 1)
                    .map(codecs::byName)
                    .flatMap(Optional::stream)
                    .forEach(codec -> candidates.add(Rung.pcm(codec, channels, rateHz)));
        }
        for (AudioCodec codec : compressed.codecs(channels)) {
            candidates.add(Rung.compressed(codec, compressed.bitsPerSecond(codec, channels)));
        }
        List<Rung> rungs = new ArrayList<>();
        for (Rung rung : candidates) {
            boolean fits = rung.codec().supportsRate(rateHz)
                    && rung.codec().maxFrames(channels, RtpFlyweight.MAX_PAYLOAD_BYTES) > 0;
            // The configured one was checked when it was configured.
            if (rungs.isEmpty() || (fits && rung.payloadBps() < rungs.getLast().payloadBps())) {
                rungs.add(rung);
            }
        }
        return new QualityLadder(rungs);
    }

    /// The rung so many steps below the top, or the lowest.
    Rung at(int level) {
        return rungs.get(Math.min(level, rungs.size() - 1));
    }

    int size() {
        return rungs.size();
    }
}
