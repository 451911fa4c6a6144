package tutti.engine.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tutti.engine.driver.virtual.LoopSource;

/// Compares a recording with the piece that was played, window by window of 100 ms: finds the lag of each, follows it
/// where it moves, and counts the blocks of 10 ms in which the sound was damaged. Goes through the recording in
/// passages of ten seconds, so that its length does not matter.
///
/// Lags are whole frames: sound that was converted to another rate is delayed by fractions of one, and would be taken
/// for damaged at high frequencies.
///
/// Takes about 10 ms for a second of sound. Thread: any, one at a time.
final class Judge {
    private static final int WINDOWS_PER_PASSAGE = 100;
    private static final int BLOCKS_PER_WINDOW = 10;
    private static final int STRETCH_WINDOWS = 10;

    /// -20 dB: an error from which on a block counts as damaged.
    private static final double DAMAGED = 0.01;

    /// -50 dB: an error from which on a window is searched for a better lag.
    private static final double SUSPECT = 1e-5;

    /// An error from which on the piece is not recognised at all. Silence in the place of lost packets makes an error
    /// as great as the share lost; another piece makes one of 2.
    private static final double UNLIKE = 0.9;

    /// An error from which on a new lag is not believed.
    private static final double DOUBTFUL = 0.3;

    /// -80 dBFS: what is softer at the beginning is silence.
    private static final float AUDIBLE = 1e-4f;

    /// -70 dBFS: softer blocks are not judged.
    private static final double SILENT = 1e-7;

    /// How far a lag may move from one window to the next.
    private static final double MOVE_SECONDS = 0.1;

    private final Take take;
    private final LoopSource piece;
    private final int windowFrames;
    private final int blockFrames;
    private final int moveFrames;
    private final int maxLagFrames;
    private final double msPerFrame;
    private final long offsetFrames;
    private final double restFrames;

    private final List<Integer> lags = new ArrayList<>();
    private int blocks;
    private int damaged;
    private int dropouts;
    private boolean isInDropout;
    private double error;
    private double energy;

    /// @param take what was heard, stereo
    /// @param piece what was played, from its driver's frame 0 on
    /// @param offsetFrames which frame of the piece was played when frame 0 of the recording was heard; fractions
    ///     where the two drivers' cycles do not fall together; may be negative
    /// @param maxLatencyMs latencies from 0 to this are looked for
    Judge(Take take, LoopSource piece, int rateHz, double offsetFrames, double maxLatencyMs) {
        this.take = take;
        this.piece = piece;
        windowFrames = rateHz / 10;
        blockFrames = windowFrames / BLOCKS_PER_WINDOW;
        moveFrames = (int) (rateHz * MOVE_SECONDS);
        maxLagFrames = (int) Math.ceil(maxLatencyMs * rateHz / 1e3);
        msPerFrame = 1e3 / rateHz;
        this.offsetFrames = (long) Math.floor(offsetFrames);
        restFrames = offsetFrames - this.offsetFrames;
    }

    /// Judges the recording from its first sound up to a frame. Once only.
    ///
    /// @return empty if there is no sound in it, or not of this piece
    Optional<DemoVerdict> judge(long endFrame) {
        long at = firstSound(endFrame);
        int passageFrames = WINDOWS_PER_PASSAGE * windowFrames;
        while (endFrame - at >= windowFrames) {
            float[][] heard = take.read(at, (int) Math.min(passageFrames, endFrame - at));
            if (heard[0].length < windowFrames) {
                break;
            }
            if (!judge(new Passage(heard, piece, at + offsetFrames, piece.numFrames(), maxLagFrames))) {
                return Optional.empty();
            }
            at += passageFrames;
        }
        return lags.isEmpty() ? Optional.empty() : Optional.of(verdict());
    }

    /// Where the sound begins, less the window in which it fades in.
    private long firstSound(long endFrame) {
        int stepFrames = WINDOWS_PER_PASSAGE * windowFrames;
        for (long at = 0; at < endFrame; at += stepFrames) {
            float[][] heard = take.read(at, stepFrames);
            for (int i = 0; i < heard[0].length; i++) {
                if (Math.abs(heard[0][i]) > AUDIBLE || Math.abs(heard[1][i]) > AUDIBLE) {
                    return at + i + windowFrames;
                }
            }
        }
        return endFrame;
    }

