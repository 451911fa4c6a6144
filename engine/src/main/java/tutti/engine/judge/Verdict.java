package tutti.engine.judge;

/// What a path did to a sound. Latencies are in frames of the recording, to a sixteenth of one.
///
/// @param latencyFrames the median of all windows of 100 ms
/// @param leastFrames the least of them
/// @param mostFrames the greatest
/// @param lastFrames the last of them
/// @param moves how often the lag in whole frames changed from one window to the next
/// @param blocks blocks of 10 ms with sound in them
/// @param damaged of these, blocks whose error was above -20 dB of the sound in them
/// @param inexact of these, blocks with any difference at all
/// @param dropouts stretches of damaged blocks
/// @param errorDb energy of the whole error over that of the whole sound (NMSE), -200 dB if there is none
public record Verdict(
        double latencyFrames,
        double leastFrames,
        double mostFrames,
        double lastFrames,
        int moves,
        int blocks,
        int damaged,
        int inexact,
        int dropouts,
        double errorDb) {
    /// Share of the blocks that were damaged, in percent; 0 if there were none.
    public double damagedPercent() {
        return blocks == 0 ? 0 : 100.0 * damaged / blocks;
    }
}
