package tutti.engine.receive;

import java.util.Arrays;

/// How late packets come, in frames against a reference, forgetting the past exponentially.
///
/// Instead of shrinking every bin with time, each new packet weighs more than the one before; when the weights grow
/// large, all are scaled down together. One thread.
final class LatenessHistogram {
    private static final double MAX_WEIGHT = 1e12;

    private final double[] bins;
    private final int binFrames;
    private final int originBin;
    private double weight = 1;
    private double total;

    /// @param earliestFrames the most negative lateness that has a bin, as a positive number
    /// @param latestFrames the greatest lateness that has a bin
    /// @param binFrames the width of a bin, 1 or more
    LatenessHistogram(int earliestFrames, int latestFrames, int binFrames) {
        this.binFrames = binFrames;
        originBin = Math.ceilDiv(earliestFrames, binFrames);
        bins = new double[originBin + Math.ceilDiv(latestFrames, binFrames) + 1];
    }

    /// Counts one packet.
    ///
    /// @return false if there is no bin for it; nothing is counted then
    boolean add(double latenessFrames) {
        if (!hasPlaceFor(latenessFrames)) {
            return false;
        }
        bins[(int) bin(latenessFrames)] += weight;
        total += weight;
        return true;
    }

    /// Whether there is a bin for it.
    boolean hasPlaceFor(double latenessFrames) {
        double bin = bin(latenessFrames);
        return bin >= 0 && bin < bins.length;
    }

    private double bin(double latenessFrames) {
        return originBin + Math.ceil(latenessFrames / binFrames);
    }

    /// Makes everything counted so far weigh `factor` of what it did.
    ///
    /// @param factor above 0, at most 1
    void forget(double factor) {
        weight /= factor;
        if (weight > MAX_WEIGHT) {
            for (int i = 0; i < bins.length; i++) {
                bins[i] /= weight;
            }
            total /= weight;
            weight = 1;
        }
    }

    /// The least lateness that no more than a share `budget` of the packets exceeds: the upper end of its bin.
    long exceededBy(double budget) {
        double allowed = budget * total;
        double mass = 0;
        for (int bin = bins.length - 1; bin > 0; bin--) {
            mass += bins[bin];
            if (mass > allowed) {
                return (long) (bin - originBin) * binFrames;
            }
        }
        return (long) -originBin * binFrames;
    }

    void clear() {
        Arrays.fill(bins, 0);
        total = 0;
        weight = 1;
    }
}
