package tutti.engine.receive;

import java.util.Arrays;

/// Follows when packets come at the network's best, against the local driver's frames: a straight line through the
/// early edge of the arrivals. Its slope is the drift between the two clocks; what comes below it is jitter.
///
/// Each packet has an *earliness* k: its first frame less the local frame count at its arrival (both in the sender's
/// frames). Blocks of 50 ms give the value that a tenth of their packets exceeds; a line is fitted to the blocks by
/// least squares with a memory that grows to [#MAX_BLOCKS], in its recursive form (g-h filter; E. Brookner,
/// "Tracking and Kalman Filtering Made Easy", section 2.8):
///
/// ```
/// r = z - (x + v dt)      x += v dt + g r      v += h r / dt
/// g = 2 (2n + 1) / ((n + 1)(n + 2))            h = 6 / ((n + 1)(n + 2))
/// ```
///
/// A block further off than six times the usual residual does not count, unless four of
/// them in a row come early or ten seconds of them late: then the way there has changed, and the line is moved
/// without losing its slope.
///
/// Both sides are taken to run on one clock until the slope has been certain not to be zero for half a second (five
/// standard errors; [#DRIFT_NS] gathered by it, and [#DRIFT_RESIDUALS] times what blocks usually stray); so long the
/// line is level. One thread.
final class ArrivalLine {
    private static final double BLOCK_SECONDS = 0.05;
    private static final int MIN_PACKETS = 8;
    private static final int MAX_PACKETS = 512;
    private static final double EARLY_SHARE = 0.1;

    /// Two minutes: clocks wander with temperature, by a tenth of a millionth in that time.
    private static final int MAX_BLOCKS = 2_400;

    private static final int SETTLED_BLOCKS = 8;
    private static final int CERTAIN_BLOCKS = 12;
    private static final int CERTAIN_RUN = 10;
    private static final int EARLY_STEP_BLOCKS = 4;
    private static final int LATE_STEP_BLOCKS = 200;

    /// Blocks that a new place of the line is averaged over at least.
    private static final int LEVEL_BLOCKS = 100;

    private static final double OUTLIER_RESIDUALS = 6;
    private static final double LEAST_OUTLIER_NS = 250_000;
    private static final double DRIFT_NS = 200_000;
    /// The tails of jitter are heavier than any law that standard errors are made for.
    private static final double DRIFT_RESIDUALS = 12;

    private static final double SAME_CLOCK = 1e-7;

    private final double framesPerNs;
    private final double blockFrames;
    private final double[] packets = new double[MAX_PACKETS];
    private int numPackets;
    private double blockBegan = Double.NaN;

    private int blocks;
    private double time;
    private double place;
    private double slope;
    private int placeMemory;
    private double residual;
    private int earlyRun;
    private int lateRun;
    private double runSum;

    private int certainBlocks;
    private boolean level;
    private double levelPlace;

    /// @param inputRateHz the sender's rate
    /// @param outputRateHz the local driver's
    ArrivalLine(int inputRateHz, int outputRateHz) {
        framesPerNs = inputRateHz / 1e9;
        blockFrames = BLOCK_SECONDS * outputRateHz;
        reset();
    }

    void reset() {
        blocks = 0;
        numPackets = 0;
        blockBegan = Double.NaN;
        slope = 0;
        residual = 0;
        placeMemory = 0;
        earlyRun = 0;
        lateRun = 0;
        level = true;
        certainBlocks = 0;
    }

    /// Takes in a packet.
    ///
    /// @param earliness k, in the sender's frames
    /// @param localFrame when it came, in local frames, not going back by more than a block
    void add(double earliness, double localFrame) {
        if (Double.isNaN(blockBegan)) {
            blockBegan = localFrame;
        }
        if (localFrame - blockBegan >= blockFrames && numPackets >= MIN_PACKETS) {
            closeBlock((blockBegan + localFrame) / 2);
            blockBegan = localFrame;
            numPackets = 0;
        }
        if (numPackets < MAX_PACKETS) {
            packets[numPackets++] = earliness;
        }
    }

    private void closeBlock(double at) {
        Arrays.sort(packets, 0, numPackets);
        take(packets[numPackets - 1 - (int) (EARLY_SHARE * numPackets)], at);
    }

    private void take(double observed, double at) {
        if (blocks == 0) {
            place = observed;
            levelPlace = observed;
            time = at;
            blocks = 1;
            placeMemory = 1;
            return;
        }
        double passed = Math.max(1, at - time);
        time = at;
        place += slope * passed;
        double off = observed - place;
        if (blocks >= SETTLED_BLOCKS && isOutlier(off)) {
            if (isStep(off)) {
                double step = runSum / Math.max(earlyRun, lateRun);
                place += step;
                levelPlace += step;
                placeMemory = SETTLED_BLOCKS;
                earlyRun = 0;
                lateRun = 0;
            }
            return;
        }
        earlyRun = 0;
        lateRun = 0;
        int n = Math.min(blocks, MAX_BLOCKS);
        int m = Math.min(placeMemory, MAX_BLOCKS);
        place += off * 2 * (2.0 * m + 1) / ((m + 1.0) * (m + 2));
        slope += off / passed * 6 / ((n + 1.0) * (n + 2));
        residual += (Math.abs(off) - residual) / Math.min(blocks, 64);
        levelPlace += (observed - levelPlace) / Math.min(blocks + 1, LEVEL_BLOCKS);
        blocks++;
        placeMemory++;
        judgeClock(passed);
    }

    private boolean isOutlier(double off) {
        return Math.abs(off) > Math.max(OUTLIER_RESIDUALS * residual, LEAST_OUTLIER_NS * framesPerNs);
    }

    private boolean isStep(double off) {
        if (off > 0 != earlyRun > 0) {
            runSum = 0;
        }
        if (off > 0) {
            earlyRun++;
            lateRun = 0;
        } else {
            lateRun++;
            earlyRun = 0;
        }
        runSum += off;
        return earlyRun >= EARLY_STEP_BLOCKS || lateRun >= LATE_STEP_BLOCKS;
    }

    /// Standard error of a slope fitted to n points dt apart with scatter s: `s sqrt(12) / (n^1.5 dt)`; the mean of
    /// the residuals' amounts is 0.8 s.
    private void judgeClock(double blockLength) {
        if (blocks < CERTAIN_BLOCKS) {
            return;
        }
        double n = Math.min(blocks, MAX_BLOCKS);
        double error = residual * 1.25 * Math.sqrt(12) / (n * Math.sqrt(n) * blockLength);
        if (level) {
            boolean certain = Math.abs(slope) > 5 * error + SAME_CLOCK
                    && Math.abs(slope) * n * blockLength > Math.max(DRIFT_NS * framesPerNs, DRIFT_RESIDUALS * residual);
            certainBlocks = certain ? certainBlocks + 1 : 0;
            level = certainBlocks < CERTAIN_RUN;
        } else if (blocks >= MAX_BLOCKS && Math.abs(slope) + 2 * error < SAME_CLOCK) {
            level = true;
            certainBlocks = 0;
            levelPlace = place;
        }
    }

    /// Whether there is a line yet.
    boolean isKnown() {
        return blocks > 0;
    }

    /// Whether both sides seem to run on one clock.
    boolean isLevel() {
        return level;
    }

    /// The earliness of the usual best arrival at a time.
    double at(double localFrame) {
        return level ? levelPlace : place + slope * (localFrame - time);
    }

    /// The drift: how many more of the sender's frames pass with each local frame than nominal. 0 on one clock.
    double slope() {
        return level ? 0 : slope;
    }
}
