package tutti.engine.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tutti.engine.demo.DemoResult.Direction;
import tutti.engine.ensemble.EngineStats.Heard;

/// How the demo went, in sentences.
final class Summary {
    private Summary() {}

    /// Line by line, of at most 79 columns except for long names of files.
    static List<String> lines(DemoResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%.1f seconds of music, network: ", result.seconds())
                + LiveTable.network(result.settings().network()));
        for (Direction way : result.directions()) {
            lines.add("");
            way.verdict()
                    .ifPresentOrElse(
                            verdict -> addHeard(lines, way, verdict),
                            () -> lines.add("Nothing that " + way.listener() + " heard could be recognised as what "
                                    + way.player() + " played."));
            addAccount(lines, way.engine().heard());
        }
        lines.add("");
        lines.add(xruns(result));
        lines.add("What was heard is in:");
        for (Direction way : result.directions()) {
            lines.add("  " + way.recording() + " (by " + way.listener() + ")");
        }
        return lines;
    }

    private static void addHeard(List<String> lines, Direction way, DemoVerdict verdict) {
        lines.add(String.format(
                Locale.ROOT,
                "%s heard %s %.1f ms after %s played; %.2f %% of the sound was damaged.",
                way.listener(),
                way.player(),
                verdict.latencyMs(),
                way.player().equals(Demo.ALICE) ? "she" : "he",
                verdict.damagedPercent()));
        lines.add("  measured from the recording:");
        lines.add("    " + moved(verdict));
        lines.add(String.format(
                Locale.ROOT,
                "    %,d of %,d blocks of 10 ms have an error above -20 dB",
                verdict.damagedBlocks(),
                verdict.blocks()));
    }

    private static String moved(DemoVerdict verdict) {
        return verdict.moves() == 0
                ? "the latency did not move"
                : String.format(
                        Locale.ROOT,
                        "the latency moved %s, between %.1f and %.1f ms; at the end %.1f ms",
                        verdict.moves() == 1 ? "once" : verdict.moves() + " times",
                        verdict.leastMs(),
                        verdict.mostMs(),
                        verdict.lastMs());
    }

    private static void addAccount(List<String> lines, Heard heard) {
        lines.add("  what the engine says:");
        if (!Double.isNaN(heard.portToPort().ms())) {
            lines.add(String.format(
                    Locale.ROOT,
                    "    latency %.1f ms at the end (packet %.1f, network %.1f, buffer %.1f)",
                    heard.portToPort().ms(),
                    heard.part("packet").ms(),
                    heard.part("network").ms(),
                    heard.part("buffer").ms()));
        }
        lines.add(String.format(
                Locale.ROOT,
                "    %,d packets came, %,d of them too late, and %,d were lost",
                heard.received(),
                heard.late(),
                heard.lost()));
        lines.add(
                String.format(Locale.ROOT, "    %.2f %% of the sound was made up for them", heard.concealedPercent()));
    }

    private static String xruns(DemoResult result) {
        if (result.xruns() == 0) {
            return "No xruns: this computer was never late to play.";
        }
        List<String> each = result.directions().stream()
                .map(way ->
                        String.format(Locale.ROOT, "%,d at %s's", way.engine().xruns(), way.listener()))
                .toList();
        return "Xruns, when this computer was late to play: " + String.join(", ", each) + ".";
    }
}
