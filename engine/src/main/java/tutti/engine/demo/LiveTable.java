package tutti.engine.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tutti.engine.ensemble.EngineStats;
import tutti.engine.ensemble.EngineStats.Heard;
import tutti.engine.ensemble.EngineStats.Part;
import tutti.nat.impair.Impairment;

/// What each player hears, as lines of text of at most 79 columns: a column for each listener.
///
/// @param network what the relay does
/// @param totalSeconds how long the music plays
record LiveTable(Impairment network, double totalSeconds) {
    private static final int LABEL_COLUMNS = 27;
    private static final int BAR_CELLS = 30;
    private static final int METER_CELLS = 12;

    /// The left end of the meter, dBFS.
    private static final double METER_FLOOR_DB = -60;

    private static final String UNKNOWN = "-";

    /// The table in full.
    ///
    /// @param alice what her engine said last
    /// @param bob what his engine said last
    List<String> lines(double elapsedSeconds, Optional<EngineStats> alice, Optional<EngineStats> bob) {
        List<EngineStats> both = List.of(alice.orElseGet(EngineStats::nothing), bob.orElseGet(EngineStats::nothing));
        List<String> lines = new ArrayList<>();
        lines.add(progress(elapsedSeconds) + "   Ctrl-C ends it early");
        lines.add("network: " + network(network));
        lines.add("");
        lines.add(row("", List.of("alice hears bob", "bob hears alice")));
        lines.add(ofHeard("loudness", both, LiveTable::meter));
        lines.add(ofHeard("latency, port to port", both, heard -> part(heard.portToPort())));
        for (String name : List.of("packet", "network", "buffer", "resampler")) {
            lines.add(ofHeard("  " + name, both, heard -> part(heard.part(name))));
        }
        lines.add(ofHeard("  and in the sound cards", both, LiveTable::cards));
        lines.add(ofHeard(
                "latency changed",
                both,
                heard -> value(count(heard.delayMoves()), heard.delayMoves() == 1 ? "time" : "times")));
        lines.add(ofHeard("network jitter", both, LiveTable::jitter));
        lines.add(ofHeard("packets received", both, heard -> value(count(heard.received()), "")));
        lines.add(ofHeard("  too late", both, heard -> value(count(heard.late()), "")));
        lines.add(ofHeard("  lost", both, heard -> value(count(heard.lost()), "")));
        lines.add(ofHeard("sound made up for them", both, heard -> value(twoDigits(heard.concealedPercent()), "%")));
        lines.add(ofEngine("own callback, of a period", both, LiveTable::load));
        lines.add(ofEngine("own xruns", both, engine -> value(count(engine.xruns()), "")));
        lines.add("");
        lines.add("fr: frames, 48 a millisecond.  xrun: this computer was late to play.");
        return lines;
    }

    /// The same in one line, for a log.
    String line(double elapsedSeconds, Optional<EngineStats> alice, Optional<EngineStats> bob) {
        return String.format(Locale.ROOT, "%3.0f of %.0f s", elapsedSeconds, totalSeconds)
                + ": alice hears bob " + inWords(alice.orElseGet(EngineStats::nothing))
                + "; bob hears alice " + inWords(bob.orElseGet(EngineStats::nothing));
    }

    private static String inWords(EngineStats engine) {
        Heard heard = engine.heard();
        double ms = heard.portToPort().ms();
        return (Double.isNaN(ms) ? "nothing yet" : String.format(Locale.ROOT, "%.1f ms later", ms))
                + ", " + count(heard.late()) + " late, " + count(heard.lost()) + " lost, "
                + twoDigits(heard.concealedPercent()) + " % made up, "
                + count(engine.xruns()) + " xruns";
    }

    /// A network in words.
    static String network(Impairment network) {
        return number(network.delayNs() / 1e6) + " ms, jitter " + number(network.jitterNs() / 1e6) + " ms, "
                + number(100 * network.lossProbability()) + " % lost"
                + (network.meanBurstPackets() > 1 ? " in bursts of " + number(network.meanBurstPackets()) : "")
                + ", each way";
    }

    private String progress(double elapsedSeconds) {
        int full = Math.clamp(Math.round(BAR_CELLS * elapsedSeconds / totalSeconds), 0, BAR_CELLS);
        return String.format(
                Locale.ROOT,
                "[%s%s] %.0f of %s s",
                "#".repeat(full),
                ".".repeat(BAR_CELLS - full),
                Math.min(elapsedSeconds, totalSeconds),
                number(totalSeconds));
    }

    private static String ofHeard(String label, List<EngineStats> both, Function<Heard, String> cell) {
        return ofEngine(label, both, engine -> cell.apply(engine.heard()));
    }

    private static String ofEngine(String label, List<EngineStats> both, Function<EngineStats, String> cell) {
        return row(label, both.stream().map(cell).toList());
    }

    private static String row(String label, List<String> cells) {
        return String.format(Locale.ROOT, "%-" + LABEL_COLUMNS + "s%-26s%s", label, cells.getFirst(), cells.getLast())
                .stripTrailing();
    }

    private static String meter(Heard heard) {
        if (Double.isNaN(heard.peakDb())) {
            return value(UNKNOWN, "");
        }
        int full = Math.clamp(
                Math.round(METER_CELLS * (heard.peakDb() - METER_FLOOR_DB) / -METER_FLOOR_DB), 0, METER_CELLS);
        return String.format(
                Locale.ROOT, "%s%s%6.1f dB", "#".repeat(full), ".".repeat(METER_CELLS - full), heard.peakDb());
    }

    private static String part(Part part) {
        return Double.isNaN(part.ms())
                ? value(UNKNOWN, "")
                : value(String.format(Locale.ROOT, "%.1f", part.ms()), "ms")
                        + String.format(Locale.ROOT, "%7.0f fr", part.frames());
    }

    private static String cards(Heard heard) {
        Part in = heard.part("capture");
        Part out = heard.part("playback");
        return part(new Part("cards", in.ms() + out.ms(), in.frames() + out.frames()));
    }

    private static String jitter(Heard heard) {
        return Double.isNaN(heard.jitterMs())
                ? value(UNKNOWN, "")
                : value(String.format(Locale.ROOT, "%.1f", heard.jitterMs()), "ms");
    }

    private static String load(EngineStats engine) {
        if (Double.isNaN(engine.callbackMedianUs())) {
            return value(UNKNOWN, "");
        }
        return value(String.format(Locale.ROOT, "%.0f", engine.callbackPercent(engine.callbackMedianUs())), "%")
                + String.format(Locale.ROOT, ", rarely %.0f %%", engine.callbackPercent(engine.callbackP999Us()));
    }

    /// A cell: the number's last digit always at the same place.
    private static String value(String number, String unit) {
        return String.format(Locale.ROOT, "%8s %s", number, unit);
    }

    private static String twoDigits(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// As short as it can be: 12, 0.5.
    private static String number(double number) {
        String text = String.format(Locale.ROOT, "%.2f", number);
        return text.replaceAll("0+$", "").replaceAll("[.]$", "");
    }
}
