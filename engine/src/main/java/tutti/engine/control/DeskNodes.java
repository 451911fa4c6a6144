package tutti.engine.control;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.GainPair;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Taper;
import tutti.engine.control.tree.Unit;
import tutti.engine.desk.BusId;
import tutti.engine.desk.BusSettings;
import tutti.engine.desk.Decibels;
import tutti.engine.desk.Desk;
import tutti.engine.desk.DeskView;
import tutti.engine.desk.FaderTaper;
import tutti.engine.desk.RoutingGraph;
import tutti.engine.desk.Send;
import tutti.engine.desk.StripId;
import tutti.engine.desk.StripSettings;
import tutti.engine.desk.VcaGroup;
import tutti.engine.mix.LoudnessMeter;

/// The mixing desk as nodes: `/strip/PLAYER/TRACK` for what others play, `/own/TRACK` for what is played here, `/click`
/// and `/playback`, each with its sends in `send/BUS`; `/bus/NAME`, `/vca/NAME`, and `/desk` for what concerns all.
///
/// Strips, buses and groups are there as long as they are on the desk. Levels are those since the last [#show].
///
/// Thread: [#show] one at a time, the nodes any.
public final class DeskNodes {
    private static final Taper TAPER = new Taper() {
        @Override
        public double positionToDb(double position) {
            return FaderTaper.levelDb(position);
        }

        @Override
        public double dbToPosition(double db) {
            return FaderTaper.position(db);
        }
    };

    private final ControlTree tree;
    private final Desk desk;
    private final Map<String, ControlTree.Mounted> mounted = new HashMap<>();
    private final Map<String, Levels> levels = new HashMap<>();
    private long shownRevision = -1;

    /// Declares what there is.
    public DeskNodes(ControlTree tree, Desk desk) {
        this.tree = tree;
        this.desk = desk;
        tree.mount(
                "/desk",
                List.of(
                        Leaf.command("/desk/clear_solos")
                                .help("Ends every solo and every pre-fader listening.")
                                .bind(desk::clearSolos),
                        Leaf.toggle("/desk/soloed")
                                .help("Whether any strip is soloed or listened to before its fader.")
                                .bind(() -> !graph().soloed().isEmpty()
                                        || !graph().listened().isEmpty())));
        show();
    }

    private RoutingGraph graph() {
        return desk.view().graph();
    }

    /// Reads the meters, and lets nodes come and go with what they belong to.
    public void show() {
        DeskView view = desk.view();
        if (view.revision() != shownRevision) {
            shownRevision = view.revision();
            renew(view);
        }
        levels.values().forEach(Levels::read);
    }

    private void renew(DeskView view) {
        Map<String, Supplier<Collection<Leaf>>> wanted = new HashMap<>();
        for (BusId bus : view.graph().buses().keySet()) {
            wanted.put("/bus/" + bus.name(), () -> bus("/bus/" + bus.name(), bus));
        }
        for (String vca : view.graph().vcas().keySet()) {
            String at = "/vca/" + Address.name(vca);
            wanted.put(at, () -> vca(at, vca));
        }
        for (StripId strip : view.present()) {
            String at = address(strip);
            wanted.put(at, () -> strip(at, strip));
            for (BusId bus : view.graph().buses().keySet()) {
                if (!bus.equals(BusId.PFL)) {
                    String send = at + "/send/" + bus.name();
                    wanted.put(send, () -> send(send, strip, bus));
                }
            }
        }
        Set<String> gone = new HashSet<>(mounted.keySet());
        gone.removeAll(wanted.keySet());
        for (String at : gone) {
            Optional.ofNullable(mounted.remove(at)).ifPresent(ControlTree.Mounted::close);
            levels.remove(at);
        }
        wanted.forEach((at, leaves) -> mounted.computeIfAbsent(at, _ -> tree.mount(at, List.copyOf(leaves.get()))));
    }

    /// Where a strip stands in the tree.
    static String address(StripId strip) {
        return switch (strip) {
            case StripId.Remote(String peer, String track) ->
                "/strip/" + Address.name(peer) + "/" + Address.name(track);
            case StripId.Local(String track) -> "/own/" + Address.name(track);
            case StripId.Click _ -> "/click";
            case StripId.Playback _ -> "/playback";
        };
    }

