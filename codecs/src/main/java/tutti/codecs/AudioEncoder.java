package tutti.codecs;

/// Turns samples of one track into the payload of one packet. Holds the state of one stream, so each stream has its
/// own.
///
/// Thread: the send thread, or whichever thread owns the stream. RT-safe: yes for PCM (allocates nothing).
public interface AudioEncoder extends AutoCloseable {
    /// Encodes `numFrames` frames from `planar`.
    ///
    /// @param planar float32 samples `[channel][frame]`, +-1.0 = 0 dBFS; values beyond are clipped, unless the
    ///     format can carry them; NaN becomes silence
    /// @param offsetFrames first frame to encode
    /// @param numFrames 1 to [AudioCodec#maxFrames]
    /// @param payload receives the bytes
    /// @param offsetBytes where in `payload` the first byte goes
    /// @return the payload's length in bytes
    int encode(float[][] planar, int offsetFrames, int numFrames, byte[] payload, int offsetBytes);

    /// Releases what the encoder holds outside of the heap; it is not used again. Thread: the owner's.
    @Override
    default void close() {}
}
