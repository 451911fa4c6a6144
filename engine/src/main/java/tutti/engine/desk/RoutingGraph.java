package tutti.engine.desk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Everything that is set on the desk, as one value: checked when made, never changed, edited by making another
/// one. It knows strips by name, whether or not they sound now: who leaves finds the strip as it was on return.
///
/// Two graphs with the same content are equal, so a scene is a graph.
///
/// @param strips settings of every strip that was ever touched or here, in the order of their first appearance
/// @param buses the built-in ones and at most [#MAX_NAMED_BUSES] more
/// @param vcas groups by name
/// @param links groups of linked faders by name; a strip is in one at most
/// @param soloed strips that are soloed in the monitor
/// @param listened strips that are heard before their faders
public record RoutingGraph(
        Map<StripId, StripSettings> strips,
        Map<BusId, BusSettings> buses,
        Map<String, VcaGroup> vcas,
        Map<String, LinkGroup> links,
        Set<StripId> soloed,
        Set<StripId> listened) {
    /// Strips that are remembered at most.
    public static final int MAX_STRIPS = 1_024;

    /// Buses besides the built-in ones.
    public static final int MAX_NAMED_BUSES = 16;

    /// Groups of each kind.
    public static final int MAX_GROUPS = 32;

    private static final String GROUP_NAME = "[\\p{L}\\p{N}_.-]{1,32}";

    public RoutingGraph {
        strips = ordered(strips);
        buses = ordered(buses);
        vcas = ordered(vcas);
        links = ordered(links);
        soloed = ordered(soloed);
        listened = ordered(listened);
        if (strips.size() > MAX_STRIPS) {
            throw new IllegalArgumentException("A desk has at most " + MAX_STRIPS + " strips; forget some.");
        }
        if (!buses.keySet().containsAll(BusId.BUILT_IN)) {
            throw new IllegalArgumentException("The buses monitor, record and pfl cannot be removed.");
        }
        if (buses.size() > BusId.BUILT_IN.size() + MAX_NAMED_BUSES) {
            throw new IllegalArgumentException(
                    "There are at most " + MAX_NAMED_BUSES + " buses besides monitor, record and pfl; remove one.");
        }
        checkGroups(vcas.keySet());
        checkGroups(links.keySet());
        checkReferences(strips, buses, vcas);
        checkMembers(strips, links, soloed, listened);
    }

    /// A desk that nobody has touched.
    public static RoutingGraph initial() {
        Map<BusId, BusSettings> buses = new LinkedHashMap<>();
        for (BusId bus : List.of(BusId.MONITOR, BusId.RECORD, BusId.PFL)) {
            buses.put(bus, BusSettings.initial(bus));
        }
        return new RoutingGraph(Map.of(), buses, Map.of(), Map.of(), Set.of(), Set.of());
    }

    private static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static <E> Set<E> ordered(Set<E> set) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }

    private static void checkGroups(Set<String> names) {
        if (names.size() > MAX_GROUPS) {
            throw new IllegalArgumentException("There are at most " + MAX_GROUPS + " groups of a kind; remove one.");
        }
        for (String name : names) {
            if (!name.matches(GROUP_NAME)) {
                throw new IllegalArgumentException(
                        "A group's name is 1 to 32 letters, digits, '-', '_' or '.', but this is \"" + name + "\".");
            }
        }
    }

    private static void checkReferences(
            Map<StripId, StripSettings> strips, Map<BusId, BusSettings> buses, Map<String, VcaGroup> vcas) {
        strips.forEach((strip, settings) -> {
            for (BusId bus : settings.sends().keySet()) {
                if (!buses.containsKey(bus)) {
                    throw unknown(strip + " is sent to a bus", bus.name());
                }
            }
            for (String vca : settings.vcas()) {
                if (!vcas.containsKey(vca)) {
                    throw unknown(strip + " is in a group", vca);
                }
            }
        });
    }

    private static void checkMembers(
            Map<StripId, StripSettings> strips,
            Map<String, LinkGroup> links,
            Set<StripId> soloed,
            Set<StripId> listened) {
        Set<StripId> linked = new LinkedHashSet<>();
        for (LinkGroup group : links.values()) {
            for (StripId member : group.offsetsDb().keySet()) {
                if (!linked.add(member)) {
                    throw new IllegalArgumentException("The fader of " + member + " is linked in two groups.");
                }
            }
        }
        for (Set<StripId> named : List.of(linked, soloed, listened)) {
            for (StripId strip : named) {
                if (!strips.containsKey(strip)) {
                    throw noStrip(strip);
                }
            }
        }
    }

    private static IllegalArgumentException unknown(String whoDoes, String name) {
        return new IllegalArgumentException(whoDoes + " called \"" + name + "\", which there is not; add it first.");
    }

    private static IllegalArgumentException noStrip(StripId strip) {
        return new IllegalArgumentException("There is no strip " + strip + ".");
    }

    /// The settings of a strip.
    ///
    /// @throws IllegalArgumentException if it was never here
    public StripSettings strip(StripId strip) {
        StripSettings settings = strips.get(strip);
        if (settings == null) {
            throw noStrip(strip);
        }
        return settings;
    }

    /// The settings of a bus.
    ///
    /// @throws IllegalArgumentException if there is none
    public BusSettings bus(BusId bus) {
        BusSettings settings = buses.get(bus);
        if (settings == null) {
            throw new IllegalArgumentException("There is no bus called \"" + bus + "\".");
        }
        return settings;
    }

    /// The settings of a VCA group.
    ///
    /// @throws IllegalArgumentException if there is none
    public VcaGroup vca(String name) {
        VcaGroup group = vcas.get(name);
        if (group == null) {
            throw new IllegalArgumentException("There is no group called \"" + name + "\".");
        }
        return group;
    }

    /// Fader and groups together, -144 for silence; mutes are not in it.
    public double levelDb(StripId strip) {
        StripSettings settings = strip(strip);
        double db = settings.faderDb();
        for (String vca : settings.vcas()) {
            db = Decibels.inSeries(db, vca(vca).faderDb());
        }
        return db;
    }

    /// Why a strip is silent, if it is.
    public MuteState muteState(StripId strip) {
        StripSettings settings = strip(strip);
        return new MuteState(
                settings.muted(),
                settings.vcas().stream().anyMatch(vca -> vca(vca).muted()),
                !soloed.isEmpty() && !soloed.contains(strip) && !settings.soloSafe());
    }

    /// The factor from behind the trim to the centre of a bus: fader, groups, mutes, solo, send and what the tap
    /// leaves out of these; the pan is not in it.
    public double gainTo(BusId bus, StripId strip) {
        if (bus.equals(BusId.PFL)) {
            return listened.contains(strip) ? 1 : 0;
        }
        StripSettings settings = strip(strip);
        Send send = settings.send(bus);
        MuteState mute = muteState(strip);
        boolean isUnsoloed = bus.equals(BusId.MONITOR) && mute.unsoloed();
        if (!send.on() || isUnsoloed) {
            return 0;
        }
        if (send.tap() == Send.Tap.PRE_FADER) {
            return Decibels.toLinear(send.levelDb());
        }
        return mute.everywhere() ? 0 : Decibels.toLinear(Decibels.inSeries(levelDb(strip), send.levelDb()));
    }

    /// With a strip, as it begins, unless it is known already.
    public RoutingGraph withStrip(StripId strip) {
        return strips.containsKey(strip) ? this : withStrips(put(strips, strip, StripSettings.initial(strip)));
    }

    /// With the settings of a strip changed. Its fader stays: see [#withFader].
    public RoutingGraph withStrip(StripId strip, UnaryOperator<StripSettings> change) {
        StripSettings before = strip(strip);
        StripSettings changed = change.apply(before);
        return withStrips(put(strips, strip, changed.withFaderDb(before.faderDb())));
    }

    /// With a fader moved, and those that are linked to it.
    public RoutingGraph withFader(StripId strip, double faderDb) {
        Map<StripId, StripSettings> moved = new LinkedHashMap<>(strips);
        moved.put(strip, strip(strip).withFaderDb(faderDb));
        String link = linkOf(strip);
        if (link != null) {
            LinkGroup group = links.getOrDefault(link, LinkGroup.EMPTY);
            for (StripId member : group.offsetsDb().keySet()) {
                moved.put(member, strip(member).withFaderDb(group.faderDb(member, strip, faderDb)));
            }
        }
        return withStrips(moved);
    }

    /// Without a strip: its settings are forgotten.
    public RoutingGraph withoutStrip(StripId strip) {
        RoutingGraph unlinked = withLink(strip, null);
        return new RoutingGraph(
                removed(strips, strip), buses, vcas, unlinked.links, without(soloed, strip), without(listened, strip));
    }

    /// With the strip's fader linked to those of a group, which is made if there is none.
    ///
    /// @param link the group's name; null for a fader that moves alone
    public RoutingGraph withLink(StripId strip, @Nullable String link) {
        double faderDb = strip(strip).faderDb();
        Map<String, LinkGroup> changed = new LinkedHashMap<>();
        links.forEach((name, group) -> {
            LinkGroup rest = group.without(strip);
            if (!rest.offsetsDb().isEmpty()) {
                changed.put(name, rest);
            }
        });
        if (link != null) {
            LinkGroup group = changed.getOrDefault(link, LinkGroup.EMPTY);
            StripId beside = group.offsetsDb().keySet().stream()
                    .filter(member -> strip(member).faderDb() > Decibels.SILENCE)
                    .findFirst()
                    .orElse(strip);
            double offsetDb = group.offsetsDb().getOrDefault(beside, 0.0);
            changed.put(link, group.with(strip, faderDb, offsetDb, strip(beside).faderDb()));
        }
        return new RoutingGraph(strips, buses, vcas, changed, soloed, listened);
    }

    /// The group that the strip's fader is linked in, or null.
    public @Nullable String linkOf(StripId strip) {
        for (Map.Entry<String, LinkGroup> link : links.entrySet()) {
            if (link.getValue().offsetsDb().containsKey(strip)) {
                return link.getKey();
            }
        }
        return null;
    }

    /// With a bus, as it begins.
    ///
    /// @throws IllegalArgumentException if there is one of that name, or too many
    public RoutingGraph withBus(BusId bus) {
        if (buses.containsKey(bus)) {
            throw new IllegalArgumentException("There is a bus called \"" + bus + "\" already.");
        }
        return withBuses(put(buses, bus, BusSettings.initial(bus)));
    }

    /// With the settings of a bus changed.
    public RoutingGraph withBus(BusId bus, UnaryOperator<BusSettings> change) {
        return withBuses(put(buses, bus, change.apply(bus(bus))));
    }

    /// Without a named bus, and without all that was sent to it.
    public RoutingGraph withoutBus(BusId bus) {
        bus(bus);
        Map<StripId, StripSettings> unsent = new LinkedHashMap<>(strips);
        unsent.replaceAll((strip, settings) -> settings.withoutSend(bus));
        return new RoutingGraph(unsent, removed(buses, bus), vcas, links, soloed, listened);
    }

    /// With a VCA group, or one changed.
    public RoutingGraph withVca(String name, VcaGroup group) {
        return new RoutingGraph(strips, buses, put(vcas, name, group), links, soloed, listened);
    }

    /// Without a VCA group; its members' faders stay where they are.
    public RoutingGraph withoutVca(String name) {
        vca(name);
        Map<StripId, StripSettings> freed = new LinkedHashMap<>(strips);
        freed.replaceAll((strip, settings) -> settings.withVcas(without(settings.vcas(), name)));
        return new RoutingGraph(freed, buses, removed(vcas, name), links, soloed, listened);
    }

    /// With a strip soloed or not. Solos add up.
    public RoutingGraph withSolo(StripId strip, boolean isSoloed) {
        Set<StripId> changed = isSoloed ? with(soloed, strip) : without(soloed, strip);
        return new RoutingGraph(strips, buses, vcas, links, changed, listened);
    }

    /// With a strip heard before its fader or not.
    public RoutingGraph withListening(StripId strip, boolean isListened) {
        Set<StripId> changed = isListened ? with(listened, strip) : without(listened, strip);
        return new RoutingGraph(strips, buses, vcas, links, soloed, changed);
    }

    /// Without any solo or pre-fader listening, as scenes are kept.
    public RoutingGraph withoutSolos() {
        return new RoutingGraph(strips, buses, vcas, links, Set.of(), Set.of());
    }

    /// With what a scene brings back. Buses and groups that the scene does not know stay, and so do solos.
    ///
    /// @param scope what of the scene counts
    /// @throws IllegalArgumentException with a sentence, if there would be too much of anything
    public RoutingGraph recalling(RoutingGraph scene, Set<ParameterClass> scope) {
        return new SceneRecall(this, scene, scope).recalled();
    }

    private RoutingGraph withStrips(Map<StripId, StripSettings> changed) {
        return new RoutingGraph(changed, buses, vcas, links, soloed, listened);
    }

    private RoutingGraph withBuses(Map<BusId, BusSettings> changed) {
        return new RoutingGraph(strips, changed, vcas, links, soloed, listened);
    }

    private static <K, V> Map<K, V> put(Map<K, V> map, K key, V value) {
        Map<K, V> changed = new LinkedHashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    private static <K, V> Map<K, V> removed(Map<K, V> map, K key) {
        Map<K, V> changed = new LinkedHashMap<>(map);
        changed.remove(key);
        return changed;
    }

    private static <E> Set<E> with(Set<E> set, E element) {
        Set<E> changed = new LinkedHashSet<>(set);
        changed.add(element);
        return changed;
    }

    private static <E> Set<E> without(Set<E> set, E element) {
        Set<E> changed = new LinkedHashSet<>(set);
        changed.remove(element);
        return changed;
    }
}
