package tutti.engine.scene;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tutti.engine.desk.BusId;
import tutti.engine.desk.BusSettings;
import tutti.engine.desk.LinkGroup;
import tutti.engine.desk.ParameterClass;
import tutti.engine.desk.RoutingGraph;
import tutti.engine.desk.Send;
import tutti.engine.desk.StripId;
import tutti.engine.desk.StripLook;
import tutti.engine.desk.StripSettings;
import tutti.engine.desk.VcaGroup;

/// Reads what [GraphWriter] has written, or somebody with an editor: what is missing is as a desk begins, and buses
/// and groups that a strip names are there.
final class GraphReader {
    private static final int MAX_BUSES = RoutingGraph.MAX_NAMED_BUSES + BusId.BUILT_IN.size();

    private final Map<StripId, StripSettings> strips = new LinkedHashMap<>();
    private final Map<BusId, BusSettings> buses =
            new LinkedHashMap<>(RoutingGraph.initial().buses());
    private final Map<String, VcaGroup> vcas = new LinkedHashMap<>();
    private final Map<String, LinkGroup> links = new LinkedHashMap<>();

    private GraphReader() {}

    /// @throws MalformedFileException if there cannot be such a desk
    static RoutingGraph read(Members document) throws MalformedFileException {
        return new GraphReader().graph(document);
    }

    private RoutingGraph graph(Members document) throws MalformedFileException {
        for (Map.Entry<String, Members> bus :
                document.objects("buses", MAX_BUSES).entrySet()) {
            Members settings = bus.getValue();
            checked(settings, () -> addBus(new BusId(bus.getKey()), settings));
        }
        for (Map.Entry<String, Members> vca :
                document.objects("vcas", RoutingGraph.MAX_GROUPS).entrySet()) {
            Members group = vca.getValue();
            double faderDb = group.number("fader_db", 0);
            boolean isMuted = group.flag("muted", false);
            checked(group, () -> vcas.put(vca.getKey(), new VcaGroup(faderDb, isMuted)));
        }
        for (Map.Entry<String, Members> strip :
                document.objects("strips", RoutingGraph.MAX_STRIPS).entrySet()) {
            checked(strip.getValue(), () -> {
                StripId id = StripName.parse(strip.getKey());
                strips.put(id, settings(StripSettings.initial(id), strip.getValue()));
            });
        }
        for (Map.Entry<String, Members> link :
                document.objects("links", RoutingGraph.MAX_GROUPS).entrySet()) {
            checked(link.getValue(), () -> links.put(link.getKey(), link(link.getValue())));
        }
        RoutingGraph[] graph = {RoutingGraph.initial()};
        checked(document, () -> graph[0] = new RoutingGraph(strips, buses, vcas, links, Set.of(), Set.of()));
        return graph[0];
    }

    /// What the desk refuses, the file should not hold.
    private static void checked(Members where, Reading reading) throws MalformedFileException {
        try {
            reading.run();
        } catch (IllegalArgumentException refused) {
            throw new MalformedFileException(
                    (where.at().isEmpty() ? "" : "in " + where.at() + ": ") + refused.getMessage());
        }
    }

    /// A part of a file.
    private interface Reading {
        void run() throws MalformedFileException;
    }

    private void addBus(BusId bus, Members settings) throws MalformedFileException {
        BusSettings initial = BusSettings.initial(bus);
        buses.put(
                bus,
                new BusSettings(
                        settings.number("fader_db", initial.faderDb()),
                        settings.flag("muted", initial.muted()),
                        settings.flag("limited", initial.limited()),
                        settings.flag("ports", initial.patched())));
    }

    private StripSettings settings(StripSettings initial, Members strip) throws MalformedFileException {
        Set<String> groups = Set.copyOf(strip.texts("vcas", RoutingGraph.MAX_GROUPS));
        groups.forEach(group -> vcas.putIfAbsent(group, VcaGroup.UNITY));
        Set<ParameterClass> safe = new HashSet<>();
        for (String word : strip.texts("safe", ParameterClass.ALL.size())) {
            safe.add(ParameterClass.of(word)
                    .orElseThrow(
                            () -> new MalformedFileException("in " + strip.at() + " \"safe\" has a strange word")));
        }
        return new StripSettings(
                strip.number("trim_db", initial.trimDb()),
                strip.flag("polarity_inverted", initial.polarityInverted()),
                strip.texts("inserts", StripSettings.MAX_INSERTS),
                strip.number("delay_ms", initial.delayMs()),
                strip.number("fader_db", initial.faderDb()),
                strip.flag("muted", initial.muted()),
                strip.number("pan", initial.pan()),
                strip.flag("solo_safe", initial.soloSafe()),
                groups,
                sends(initial, strip),
                new StripLook(
                        strip.text("label", ""),
                        strip.text("colour", ""),
                        strip.whole("order", 0),
                        strip.flag("hidden", false)),
                safe);
    }

    private Map<BusId, Send> sends(StripSettings initial, Members strip) throws MalformedFileException {
        Map<BusId, Send> sends = new LinkedHashMap<>(initial.sends());
        for (Map.Entry<String, Members> send : strip.objects("sends", MAX_BUSES).entrySet()) {
            BusId bus = new BusId(send.getKey());
            buses.putIfAbsent(bus, BusSettings.initial(bus));
            Members level = send.getValue();
            sends.put(
                    bus,
                    new Send(
                            level.flag("on", initial.send(bus).on()),
                            level.number("level_db", initial.send(bus).levelDb()),
                            level.flag("pre_fader", false) ? Send.Tap.PRE_FADER : Send.Tap.POST_FADER));
        }
        return sends;
    }

    private static LinkGroup link(Members group) throws MalformedFileException {
        Map<StripId, Double> offsetsDb = new LinkedHashMap<>();
        for (Object name : group.object().keySet()) {
            offsetsDb.put(StripName.parse((String) name), group.number((String) name, 0));
        }
        return new LinkGroup(offsetsDb);
    }
}
