package tutti.engine.adapt;

import java.util.List;
import tutti.codecs.AudioCodec;
import tutti.codecs.AudioDecoder;
import tutti.codecs.AudioEncoder;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.driver.DriverFormat;

/// Tracks and codecs for tests.
final class Ladders {
    static final DriverFormat FORMAT = new DriverFormat(48_000, 64);

    /// Two bit rates of a codec with packets of 2.5 ms, for one or two channels.
    static final CompressedCodecs OPUS = new CompressedCodecs() {
        @Override
        public List<AudioCodec> codecs(int channels) {
            return List.of(new Named(128_000), new Named(48_000));
        }

        @Override
        public int bitsPerSecond(AudioCodec codec, int channels) {
            return channels * ((Named) codec).bitsPerChannel;
        }
    };

    private Ladders() {}

    static AdaptiveTrack stereo(String name, int ssrc, AudioCodec codec) {
        return new AdaptiveTrack(name, ssrc, 2, codec, FORMAT, PcmCodec.set(), OPUS);
    }

    /// A codec that nobody encodes with.
    record Named(int bitsPerChannel) implements AudioCodec {
        @Override
        public String name() {
            return "opus";
        }

        @Override
        public int payloadType() {
            return 100;
        }

        @Override
        public int maxFrames(int numChannels, int maxPayloadBytes) {
            return numChannels <= 2 ? 480 : 0;
        }

        @Override
        public int packetFrames(int periodFrames, int sampleRateHz) {
            return sampleRateHz / 400;
        }

        @Override
        public boolean supportsRate(int sampleRateHz) {
            return sampleRateHz == 48_000;
        }

        @Override
        public AudioEncoder newEncoder(int numChannels, int sampleRateHz, long seed) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AudioDecoder newDecoder(int numChannels, int sampleRateHz) {
            throw new UnsupportedOperationException();
        }
    }
}
