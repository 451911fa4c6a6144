package tutti.engine.wire;

/// Extends a counter that wraps around to 64 bits, by taking each value as the one nearest to the highest so far.
///
/// Right as long as no value is half a turn away from the highest: for 32-bit timestamps at 48 kHz, twelve hours.
public final class SequenceUnwrapper {
    private final int bits;
    private boolean started;
    private long highest;

    /// @param bits width of the counter, 1 to 32
    public SequenceUnwrapper(int bits) {
        this.bits = bits;
    }

    /// Extends a value. The first one becomes `2^bits + value`, so that earlier ones stay positive.
    ///
    /// @param value the counter; bits above its width are ignored
    public long unwrap(int value) {
        long span = 1L << bits;
        long low = value & (span - 1);
        if (!started) {
            started = true;
            highest = span + low;
            return highest;
        }
        long difference = (low - highest) & (span - 1);
        if (difference >= span >> 1) {
            difference -= span;
        }
        long extended = highest + difference;
        highest = Math.max(highest, extended);
        return extended;
    }
}
