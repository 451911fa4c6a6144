package tutti.engine.bench.network;

import java.util.Locale;
import tutti.engine.judge.Verdict;

/// The results as lines of text, one a scenario.
public final class NetworkTable {
    private NetworkTable() {}

    /// The names of the columns.
    public static String head() {
        return String.format(
                Locale.ROOT,
                "%-10s %10s %19s %6s %6s %8s %9s %9s %8s %8s",
                "trace",
                "latency",
                "least to most ms",
                "moves",
                "late",
                "lost",
                "repaired",
                "concealed",
                "damaged",
                "NMSE");
    }

    /// One scenario.
    public static String row(NetworkResult result) {
        return String.format(
                Locale.ROOT,
                "%-10s %s %6d %8d %9s %7.2f %% %s  %.0f x real time",
                result.scenario().name(),
                result.verdict().map(NetworkTable::latency).orElse("       nothing heard           "),
                result.late(),
                result.lost(),
                repaired(result),
                result.concealedPercent(),
                result.verdict().map(NetworkTable::damage).orElse("        -        -"),
                result.speed());
    }

    private static String latency(Verdict verdict) {
        return String.format(
                Locale.ROOT,
                "%7.2f ms %8.2f to %7.2f %6d",
                ms(verdict.latencyFrames()),
                ms(verdict.leastFrames()),
                ms(verdict.mostFrames()),
                verdict.moves());
    }

    private static String damage(Verdict verdict) {
        return String.format(
                Locale.ROOT, "%6.2f %% %5.1f dB", verdict.damagedPercent(), Math.max(-200, verdict.errorDb()));
    }

    /// As a number, or a dash where the engine does not count it.
    public static String repaired(NetworkResult result) {
        return result.repaired().isPresent() ? Long.toString(result.repaired().getAsLong()) : "-";
    }

    private static double ms(double frames) {
        return frames / NetworkResult.FRAMES_PER_MS;
    }
}
