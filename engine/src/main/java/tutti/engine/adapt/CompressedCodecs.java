package tutti.engine.adapt;

import java.util.List;
import tutti.codecs.AudioCodec;

/// What there is below PCM: the same codec may come at several bit rates. Thread: any.
public interface CompressedCodecs {
    /// On a computer without any.
    CompressedCodecs NONE = new CompressedCodecs() {
        @Override
        public List<AudioCodec> codecs(int channels) {
            return List.of();
        }

        @Override
        public int bitsPerSecond(AudioCodec codec, int channels) {
            throw new IllegalArgumentException(codec.name() + " is not a compressed codec.");
        }
    };

    /// From the best to the least, for so many channels: with Opus 256 and 96 kbit/s for stereo, 128 and 64 for mono.
    List<AudioCodec> codecs(int channels);

    /// Bits of payload per second of a codec of [#codecs], or of one that was configured.
    int bitsPerSecond(AudioCodec codec, int channels);
}
