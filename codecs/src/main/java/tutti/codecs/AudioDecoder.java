package tutti.codecs;

/// Turns the payload of one packet into samples. Holds the state of one stream, so each stream has its own.
///
/// Thread: the link thread, or whichever thread owns the stream. RT-safe: yes for PCM (allocates nothing).
public interface AudioDecoder {
    /// The answer of [#decode] to a payload that no encoder of this codec can have made.
    int MALFORMED = -1;

    /// Decodes one payload.
    ///
    /// @param payload the packet; what lies outside the given range is not read
    /// @param offsetBytes where the payload begins
    /// @param numBytes its length
    /// @param planar receives float32 samples `[channel][frame]` from frame 0; untouched when malformed
    /// @return the number of frames decoded, or [#MALFORMED] when the length does not fit the format or the frames
    ///     do not fit into `planar`; never throws for any content
    int decode(byte[] payload, int offsetBytes, int numBytes, float[][] planar);

    /// Bridges a gap in the sequence of payloads, before the next one is decoded: a codec whose payloads build upon
    /// each other goes on from what it heard last.
    ///
    /// @param numFrames frames missing, a multiple of the packet's length
    /// @param planar receives what the codec makes up, `[channel][frame]` from frame 0
    /// @return how many frames were made up; 0 for a codec that has nothing to bridge
    default int bridge(int numFrames, float[][] planar) {
        return 0;
    }
}
