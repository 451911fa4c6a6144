package tutti.engine.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import tutti.engine.control.tree.GainPair;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Unit;
import tutti.engine.desk.BusId;
import tutti.engine.desk.BusSettings;
import tutti.engine.desk.Decibels;
import tutti.engine.desk.Desk;
import tutti.engine.desk.FaderTaper;
import tutti.engine.mix.LoudnessMeter;

/// What can be seen and moved of buses.
final class BusNodes {
    private final Desk desk;

    BusNodes(Desk desk) {
        this.desk = desk;
    }

    /// A bus's leaves.
    List<Leaf> bus(String at, BusId bus, Levels.OfBus meter) {
        Supplier<BusSettings> settings = () -> desk.view().graph().bus(bus);
        List<Leaf> leaves = new ArrayList<>(GainPair.of(
                at,
                FaderTaper.TOP_DB,
                "the level of the bus " + bus,
                DeskTaper.OF_DESK,
                () -> settings.get().faderDb(),
                db -> desk.bus(bus, s -> s.withFaderDb(db))));
        leaves.addAll(List.of(
                Leaf.toggle(at + "/mute")
                        .initial(false)
                        .help("Silences the bus.")
                        .bind(() -> settings.get().muted(), on -> desk.bus(bus, s -> s.withMuted(on))),
                Leaf.toggle(at + "/limiter")
                        .help("Keeps the bus below full scale.")
                        .bind(() -> settings.get().limited(), on -> desk.bus(bus, s -> s.withLimited(on))),
                Leaf.toggle(at + "/ports")
                        .help("Whether it has ports; a bus that nobody can hear is not mixed.")
                        .bind(
                                () -> settings.get().patched(),
                                on -> Asked.ofDriver(() -> desk.bus(bus, s -> s.withPatched(on)))),
                Leaf.real(at + "/meter/reduction", 0, -Decibels.SILENCE)
                        .unit(Unit.DECIBELS)
                        .tags("meter")
                        .meter()
                        .help("By how much the limiter turns down.")
                        .bind(() -> meter.reductionDb),
                loudness(at + "/meter/momentary", bus, "of 0.4 s", LoudnessMeter.Loudness::momentaryLufs),
                loudness(at + "/meter/short_term", bus, "of 3 s", LoudnessMeter.Loudness::shortTermLufs),
                loudness(at + "/meter/integrated", bus, "since it began", LoudnessMeter.Loudness::integratedLufs),
                Leaf.command(at + "/meter/restart")
                        .help("Begins the integrated loudness anew.")
                        .bind(() -> desk.restartLoudness(bus))));
        leaves.addAll(Readings.levels(at, meter));
        return leaves;
    }

    private Leaf loudness(String address, BusId bus, String what, ToDoubleFunction<LoudnessMeter.Loudness> lufs) {
        return Leaf.real(address, Decibels.SILENCE, 120)
                .unit(Unit.DECIBELS)
                .tags("meter")
                .help("The loudness " + what + " in LUFS, by BS.1770-4; -144 if there is none.")
                .bind(() -> desk.loudness(bus)
                        .map(loudness -> Math.max(Decibels.SILENCE, lufs.applyAsDouble(loudness)))
                        .orElse(Decibels.SILENCE));
    }
}
