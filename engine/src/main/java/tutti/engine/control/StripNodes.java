package tutti.engine.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.GainPair;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Unit;
import tutti.engine.desk.BusId;
import tutti.engine.desk.Desk;
import tutti.engine.desk.FaderTaper;
import tutti.engine.desk.ParameterClass;
import tutti.engine.desk.RoutingGraph;
import tutti.engine.desk.Send;
import tutti.engine.desk.StripId;
import tutti.engine.desk.StripLook;
import tutti.engine.desk.StripSettings;

/// What can be seen and moved of strips and of what they send to buses.
final class StripNodes {
    private static final int MAX_GROUP_CHARS = 32;
    private static final int MAX_INSERTS_CHARS = 4_096;
    private static final int COLOUR_CHARS = 7;

    private final Desk desk;

    StripNodes(Desk desk) {
        this.desk = desk;
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

    private RoutingGraph graph() {
        return desk.view().graph();
    }

    /// A strip's leaves.
    List<Leaf> strip(String at, StripId strip, Levels meter) {
        List<Leaf> leaves = new ArrayList<>();
        leaves.addAll(mix(at, strip));
        leaves.addAll(silence(at, strip));
        leaves.addAll(look(at, strip));
        for (ParameterClass parameters : ParameterClass.OF_STRIPS) {
            leaves.add(safe(at, strip, parameters));
        }
        leaves.add(Readings.level(at + "/meter/pre_peak", "The peak before the fader.", () -> meter.prePeakDb));
        leaves.add(Readings.level(at + "/meter/pre_rms", "The mean power before the fader.", () -> meter.preRmsDb));
        leaves.addAll(Readings.levels(at, meter));
        return leaves;
    }

    private List<Leaf> mix(String at, StripId strip) {
        Supplier<StripSettings> settings = () -> graph().strip(strip);
        List<Leaf> leaves = new ArrayList<>(GainPair.of(
                at,
                FaderTaper.TOP_DB,
                "the level of " + strip,
                DeskTaper.OF_DESK,
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
                Leaf.text(at + "/inserts", MAX_INSERTS_CHARS)
                        .help("The plugins in the strip, one a line, in their order; this version puts none there.")
                        .bind(() -> String.join("\n", settings.get().inserts())),
                Leaf.real(at + "/delay", 0, StripSettings.MAX_DELAY_MS)
                        .unit(Unit.MILLISECONDS)
                        .initial(0)
                        .help("Mixes the strip so much later; its own ports and what is sent are not delayed.")
                        .bind(() -> settings.get().delayMs(), ms -> desk.strip(strip, s -> s.withDelayMs(ms))),
                Leaf.real(at + "/pan", -1, 1)
                        .initial(0)
                        .help("Places a mono strip, balances a stereo one: -1 is left, 1 is right.")
                        .bind(() -> settings.get().pan(), pan -> desk.strip(strip, s -> s.withPan(pan))),
                Leaf.text(at + "/link", MAX_GROUP_CHARS)
                        .initial("")
                        .help("The group of faders that move together with this one; empty for none.")
                        .bind(
                                () -> Objects.requireNonNullElse(graph().linkOf(strip), ""),
                                group -> desk.link(strip, group.isEmpty() ? null : group))));
        return leaves;
    }

    private List<Leaf> silence(String at, StripId strip) {
        Supplier<StripSettings> settings = () -> graph().strip(strip);
        return List.of(
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
                        .bind(() -> graph().listened().contains(strip), on -> desk.listenTo(strip, on)));
    }

    private List<Leaf> look(String at, StripId strip) {
        Supplier<StripLook> look = () -> graph().strip(strip).look();
        return List.of(
                Leaf.text(at + "/name", 2 * Readings.MAX_TEXT)
                        .help("What plays in the strip.")
                        .bind(strip::toString),
                Leaf.text(at + "/label", StripLook.MAX_LABEL_CHARS)
                        .initial("")
                        .help("What is written on the strip; empty for its name.")
                        .bind(
                                () -> look.get().label(),
                                label -> desk.strip(strip, s -> s.withLook(l -> l.withLabel(label)))),
                Leaf.text(at + "/colour", COLOUR_CHARS)
                        .initial("")
                        .help("Its colour as #RRGGBB; empty for the console's choice.")
                        .bind(
                                () -> look.get().colour(),
                                colour -> desk.strip(
                                        strip, s -> s.withLook(l -> l.withColour(colour.toUpperCase(Locale.ROOT))))),
                Leaf.whole(at + "/order", 0, StripLook.MAX_ORDER)
                        .initial(0)
                        .help("Its place from the left; of strips with equal numbers who came first stands first.")
                        .bind(
                                () -> look.get().order(),
                                order -> desk.strip(strip, s -> s.withLook(l -> l.withOrder((int) order)))),
                Leaf.toggle(at + "/hidden")
                        .initial(false)
                        .help("Whether consoles leave it out; it sounds all the same.")
                        .bind(
                                () -> look.get().hidden(),
                                on -> desk.strip(strip, s -> s.withLook(l -> l.withHidden(on)))));
    }

    private Leaf safe(String at, StripId strip, ParameterClass parameters) {
        return Leaf.toggle(at + "/safe/" + parameters.word())
                .initial(false)
                .help("Whether no scene touches the strip's " + parameters.word() + ".")
                .bind(
                        () -> graph().strip(strip).recallSafe().contains(parameters),
                        on -> desk.strip(strip, s -> s.withRecallSafe(parameters, on)));
    }

    /// The leaves of what a strip sends to a bus.
    List<Leaf> send(String at, StripId strip, BusId bus) {
        Supplier<Send> send = () -> graph().strip(strip).send(bus);
        List<Leaf> leaves = new ArrayList<>(GainPair.of(
                at,
                FaderTaper.TOP_DB,
                "how much of " + strip + " goes to " + bus,
                DeskTaper.OF_DESK,
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
}
