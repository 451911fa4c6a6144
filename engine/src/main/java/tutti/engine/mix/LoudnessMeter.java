package tutti.engine.mix;

import java.util.Arrays;

/// Loudness of a bus in LUFS by ITU-R BS.1770-4 and EBU Tech 3341: momentary (400 ms), short-term (3 s) and
/// integrated since it was last begun anew, gated at -70 LUFS and then at 10 LU below the mean of what is left.
///
/// `L = -0.691 + 10 log10 sum(G ms)`; a 1 kHz sine of -23 dBFS in both channels has -23.0 LUFS. The integrated value
/// comes from a histogram with steps of 0.1 LU, whose bins keep sums, so that only the second gate is as coarse as
/// that; its memory does not grow with the time.
///
/// Thread: any (it locks). RT-safe: no.
public final class LoudnessMeter {
    /// What silence is shown as.
    public static final double SILENCE_LUFS = -144;

    private static final int MOMENTARY_BLOCKS = 4;
    private static final int SHORT_TERM_BLOCKS = 30;
    private static final double OFFSET_LUFS = -0.691;
    private static final double ABSOLUTE_GATE_LUFS = -70;
    private static final double RELATIVE_GATE_LU = -10;
    private static final int BINS_PER_LU = 10;

    /// From the gate up to +30 LUFS, louder than anything; what is louder still goes into the last one.
    private static final int BINS = 100 * BINS_PER_LU;

    private final LoudnessFilter filter;
    private final double[] recent = new double[SHORT_TERM_BLOCKS];
    private final double[] binSums = new double[BINS];
    private final long[] binCounts = new long[BINS];
    private long takenBlocks;
    private long begunAtBlock;
    private long lostBlocks;

    /// Loudness at one time.
    ///
    /// @param momentaryLufs of the last 400 ms
    /// @param shortTermLufs of the last 3 s
    /// @param integratedLufs since it was begun anew, -144 if nothing was loud enough to count
    public record Loudness(double momentaryLufs, double shortTermLufs, double integratedLufs) {}

    /// @param filter whose blocks are taken; no other meter needs to know
    public LoudnessMeter(LoudnessFilter filter) {
        this.filter = filter;
        takenBlocks = filter.finishedBlocks();
        begunAtBlock = takenBlocks;
    }

    /// Takes in what the callback has finished; to be called every few seconds at least, or else blocks are missing
    /// from the integrated loudness.
    public synchronized void update() {
        long finished = filter.finishedBlocks();
        long oldest = finished - LoudnessFilter.BLOCKS + 1;
        if (takenBlocks < oldest) {
            lostBlocks += oldest - takenBlocks;
            takenBlocks = oldest;
        }
        while (takenBlocks < finished) {
            take(filter.block(takenBlocks));
        }
    }

    private void take(double meanSquare) {
        recent[(int) (takenBlocks % SHORT_TERM_BLOCKS)] = meanSquare;
        takenBlocks++;
        if (takenBlocks - begunAtBlock < MOMENTARY_BLOCKS) {
            return;
        }
        double mean = mean(MOMENTARY_BLOCKS);
        double lufs = lufs(mean);
        if (lufs > ABSOLUTE_GATE_LUFS) {
            int bin = (int) Math.min(BINS - 1L, (long) ((lufs - ABSOLUTE_GATE_LUFS) * BINS_PER_LU));
            binSums[bin] += mean;
            binCounts[bin]++;
        }
    }

    private double mean(int numBlocks) {
        double sum = 0;
        for (long block = Math.max(0, takenBlocks - numBlocks); block < takenBlocks; block++) {
            sum += recent[(int) (block % SHORT_TERM_BLOCKS)];
        }
        return sum / numBlocks;
    }

    private static double lufs(double meanSquare) {
        return meanSquare <= 0 ? SILENCE_LUFS : Math.max(SILENCE_LUFS, OFFSET_LUFS + 10 * Math.log10(meanSquare));
    }

    /// How loud it is, and has been.
    public synchronized Loudness loudness() {
        update();
        return new Loudness(lufs(mean(MOMENTARY_BLOCKS)), lufs(mean(SHORT_TERM_BLOCKS)), integrated());
    }

    private double integrated() {
        double ungated = lufs(meanFrom(0));
        double gate = ungated + RELATIVE_GATE_LU;
        int firstBin = (int) Math.max(0, Math.floor((gate - ABSOLUTE_GATE_LUFS) * BINS_PER_LU));
        return lufs(meanFrom(firstBin));
    }

    private double meanFrom(int firstBin) {
        double sum = 0;
        long count = 0;
        for (int bin = firstBin; bin < BINS; bin++) {
            sum += binSums[bin];
            count += binCounts[bin];
        }
        return count == 0 ? 0 : sum / count;
    }

    /// Begins the integrated loudness anew.
    public synchronized void restart() {
        update();
        Arrays.fill(binSums, 0);
        Arrays.fill(binCounts, 0);
        begunAtBlock = takenBlocks;
    }

    /// Blocks of 100 ms that came and went before they were taken in.
    public synchronized long lostBlocks() {
        return lostBlocks;
    }
}
