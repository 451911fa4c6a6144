package tutti.engine.bench;

/// What a path on one clock did to a signal: its latency in whole frames, and the blocks of 10 ms that were damaged
/// (error above -20 dB of the sound in them) or not exact to the bit.
///
/// @param latencyFrames the lag of the last block judged
/// @param moves how often the lag changed
/// @param blocks blocks with sound in them
/// @param damaged of these, damaged ones
/// @param inexact of these, blocks with any difference at all
record Verdict(int latencyFrames, int moves, int blocks, int damaged, int inexact) {
    private static final int BLOCKS_PER_SECOND = 100;
    private static final double DAMAGED = 0.01;
    private static final double SILENT = 1e-9;

    /// Judges a recording.
    ///
    /// @param skipFrames what is left out at the beginning
    /// @param maxLagFrames lags looked at
    static Verdict of(float[] played, float[] heard, int rateHz, int skipFrames, int maxLagFrames) {
        int blockFrames = rateHz / BLOCKS_PER_SECOND;
        int lag = bestLag(played, heard, skipFrames, blockFrames * 10, 0, maxLagFrames);
        int moves = 0;
        int blocks = 0;
        int damaged = 0;
        int inexact = 0;
        for (int at = skipFrames; at + blockFrames + maxLagFrames <= played.length; at += blockFrames) {
            double energy = energy(played, at, blockFrames);
            if (energy < SILENT * blockFrames) {
                continue;
            }
            blocks++;
            double error = error(played, heard, at, blockFrames, lag);
            if (error > DAMAGED * energy && at + 11 * blockFrames + maxLagFrames <= played.length) {
                int moved = bestLag(played, heard, at + blockFrames, blockFrames * 10, 0, maxLagFrames);
                if (moved != lag
                        && error(played, heard, at + blockFrames, 10 * blockFrames, moved)
                                < error(played, heard, at + blockFrames, 10 * blockFrames, lag) / 10) {
                    lag = moved;
                    moves++;
                }
            }
            damaged += error > DAMAGED * energy ? 1 : 0;
            inexact += error > 0 ? 1 : 0;
        }
        return new Verdict(lag, moves, blocks, damaged, inexact);
    }

    private static int bestLag(float[] played, float[] heard, int at, int numFrames, int from, int to) {
        int best = from;
        double least = Double.MAX_VALUE;
        for (int lag = from; lag < to; lag++) {
            double error = error(played, heard, at, numFrames, lag);
            if (error < least) {
                least = error;
                best = lag;
            }
        }
        return best;
    }

    private static double energy(float[] samples, int at, int numFrames) {
        double sum = 0;
        for (int i = 0; i < numFrames; i++) {
            sum += (double) samples[at + i] * samples[at + i];
        }
        return sum;
    }

    private static double error(float[] played, float[] heard, int at, int numFrames, int lag) {
        double sum = 0;
        for (int i = 0; i < numFrames; i++) {
            double difference = (double) heard[at + lag + i] - played[at + i];
            sum += difference * difference;
        }
        return sum;
    }
}
