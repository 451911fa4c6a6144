package tutti.engine.demo;

/// What became of the sound between one player's port and the other's, by comparison of the recording with the piece
/// that was played. Nothing of it comes from the engines' own accounts, except when each of their clocks was at zero.
///
/// @param latencyMs from the capture port to the playback port, the median of all windows of 100 ms
/// @param leastMs the least of them
/// @param mostMs the greatest
/// @param lastMs the last of them
/// @param moves how often it changed from one window to the next
/// @param blocks blocks of 10 ms that were compared
/// @param damagedBlocks of these, blocks whose error was above -20 dB of the sound in them
/// @param dropouts stretches of damaged blocks
/// @param errorDb energy of the whole error over that of the whole sound
public record DemoVerdict(
        double latencyMs,
        double leastMs,
        double mostMs,
        double lastMs,
        int moves,
        int blocks,
        int damagedBlocks,
        int dropouts,
        double errorDb) {
    /// Share of the blocks that were damaged, in percent; 0 if there were none.
    public double damagedPercent() {
        return blocks == 0 ? 0 : 100.0 * damagedBlocks / blocks;
    }
}
