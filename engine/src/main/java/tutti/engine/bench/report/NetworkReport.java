package tutti.engine.bench.report;

import static tutti.engine.bench.report.Html.escaped;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tutti.engine.bench.music.Clip;
import tutti.engine.bench.network.NetworkResult;
import tutti.engine.bench.network.NetworkTable;
import tutti.engine.bench.network.Scenario;
import tutti.engine.judge.Verdict;

/// The results of `tutti bench network` as one page: the table, plots of every trace, and other systems beside it.
/// The page carries its script and its chart library (Apache ECharts) along and asks for nothing else.
public final class NetworkReport {
    private static final String FILE = "network.html";

    private final List<NetworkResult> results;
    private final StringBuilder page = new StringBuilder();

    private NetworkReport(List<NetworkResult> results) {
        this.results = results;
    }

    /// Writes the page.
    ///
    /// @param folder made if it is not there
    /// @param clip what was played
    /// @param seed what decided
    /// @return the page's file
    /// @throws IOException if it cannot be written
    public static Path write(Path folder, List<NetworkResult> results, Clip clip, long seed) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(FILE);
        Files.writeString(file, page(results, clip, seed, Machine.inWords()), StandardCharsets.UTF_8);
        return file;
    }

    static String page(List<NetworkResult> results, Clip clip, long seed, String machine) {
        NetworkReport report = new NetworkReport(results);
        report.write(clip, seed, machine);
        return report.page.toString();
    }

    private void write(Clip clip, long seed, String machine) {
        int seconds = results.isEmpty() ? 0 : results.getFirst().seconds();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .append("<title>Tutti on good and bad networks</title>\n<style>\n")
                .append(Html.resource("network.css"))
                .append("</style>\n</head>\n<body>\n<main>\n<h1>Tutti on good and bad networks</h1>\n");
        paragraph(
                "",
                seconds + " seconds of music in each trace (the clip \u201c" + clip.label() + "\u201d, seed " + seed
                        + "), from one engine\u2019s port to another\u2019s: 48 kHz, L24, real engines on virtual drivers"
                        + " and a simulated network, faster than real time. Latency and damage are measured from the"
                        + " sound that came out.");
        paragraph("faint", machine);
        table();
        comparison();
        for (int index = 0; index < results.size(); index++) {
            trace(index);
        }
        page.append(
                "<footer class=\"faint\">Latency: from port to port, median of windows of 100 ms. Damaged: blocks of"
                        + " 10 ms whose error is above \u221220 dB of the sound in them. Error: energy of all differences over that"
                        + " of the sound (NMSE). Late packets came after their turn, lost ones never; concealed is the share of"
                        + " the sound that was made up for them.</footer>\n</main>\n");
        page.append("<script type=\"application/json\" id=\"data\">")
                .append(Html.scriptData(ReportData.of(results)))
                .append("</script>\n<script>\n")
                .append(Html.resource("echarts.common.min.js"))
                .append("\n</script>\n<script>\n")
                .append(Html.resource("network.js"))
                .append("</script>\n</body>\n</html>\n");
    }

    private void paragraph(String style, String text) {
        page.append("<p class=\"")
                .append(style)
                .append("\">")
                .append(escaped(text))
                .append("</p>\n");
    }

    private void table() {
        page.append("<div class=\"wide\"><table>\n<thead><tr><th>trace</th><th>latency, ms</th><th>least to most</th>"
                + "<th>moves</th><th>late</th><th>lost</th><th>repaired</th><th>concealed</th><th>damaged</th>"
                + "<th>error, dB</th><th>asked for</th><th>speed</th></tr></thead>\n<tbody>\n");
        for (NetworkResult result : results) {
            Optional<Verdict> verdict = result.verdict();
            page.append("<tr><th>").append(escaped(result.scenario().name())).append("</th>");
            cell(verdict.map(v -> number("%.2f", ms(v.latencyFrames()))).orElse("nothing heard"));
            cell(verdict.map(v -> number("%.2f", ms(v.leastFrames())) + " to " + number("%.2f", ms(v.mostFrames())))
                    .orElse("-"));
            cell(verdict.map(v -> Integer.toString(v.moves())).orElse("-"));
            cell(number("%,d", result.late()));
            cell(number("%,d", result.lost()));
            cell(NetworkTable.repaired(result));
            cell(number("%.2f %%", result.concealedPercent()));
            cell(verdict.map(v -> number("%.2f %%", v.damagedPercent())).orElse("-"));
            cell(verdict.map(v -> number("%.1f", Math.max(-200, v.errorDb()))).orElse("-"));
            wanted(result);
            cell(number("%.0f\u00d7", result.speed()));
            page.append("</tr>\n");
        }
        page.append("</tbody></table></div>\n");
    }

    private void wanted(NetworkResult result) {
        Optional<Scenario.Wanted> wanted = result.scenario().wanted();
        if (wanted.isEmpty()) {
            cell("");
            return;
        }
        boolean holds = result.figures().stream().allMatch(figure -> figure.holds());
        page.append("<td class=\"")
                .append(holds ? "good" : "bad")
                .append("\">")
                .append(escaped((holds ? "\u2713" : "\u2717") + " \u2264 "
                        + brief(wanted.get().latencyMs()) + " ms, \u2264 "
                        + brief(wanted.get().damagedPercent()) + " %"))
                .append("</td>");
    }

    private void cell(String text) {
        page.append("<td>").append(escaped(text)).append("</td>");
    }

    private void comparison() {
        List<NetworkResult> compared = ReportData.compared(results);
        if (compared.isEmpty()) {
            return;
        }
        page.append("<h2>Beside other systems</h2>\n");
        paragraph(
                "faint",
                "Theirs were measured for this project between two JACK ports of one server over the same emulated links;"
                        + " where a range was measured, its middle is drawn.");
        for (int index = 0; index < compared.size(); index++) {
            Scenario scenario = compared.get(index).scenario();
            String heard = scenario.rivals().stream()
                    .map(rival -> rival.system() + ": " + rival.words())
                    .collect(Collectors.joining("; "));
            paragraph("", scenario.name() + " (" + scenario.words() + "). " + heard + ".");
            page.append("<div class=\"pair\">");
            figure(scenario.name() + ": latency", "compared", "latency", index);
            figure(scenario.name() + ": damaged", "compared", "damaged", index);
            page.append("</div>\n");
        }
    }

    private void trace(int index) {
        NetworkResult result = results.get(index);
        page.append("<h2>").append(escaped(result.scenario().name())).append("</h2>\n");
        paragraph(
                "faint",
                result.scenario().words() + "; delay in the network: median "
                        + number("%.2f", result.delays().medianMs())
                        + " ms, longest " + number("%.1f", result.delays().mostMs()) + " ms; "
                        + result.scenario().periodFrames() + " frames a period.");
        page.append("<div class=\"pair\">");
        figure("How long packets took, and when they were played", "traces", "delays", index);
        figure("Latency over time", "traces", "course", index);
        page.append("</div>\n");
    }

    private void figure(String caption, String of, String kind, int index) {
        page.append("<figure><figcaption>")
                .append(escaped(caption))
                .append("</figcaption><div class=\"plot")
                .append(of.equals("compared") ? " low" : "")
                .append("\" data-of=\"")
                .append(of)
                .append("\" data-kind=\"")
                .append(kind)
                .append("\" data-index=\"")
                .append(index)
                .append("\"></div></figure>\n");
    }

    private static double ms(double frames) {
        return frames / NetworkResult.FRAMES_PER_MS;
    }

    private static String brief(double value) {
        return value == Math.rint(value) ? number("%.0f", value) : Double.toString(value);
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
