package tutti.engine.desk;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What becomes of a desk when a scene is recalled.
///
/// Of the strips that the scene knows, whether or not they are here, the settings in its scope change, except for
/// what a strip keeps safe. Everything else stays: strips, buses and groups that the scene does not know, solos,
/// looks. Buses and groups that are no more come back if they are in the scope; none is taken away, since their ports
/// would take their cables along.
final class SceneRecall {
    /// Linked faders that stand as their distances say, to this, are as the group knows them.
    private static final double SAME_DB = 0.01;

    private final RoutingGraph now;
    private final RoutingGraph scene;
    private final Set<ParameterClass> scope;
    private final Map<BusId, BusSettings> buses;
    private final Map<String, VcaGroup> vcas;

    SceneRecall(RoutingGraph now, RoutingGraph scene, Set<ParameterClass> scope) {
        this.now = now;
        this.scene = scene;
        this.scope = scope;
        buses = new LinkedHashMap<>(now.buses());
        if (scope.contains(ParameterClass.BUSES)) {
            buses.putAll(scene.buses());
        }
        vcas = new LinkedHashMap<>(now.vcas());
        if (scope.contains(ParameterClass.GROUPS)) {
            vcas.putAll(scene.vcas());
        }
    }

    /// @throws IllegalArgumentException with a sentence, if there would be too much of anything
    RoutingGraph recalled() {
        Map<StripId, StripSettings> strips = new LinkedHashMap<>(now.strips());
        scene.strips()
                .forEach((strip, stored) -> strips.put(
                        strip, recalled(now.strips().getOrDefault(strip, StripSettings.initial(strip)), stored)));
        return new RoutingGraph(strips, buses, vcas, links(strips), now.soloed(), now.listened());
    }

    private StripSettings recalled(StripSettings present, StripSettings stored) {
        StripSettings changed = present;
        for (ParameterClass parameters : scope) {
            if (!present.recallSafe().contains(parameters)) {
                changed = switch (parameters) {
                    case FADER -> changed.withFaderDb(stored.faderDb());
                    case MUTE -> changed.withMuted(stored.muted());
                    case PAN -> changed.withPan(stored.pan());
                    case SENDS -> withSends(changed, stored);
                    case TRIM ->
                        changed.withTrimDb(stored.trimDb())
                                .withPolarityInverted(stored.polarityInverted())
                                .withDelayMs(stored.delayMs());
                    case GROUPS -> changed.withVcas(vcas(present, stored));
                    case BUSES -> changed;
                };
            }
        }
        return changed;
    }

    private StripSettings withSends(StripSettings present, StripSettings stored) {
        StripSettings changed = present;
        for (Map.Entry<BusId, Send> send : stored.sends().entrySet()) {
            changed =
                    buses.containsKey(send.getKey()) ? changed.withSend(send.getKey(), _ -> send.getValue()) : changed;
        }
        return changed;
    }

    /// Of a group that the scene does not know a strip stays a member.
    private Set<String> vcas(StripSettings present, StripSettings stored) {
        Set<String> members = new LinkedHashSet<>(present.vcas());
        members.removeAll(scene.vcas().keySet());
        members.addAll(stored.vcas());
        return members;
    }

    private Map<String, LinkGroup> links(Map<StripId, StripSettings> strips) {
        Map<String, Map<StripId, Double>> offsetsDb = new LinkedHashMap<>();
        now.links()
                .forEach((name, group) -> group.offsetsDb().forEach((strip, offsetDb) -> {
                    if (!isRelinked(strip)) {
                        offsetsDb
                                .computeIfAbsent(name, _ -> new LinkedHashMap<>())
                                .put(strip, offsetDb);
                    }
                }));
        scene.links()
                .forEach((name, group) -> group.offsetsDb().forEach((strip, offsetDb) -> {
                    if (isRelinked(strip)) {
                        offsetsDb
                                .computeIfAbsent(name, _ -> new LinkedHashMap<>())
                                .put(strip, offsetDb);
                    }
                }));
        Map<String, LinkGroup> links = new LinkedHashMap<>();
        offsetsDb.forEach((name, members) -> links.put(name, new LinkGroup(settled(members, strips))));
        return links;
    }

    private boolean isRelinked(StripId strip) {
        StripSettings present = now.strips().get(strip);
        return scope.contains(ParameterClass.GROUPS)
                && scene.strips().containsKey(strip)
                && (present == null || !present.recallSafe().contains(ParameterClass.GROUPS));
    }

    /// The distances, if the faders stand so; otherwise as the faders stand.
    private static Map<StripId, Double> settled(Map<StripId, Double> offsetsDb, Map<StripId, StripSettings> strips) {
        Map<StripId, Double> fadersDb = new LinkedHashMap<>();
        offsetsDb
                .keySet()
                .forEach(strip -> fadersDb.put(
                        strip,
                        strips.getOrDefault(strip, StripSettings.initial(strip)).faderDb()));
        LinkGroup group = new LinkGroup(offsetsDb);
        return fadersDb.entrySet().stream()
                .filter(fader -> fader.getValue() > Decibels.SILENCE && fader.getValue() < FaderTaper.TOP_DB)
                .findFirst()
                .filter(moved -> fadersDb.entrySet().stream()
                        .anyMatch(fader -> Math.abs(group.faderDb(fader.getKey(), moved.getKey(), moved.getValue())
                                        - fader.getValue())
                                > SAME_DB))
                .<Map<StripId, Double>>map(_ -> fadersDb)
                .orElse(offsetsDb);
    }
}