    private boolean judge(Passage passage) {
        int numWindows = passage.numFrames() / windowFrames;
        if (lags.isEmpty()) {
            OptionalInt first = firstLag(passage);
            if (first.isEmpty()) {
                return false;
            }
            lags.add(first.getAsInt());
        }
        int[] found = new int[numWindows];
        int lag = lags.getLast();
        for (int window = 0; window < numWindows; window++) {
            lag = follow(passage, window, lag);
            found[window] = lag;
        }
        for (int window = 0; window < numWindows; window++) {
            lags.add(found[window]);
            int before = found[Math.max(0, window - 1)];
            int after = found[Math.min(numWindows - 1, window + 1)];
            judgeBlocks(passage, window, before, found[window], after);
        }
        return true;
    }

    /// The lag of the first second that is clearly the piece, or else of the one that is most like it: the very first
    /// may be torn, while the play-out delay is still being found.
    private OptionalInt firstLag(Passage passage) {
        OptionalInt best = OptionalInt.empty();
        double leastError = UNLIKE;
        int stretch = Math.min(passage.numFrames(), STRETCH_WINDOWS * windowFrames);
        for (int from = 0; from + stretch <= passage.numFrames() && leastError > DOUBTFUL; from += stretch) {
            int lag = passage.bestLag(from, stretch, 0, passage.maxLagFrames());
            double relativeError = passage.error(from, stretch, lag) / passage.energy(from, stretch, lag);
            if (relativeError < leastError) {
                leastError = relativeError;
                best = OptionalInt.of(lag);
            }
        }
        return best;
    }

    /// Tonal music is alike at many lags: only a much better one is believed.
    private int follow(Passage passage, int window, int lag) {
        int from = window * windowFrames;
        double here = passage.error(from, windowFrames, lag);
        if (here <= SUSPECT * passage.energy(from, windowFrames, lag)) {
            return lag;
        }
        int other = passage.bestLag(from, windowFrames, lag - moveFrames, lag + moveFrames);
        double there = passage.error(from, windowFrames, other);
        boolean isMuchBetter = there < here / 2 && there < DOUBTFUL * passage.energy(from, windowFrames, other);
        return isMuchBetter ? other : lag;
    }

    /// The lag may move within a window, so each block is held against its neighbours' lags too.
    private void judgeBlocks(Passage passage, int window, int... tried) {
        for (int block = 0; block < BLOCKS_PER_WINDOW; block++) {
            int from = window * windowFrames + block * blockFrames;
            double least = Double.POSITIVE_INFINITY;
            double energyThere = 0;
            for (int lag : tried) {
                double errorHere = passage.error(from, blockFrames, lag);
                if (errorHere < least) {
                    least = errorHere;
                    energyThere = passage.energy(from, blockFrames, lag);
                }
            }
            error += least;
            energy += energyThere;
            if (energyThere > SILENT * 2 * blockFrames) {
                count(least > DAMAGED * energyThere);
            }
        }
    }

    private void count(boolean isDamaged) {
        blocks++;
        if (isDamaged) {
            damaged++;
            if (!isInDropout) {
                dropouts++;
            }
        }
        isInDropout = isDamaged;
    }

    private DemoVerdict verdict() {
        List<Integer> ofWindows = lags.subList(1, lags.size());
        int moves = 0;
        for (int i = 1; i < ofWindows.size(); i++) {
            if (!ofWindows.get(i).equals(ofWindows.get(i - 1))) {
                moves++;
            }
        }
        List<Integer> sorted = new ArrayList<>(ofWindows);
        Collections.sort(sorted);
        return new DemoVerdict(
                ms(sorted.get(sorted.size() / 2)),
                ms(sorted.getFirst()),
                ms(sorted.getLast()),
                ms(ofWindows.getLast()),
                moves,
                blocks,
                damaged,
                dropouts,
                10 * Math.log10((error + 1e-20) / (energy + 1e-20)));
    }

    private double ms(int lag) {
        return (lag + restFrames) * msPerFrame;
    }
}
