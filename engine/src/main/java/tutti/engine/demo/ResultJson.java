package tutti.engine.demo;

import tutti.engine.demo.DemoResult.Direction;
import tutti.engine.ensemble.EngineStats.Heard;
import tutti.engine.ensemble.EngineStats.Part;
import tutti.engine.telemetry.JsonText;

/// How the demo went, as one JSON object (RFC 8259) in one line. Members as in [DemoResult] and [DemoVerdict]; what
/// is not known is null. `measured` is what the recording says, `account` what the listener's engine says.
final class ResultJson {
    private final JsonText json = new JsonText();

    private ResultJson() {}

    static String of(DemoResult result) {
        ResultJson writer = new ResultJson();
        writer.result(result);
        return writer.json.toString();
    }

    private void result(DemoResult result) {
        DemoSettings settings = result.settings();
        json.open('{');
        json.number("seconds", result.seconds());
        json.text("codec", settings.codec());
        json.text("buffer", settings.buffer());
        json.key("network").open('{');
        json.number("delay_ms", settings.network().delayNs() / 1e6);
        json.number("jitter_ms", settings.network().jitterNs() / 1e6);
        json.number("loss_percent", 100 * settings.network().lossProbability());
        json.number("burst_packets", settings.network().meanBurstPackets());
        json.whole("seed", settings.seed());
        json.close('}');
        json.key("directions").open('[');
        for (Direction way : result.directions()) {
            direction(way);
        }
        json.close(']').close('}');
    }

    private void direction(Direction way) {
        json.open('{');
        json.text("listener", way.listener());
        json.text("player", way.player());
        json.text("recording", way.recording().toString());
        way.verdict().ifPresentOrElse(this::measured, () -> json.nothing("measured"));
        account(way.engine().heard());
        json.whole("xruns", way.engine().xruns());
        json.whole("dropped_blocks", way.engine().droppedBlocks());
        json.whole("errors", way.engine().errors());
        json.number(
                "callback_median_percent",
                way.engine().callbackPercent(way.engine().callbackMedianUs()));
        json.number(
                "callback_p999_percent",
                way.engine().callbackPercent(way.engine().callbackP999Us()));
        json.close('}');
    }

    private void measured(DemoVerdict verdict) {
        json.key("measured").open('{');
        json.number("latency_ms", verdict.latencyMs());
        json.number("latency_least_ms", verdict.leastMs());
        json.number("latency_most_ms", verdict.mostMs());
        json.number("latency_last_ms", verdict.lastMs());
        json.whole("latency_moves", verdict.moves());
        json.whole("blocks", verdict.blocks());
        json.whole("damaged_blocks", verdict.damagedBlocks());
        json.number("damaged_percent", verdict.damagedPercent());
        json.whole("dropouts", verdict.dropouts());
        json.number("error_db", verdict.errorDb());
        json.close('}');
    }

    private void account(Heard heard) {
        json.key("account").open('{');
        for (Part part : heard.parts()) {
            json.number(part.name() + "_ms", part.ms());
        }
        json.number("port_to_port_ms", heard.portToPort().ms());
        json.number("jitter_ms", heard.jitterMs());
        json.whole("received", heard.received());
        json.whole("late", heard.late());
        json.whole("lost", heard.lost());
        json.number("concealed_percent", heard.concealedPercent());
        json.whole("delay_moves", heard.delayMoves());
        json.close('}');
    }
}
