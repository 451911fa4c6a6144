package tutti.engine.adapt;

import tutti.codecs.AudioCodec;

/// One step of a [QualityLadder].
///
/// @param name for people: the codec's, with its bit rate where it could be another
/// @param codec how the track is encoded
/// @param payloadBps its payload in bits per second, without any header
record Rung(String name, AudioCodec codec, int payloadBps) {
    /// Bytes in which the length of a frame is measured.
    private static final int PROBE_BYTES = 1 << 20;

    /// An uncompressed codec, whose rate follows from the length of its frames.
    static Rung pcm(AudioCodec codec, int channels, int sampleRateHz) {
        int frameBytes = PROBE_BYTES / Math.max(1, codec.maxFrames(channels, PROBE_BYTES));
        return new Rung(codec.name(), codec, 8 * frameBytes * sampleRateHz);
    }

    static Rung compressed(AudioCodec codec, int bitsPerSecond) {
        return new Rung(codec.name() + " " + bitsPerSecond / 1000 + "k", codec, bitsPerSecond);
    }
}
