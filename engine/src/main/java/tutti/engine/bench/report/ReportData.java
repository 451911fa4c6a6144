package tutti.engine.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tutti.engine.bench.network.NetworkBench;
import tutti.engine.bench.network.NetworkResult;
import tutti.engine.bench.network.Rival;
import tutti.engine.bench.network.TimePoint;
import tutti.engine.judge.Hearing;
import tutti.engine.judge.Verdict;

/// What the page's script draws, as JSON (RFC 8259): `{seconds, traces: [...], compared: [...]}`.
final class ReportData {
    private static final int WINDOWS_PER_POINT = 5;
    private static final double POINT_SECONDS = 0.5;

    private ReportData() {}

    static String of(List<NetworkResult> results) {
        return object(
                member(
                        "seconds",
                        number(results.isEmpty() ? 0 : results.getFirst().seconds())),
                member("traces", array(results.stream().map(ReportData::trace).toList())),
                member(
                        "compared",
                        array(compared(results).stream()
                                .map(ReportData::comparison)
                                .toList())));
    }

    /// Those for which there are figures of other systems.
    static List<NetworkResult> compared(List<NetworkResult> results) {
        return results.stream()
                .filter(result -> !result.scenario().rivals().isEmpty())
                .toList();
    }

    private static String trace(NetworkResult result) {
        List<String> latency = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        result.hearing().ifPresent(hearing -> course(hearing.windows(), latency, damaged));
        List<String> target = new ArrayList<>();
        for (TimePoint point : result.course()) {
            target.add(point(point.seconds(), result.delays().earlyMs() + point.targetMs()));
        }
        return object(
                member("name", text(result.scenario().name())),
                member("from", number(result.delays().fromMs())),
                member("step", number(result.delays().stepMs())),
                member(
                        "delays",
                        array(result.delays().percent().stream()
                                .map(ReportData::number)
                                .toList())),
                member("deadline", number(latencyMs(result))),
                member("latency", array(latency)),
                member("damaged", array(damaged)),
                member("target", array(target)));
    }

    /// Half seconds, each at its middle.
    private static void course(List<Hearing.Window> windows, List<String> latency, List<String> damaged) {
        long begin = windows.isEmpty() ? 0 : windows.getFirst().startFrame();
        for (int from = 0; from < windows.size(); from += WINDOWS_PER_POINT) {
            List<Hearing.Window> some = windows.subList(from, Math.min(windows.size(), from + WINDOWS_PER_POINT));
            double seconds = (some.getFirst().startFrame() - begin) / (double) NetworkBench.RATE_HZ + POINT_SECONDS / 2;
            int blocks = some.stream().mapToInt(Hearing.Window::blocks).sum();
            int bad = some.stream().mapToInt(Hearing.Window::damaged).sum();
            double frames = some.stream()
                    .filter(Hearing.Window::isHeard)
                    .mapToDouble(Hearing.Window::latencyFrames)
                    .average()
                    .orElse(Double.NaN);
            latency.add(point(seconds, frames / NetworkResult.FRAMES_PER_MS));
            damaged.add(point(seconds, blocks == 0 ? 0 : 100.0 * bad / blocks));
        }
    }

    private static String comparison(NetworkResult result) {
        List<String> systems = new ArrayList<>();
        systems.add(system(
                "Tutti",
                "tutti",
                latencyMs(result),
                result.verdict().map(Verdict::damagedPercent).orElse(Double.NaN)));
        result.scenario()
                .wanted()
                .ifPresent(wanted ->
                        systems.add(system("asked of Tutti", "wanted", wanted.latencyMs(), wanted.damagedPercent())));
        for (Rival rival : result.scenario().rivals()) {
            systems.add(system(rival.system(), "other", rival.latencyMs(), rival.damagedPercent()));
        }
        return object(member("name", text(result.scenario().name())), member("systems", array(systems)));
    }

    private static double latencyMs(NetworkResult result) {
        return result.verdict()
                .map(verdict -> verdict.latencyFrames() / NetworkResult.FRAMES_PER_MS)
                .orElse(Double.NaN);
    }

    private static String system(String name, String kind, double latencyMs, double damagedPercent) {
        return object(
                member("name", text(name)),
                member("kind", text(kind)),
                member("latency", number(latencyMs)),
                member("damaged", number(damagedPercent)));
    }

    private static String point(double x, double y) {
        return array(List.of(number(x), number(y)));
    }

    private static String object(String... members) {
        return "{" + String.join(",", members) + "}";
    }

    private static String array(List<String> elements) {
        return elements.stream().collect(Collectors.joining(",", "[", "]"));
    }

    private static String member(String name, String value) {
        return text(name) + ":" + value;
    }

    private static String text(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "null";
    }
}
