package tutti.engine.demo;

import java.util.Locale;
import tutti.engine.demo.DemoResult.Direction;
import tutti.engine.ensemble.EngineStats.Heard;
import tutti.engine.ensemble.EngineStats.Part;

/// How the demo went, as one JSON object (RFC 8259) in one line. Members as in [DemoResult] and [DemoVerdict]; what
/// is not known is null. `measured` is what the recording says, `account` what the listener's engine says.
final class ResultJson {
    private final StringBuilder json = new StringBuilder(2048);

    private ResultJson() {}

    static String of(DemoResult result) {
        ResultJson writer = new ResultJson();
        writer.result(result);
        return writer.json.toString();
    }

    private void result(DemoResult result) {
        DemoSettings settings = result.settings();
        json.append('{');
        number("seconds", result.seconds());
        text("codec", settings.codec());
        text("buffer", settings.buffer());
        open("network", '{');
        number("delay_ms", settings.network().delayNs() / 1e6);
        number("jitter_ms", settings.network().jitterNs() / 1e6);
        number("loss_percent", 100 * settings.network().lossProbability());
        number("burst_packets", settings.network().meanBurstPackets());
        whole("seed", settings.seed());
        json.append('}');
        open("directions", '[');
        for (Direction way : result.directions()) {
            separate();
            direction(way);
        }
        json.append("]}");
    }

    private void direction(Direction way) {
        json.append('{');
        text("listener", way.listener());
        text("player", way.player());
        text("recording", way.recording().toString());
        way.verdict().ifPresentOrElse(this::measured, () -> key("measured").append("null"));
        account(way.engine().heard());
        whole("xruns", way.engine().xruns());
        whole("dropped_blocks", way.engine().droppedBlocks());
        whole("errors", way.engine().errors());
        number(
                "callback_median_percent",
                way.engine().callbackPercent(way.engine().callbackMedianUs()));
        number(
                "callback_p999_percent",
                way.engine().callbackPercent(way.engine().callbackP999Us()));
        json.append('}');
    }

    private void measured(DemoVerdict verdict) {
        open("measured", '{');
        number("latency_ms", verdict.latencyMs());
        number("latency_least_ms", verdict.leastMs());
        number("latency_most_ms", verdict.mostMs());
        number("latency_last_ms", verdict.lastMs());
        whole("latency_moves", verdict.moves());
        whole("blocks", verdict.blocks());
        whole("damaged_blocks", verdict.damagedBlocks());
        number("damaged_percent", verdict.damagedPercent());
        whole("dropouts", verdict.dropouts());
        number("error_db", verdict.errorDb());
        json.append('}');
    }

    private void account(Heard heard) {
        open("account", '{');
        for (Part part : heard.parts()) {
            number(part.name() + "_ms", part.ms());
        }
        number("port_to_port_ms", heard.portToPort().ms());
        number("jitter_ms", heard.jitterMs());
        whole("received", heard.received());
        whole("late", heard.late());
        whole("lost", heard.lost());
        number("concealed_percent", heard.concealedPercent());
        whole("delay_moves", heard.delayMoves());
        json.append('}');
    }

    private void open(String name, char bracket) {
        key(name).append(bracket);
    }

    private void number(String name, double value) {
        key(name).append(Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null");
    }

    private void whole(String name, long value) {
        key(name).append(value);
    }

    private void text(String name, String value) {
        key(name).append('"');
        value.codePoints().forEach(this::character);
        json.append('"');
    }

    private void character(int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            json.append('\\').appendCodePoint(codePoint);
        } else if (codePoint < ' ') {
            json.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
        } else {
            json.appendCodePoint(codePoint);
        }
    }

    private StringBuilder key(String name) {
        separate();
        return json.append('"').append(name).append("\":");
    }

    /// A comma, unless this is the first of what was opened last.
    private void separate() {
        if ("{[".indexOf(json.charAt(json.length() - 1)) < 0) {
            json.append(',');
        }
    }
}
