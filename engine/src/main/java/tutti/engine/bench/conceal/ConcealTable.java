package tutti.engine.bench.conceal;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import tutti.engine.bench.Figure;
import tutti.engine.bench.music.Clip;

/// Results in rows: one table for each gap, an instrument a row, and the mean beneath.
public final class ConcealTable {
    private static final double WANTED_DB = -13;

    private final List<ConcealResult> results;

    /// @param results of a whole run
    public ConcealTable(List<ConcealResult> results) {
        this.results = results;
    }

    /// Prints all tables.
    public void print(Consumer<String> lines) {
        for (ConcealGap gap : ConcealBench.GAPS) {
            lines.accept("Error in dB over " + gap.label() + " missing (0 = silence, lower is better)");
            StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-12s", ""));
            for (ConcealMethod method : ConcealMethod.values()) {
                head.append(String.format(Locale.ROOT, "%28s", method.label()));
            }
            lines.accept(head.toString());
            for (Clip clip : Clip.values()) {
                lines.accept(row(clip.label(), method -> mean(gap, method, clip)));
            }
            lines.accept(row("mean", method -> meanDb(gap, method)));
            lines.accept(row("worse, %", method -> 100 * worse(gap, method)));
            lines.accept("");
        }
    }

    /// The mean over the instruments at 64 frames, beside the number to beat.
    public Figure verdict() {
        double ours = meanDb(ConcealBench.GAPS.getFirst(), ConcealMethod.OURS);
        double jackTrips = meanDb(ConcealBench.GAPS.getFirst(), ConcealMethod.JACKTRIP);
        return new Figure(
                String.format(Locale.ROOT, "concealment of 64 frames (JackTrip's here: %.1f dB)", jackTrips),
                String.format(Locale.ROOT, "%.1f dB", ours),
                String.format(Locale.ROOT, "<= %.0f dB", WANTED_DB),
                ours <= WANTED_DB);
    }

    /// The mean over the instruments, dB.
    public double meanDb(ConcealGap gap, ConcealMethod method) {
        return average(gap, method, ConcealResult::meanDb);
    }

    private double worse(ConcealGap gap, ConcealMethod method) {
        return average(gap, method, ConcealResult::worseThanSilence);
    }

    private double average(ConcealGap gap, ConcealMethod method, ToDoubleFunction<ConcealResult> what) {
        return results.stream()
                .filter(result -> result.gap().equals(gap) && result.method() == method)
                .mapToDouble(what)
                .average()
                .orElse(Double.NaN);
    }

    private double mean(ConcealGap gap, ConcealMethod method, Clip clip) {
        return results.stream()
                .filter(result -> result.gap().equals(gap) && result.method() == method && result.clip() == clip)
                .mapToDouble(ConcealResult::meanDb)
                .average()
                .orElse(Double.NaN);
    }

    private static String row(String label, ToDoubleFunction<ConcealMethod> value) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-12s", label));
        for (ConcealMethod method : ConcealMethod.values()) {
            // A sum with 0.0 turns -0.0 into 0.0.
            row.append(String.format(Locale.ROOT, "%28.1f", value.applyAsDouble(method) + 0.0));
        }
        return row.toString();
    }
}
