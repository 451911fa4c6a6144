package tutti.codecs.conceal;

import tutti.plugins.api.RealTimeSafe;

/// Fills the gaps of one stream. The reading end hands over every frame exactly once and in order, either as present
/// or as missing, in ranges of any length from one frame on: a gap may begin and end anywhere in a block.
///
/// Two calls describe a block of 64 frames whose frames 10 to 41 are missing, and a third its end:
///
/// ```
/// present(block, 0, 10);  missing(block, 10, 32);  present(block, 42, 22);
/// ```
///
/// State of one stream. Thread: the callback. RT-safe: yes.
@RealTimeSafe
public interface Concealer {
    /// Takes note of true frames. Those after a gap may be changed in place, to join them to what filled it.
    ///
    /// @param planar float32 `[channel][frame]`
    /// @param offsetFrames the first frame
    /// @param numFrames 0 or more
    void present(float[][] planar, int offsetFrames, int numFrames);

    /// Writes a replacement for missing frames.
    ///
    /// @param planar float32 `[channel][frame]`, overwritten in the range
    /// @param offsetFrames the first frame
    /// @param numFrames 0 or more
    void missing(float[][] planar, int offsetFrames, int numFrames);

    /// Forgets the stream: the next frame follows upon silence.
    void reset();
}
