package tutti.engine.bench.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How long packets took, as a histogram: the share of packets in each of a number of equal steps.
///
/// @param fromMs where the first step begins
/// @param stepMs its width
/// @param percent of all packets that arrived, step by step; the last step holds all that are later, too
/// @param earlyMs what a tenth of them does not exceed
/// @param medianMs the median
/// @param mostMs the longest
public record Delays(
        double fromMs, double stepMs, List<Double> percent, double earlyMs, double medianMs, double mostMs) {
    private static final int STEPS = 80;
    private static final double LEAST_WIDTH_MS = 0.8;
    private static final double SHOWN_SHARE = 0.9995;

    public Delays {
        percent = List.copyOf(percent);
    }

    static Delays of(long[] delaysNs, int count) {
        if (count == 0) {
            return new Delays(0, LEAST_WIDTH_MS / STEPS, List.of(), 0, 0, 0);
        }
        long[] sorted = Arrays.copyOf(delaysNs, count);
        Arrays.sort(sorted);
        double fromMs = sorted[0] / 1e6;
        double widthMs = Math.max(LEAST_WIDTH_MS, sorted[(int) (SHOWN_SHARE * (count - 1))] / 1e6 - fromMs);
        double stepMs = widthMs / (STEPS - 1);
        int[] counts = new int[STEPS];
        for (long delay : sorted) {
            counts[(int) Math.min(STEPS - 1, (delay / 1e6 - fromMs) / stepMs)]++;
        }
        List<Double> percent = new ArrayList<>();
        for (int each : counts) {
            percent.add(100.0 * each / count);
        }
        return new Delays(
                fromMs, stepMs, percent, sorted[count / 10] / 1e6, sorted[count / 2] / 1e6, sorted[count - 1] / 1e6);
    }
}
