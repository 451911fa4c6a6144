package tutti.codecs;

/// A payload format: what it is called on the wire and in options, and how to make the two ends of a stream.
///
/// Immutable and stateless; the encoders and decoders hold the state. Thread: any. RT-safe: no (the factories
/// allocate).
public interface AudioCodec {
    /// The name in options and stream descriptions, for example `L24`.
    String name();

    /// The RTP payload type, 96 to 127 (dynamic, RFC 3551 section 3); never 64 to 95, which RTCP claims (RFC 5761).
    int payloadType();

    /// The most frames of `numChannels` channels that fit into `maxPayloadBytes` bytes; 0 if not even one fits.
    int maxFrames(int numChannels, int maxPayloadBytes);

    /// How many frames each packet carries, for a codec that encodes frames of fixed length; 0 if any number will do.
    ///
    /// @param periodFrames the sender's period: the choice with the least delay may depend on it
    default int packetFrames(int periodFrames, int sampleRateHz) {
        return 0;
    }

    /// How much later than its input an encoder's output is: the first frame that a packet decodes to is the one that
    /// went into the encoder so many frames before the first one that the packet was made from.
    default int lookaheadFrames(int sampleRateHz) {
        return 0;
    }

    /// Whether it can encode and decode sound of that sample rate.
    default boolean supportsRate(int sampleRateHz) {
        return true;
    }

    /// Whether people may choose it. A format that only copies of packets use is found by its payload type alone.
    default boolean isOffered() {
        return true;
    }

    /// A new encoder.
    ///
    /// @param seed seed of the dither, where the codec uses any, so that a test can repeat a run
    AudioEncoder newEncoder(int numChannels, int sampleRateHz, long seed);

    /// A new decoder.
    AudioDecoder newDecoder(int numChannels, int sampleRateHz);
}
