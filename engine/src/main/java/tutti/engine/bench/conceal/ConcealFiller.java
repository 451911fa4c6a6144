package tutti.engine.bench.conceal;

/// Makes up what is missing.
interface ConcealFiller {
    /// Fills one gap. What lies from it on is not to be looked at.
    ///
    /// @param sound float32 `[channel][frame]`
    /// @param at the first missing frame
    /// @param out receives the missing frames, from 0 on
    void fill(float[][] sound, int at, ConcealGap gap, float[][] out);
}