    private List<Leaf> strip(String at, StripId strip) {
        Supplier<StripSettings> settings = () -> graph().strip(strip);
        Levels meter = new Levels.OfStrip(desk.meter(strip));
        levels.put(at, meter);
        List<Leaf> leaves = new ArrayList<>(GainPair.of(
                at,
                FaderTaper.TOP_DB,
                "the level of " + strip,
                TAPER,
                () -> settings.get().faderDb(),
                db -> desk.fader(strip, db)));
        leaves.addAll(List.of(
                Leaf.real(at + "/trim", -StripSettings.MAX_TRIM_DB, StripSettings.MAX_TRIM_DB)
                        .unit(Unit.DECIBELS)
                        .initial(0)
                        .help("Sets the gain before everything else.")
                        .bind(() -> settings.get().trimDb(), db -> desk.strip(strip, s -> s.withTrimDb(db))),
                Leaf.toggle(at + "/polarity")
                        .initial(false)
                        .help("Turns every sample's sign.")
                        .bind(
                                () -> settings.get().polarityInverted(),
                                on -> desk.strip(strip, s -> s.withPolarityInverted(on))),
                Leaf.real(at + "/delay", 0, StripSettings.MAX_DELAY_MS)
                        .unit(Unit.MILLISECONDS)
                        .initial(0)
                        .help("Mixes the strip so much later; its own ports and what is sent are not delayed.")
                        .bind(() -> settings.get().delayMs(), ms -> desk.strip(strip, s -> s.withDelayMs(ms))),
                Leaf.real(at + "/pan", -1, 1)
                        .initial(0)
                        .help("Places a mono strip, balances a stereo one: -1 is left, 1 is right.")
                        .bind(() -> settings.get().pan(), pan -> desk.strip(strip, s -> s.withPan(pan))),
                Leaf.toggle(at + "/mute")
                        .initial(false)
                        .help("Silences the strip behind its fader.")
                        .bind(() -> settings.get().muted(), on -> desk.mute(strip, on)),
                Leaf.toggle(at + "/muted_by_group")
                        .help("Whether a VCA group mutes it.")
                        .bind(() -> graph().muteState(strip).group()),
                Leaf.toggle(at + "/muted_by_solo")
                        .help("Whether others' solos keep it out of the monitor.")
                        .bind(() -> graph().muteState(strip).unsoloed()),
                Leaf.toggle(at + "/solo")
                        .initial(false)
                        .help("Silences all others in the monitor.")
                        .bind(() -> graph().soloed().contains(strip), on -> desk.solo(strip, on)),
                Leaf.toggle(at + "/solo_safe")
                        .help("Keeps it in the monitor whatever else is soloed.")
                        .bind(() -> settings.get().soloSafe(), on -> desk.strip(strip, s -> s.withSoloSafe(on))),
                Leaf.toggle(at + "/pfl")
                        .initial(false)
                        .help("Lets the monitor play it before its fader, and nothing else.")
                        .bind(() -> graph().listened().contains(strip), on -> desk.listenTo(strip, on)),
                level(at + "/meter/pre_peak", "The peak before the fader.", () -> meter.prePeakDb),
                level(at + "/meter/pre_rms", "The mean power before the fader.", () -> meter.preRmsDb)));
        leaves.addAll(levels(at, meter));
        return leaves;
    }

    private static List<Leaf> levels(String at, Levels meter) {
        return List.of(
                level(at + "/meter/peak", "The peak behind the fader.", () -> meter.peakDb),
                level(at + "/meter/rms", "The mean power behind the fader.", () -> meter.rmsDb));
    }

    private static Leaf level(String address, String help, Supplier<Double> db) {
        return Leaf.real(address, Decibels.SILENCE, 120)
                .unit(Unit.DECIBELS)
                .tags("meter")
                .meter()
                .help(help)
                .bind(() -> Math.max(Decibels.SILENCE, db.get()));
    }

    private List<Leaf> send(String at, StripId strip, BusId bus) {
        Supplier<Send> send = () -> graph().strip(strip).send(bus);
        List<Leaf> leaves = new ArrayList<>(GainPair.of(
                at,
                FaderTaper.TOP_DB,
                "how much of " + strip + " goes to " + bus,
                TAPER,
                () -> send.get().levelDb(),
                db -> desk.send(strip, bus, s -> s.withLevelDb(db))));
        leaves.add(Leaf.toggle(at + "/on")
                .help("Whether " + strip + " goes to " + bus + ".")
                .bind(() -> send.get().on(), on -> desk.send(strip, bus, s -> s.withOn(on))));
        leaves.add(Leaf.toggle(at + "/pre_fader")
                .initial(false)
                .help("Whether it branches off before the fader and the mute.")
                .bind(
                        () -> send.get().tap() == Send.Tap.PRE_FADER,
                        pre -> desk.send(strip, bus, s -> s.withTap(pre ? Send.Tap.PRE_FADER : Send.Tap.POST_FADER))));
        return leaves;
    }

    private List<Leaf> bus(String at, BusId bus) {
        Supplier<BusSettings> settings = () -> graph().bus(bus);
        Levels.OfBus meter = new Levels.OfBus(desk.meter(bus));
        levels.put(at, meter);
        List<Leaf> leaves = new ArrayList<>(GainPair.of(
                at,
                FaderTaper.TOP_DB,
                "the level of the bus " + bus,
                TAPER,
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
                        .bind(() -> settings.get().patched(), on -> desk.bus(bus, s -> s.withPatched(on))),
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
        leaves.addAll(levels(at, meter));
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

    private List<Leaf> vca(String at, String name) {
        Supplier<VcaGroup> group = () -> graph().vca(name);
        List<Leaf> gain = GainPair.of(
                at,
                FaderTaper.TOP_DB,
                "the level of the group " + name,
                TAPER,
                () -> group.get().faderDb(),
                db -> desk.vca(name, g -> g.withFaderDb(db)));
        Leaf mute = Leaf.toggle(at + "/mute")
                .initial(false)
                .help("Mutes the group's strips.")
                .bind(() -> group.get().muted(), on -> desk.vca(name, g -> g.withMuted(on)));
        return Stream.concat(gain.stream(), Stream.of(mute)).toList();
    }
}
