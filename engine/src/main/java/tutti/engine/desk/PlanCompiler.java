package tutti.engine.desk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.mix.LoudnessMeter;
import tutti.engine.mix.MixBus;
import tutti.engine.mix.MixPlan;
import tutti.engine.mix.Route;
import tutti.engine.send.CaptureTap;

/// Makes flat plans of graphs, and keeps what sound leaves behind from plan to plan. Thread: the desk's, under its
/// lock.
final class PlanCompiler {
    private final DriverFormat format;
    private final Map<StripId, LiveStrip> strips = new LinkedHashMap<>();
    private final Map<BusId, LiveBus> buses = new LinkedHashMap<>();

    /// A bus that is mixed.
    record LiveBus(MixBus bus, LoudnessMeter loudness) {}

    /// Begins with silence.
    PlanCompiler(DriverFormat format) {
        this.format = format;
    }

    /// Makes a plan, which must be put in place before the next one is made.
    ///
    /// @param paddingMs by how much strips are mixed later besides the delays that are set on them
    /// @param ports of the buses that have some
    MixPlan compile(
            RoutingGraph graph,
            Map<StripId, StripInput> inputs,
            Map<StripId, Double> paddingMs,
            Map<BusId, List<PlaybackPort>> ports,
            @Nullable CaptureTap tap) {
        Set<BusId> newBuses = renewBuses(graph, ports.keySet());
        strips.entrySet().removeIf(entry -> {
            StripInput input = inputs.get(entry.getKey());
            return input == null || input.channels() != entry.getValue().channels();
        });
        List<MixPlan.PlannedStrip> plannedStrips = new ArrayList<>();
        inputs.forEach((id, input) -> {
            LiveStrip live = strips.computeIfAbsent(id, absent -> new LiveStrip(input.channels(), format));
            plannedStrips.add(plan(graph, id, input, paddingMs.getOrDefault(id, 0.0), live, newBuses));
            live.onPlan();
        });
        List<MixPlan.PlannedBus> plannedBuses = new ArrayList<>();
        buses.forEach((id, live) -> plannedBuses.add(plan(graph, id, live, ports.getOrDefault(id, List.of()))));
        return new MixPlan(tap, plannedStrips, plannedBuses, format);
    }

    /// Those that somebody can hear, the one that is listened to first.
    private Set<BusId> renewBuses(RoutingGraph graph, Set<BusId> patched) {
        Set<BusId> made = new HashSet<>();
        LiveBus pfl = buses.computeIfAbsent(BusId.PFL, id -> make(id, null, made));
        buses.keySet().removeIf(id -> !id.equals(BusId.PFL) && !patched.contains(id));
        for (BusId bus : graph.buses().keySet()) {
            if (patched.contains(bus)) {
                MixBus listening = bus.equals(BusId.MONITOR) ? pfl.bus() : null;
                buses.computeIfAbsent(bus, id -> make(id, listening, made));
            }
        }
        Set<MixBus> mixed = new HashSet<>();
        buses.values().forEach(live -> mixed.add(live.bus()));
        strips.values().forEach(strip -> strip.keepOnly(mixed));
        return made;
    }

    private LiveBus make(BusId bus, @Nullable MixBus listening, Set<BusId> made) {
        made.add(bus);
        MixBus mixBus = new MixBus(listening, format.periodFrames(), format.sampleRateHz());
        return new LiveBus(mixBus, new LoudnessMeter(mixBus.loudness()));
    }

    private MixPlan.PlannedStrip plan(
            RoutingGraph graph, StripId id, StripInput input, double paddingMs, LiveStrip live, Set<BusId> newBuses) {
        StripSettings settings = graph.strip(id);
        boolean isMono = input.channels() == 1;
        List<MixPlan.PlannedSend> sends = new ArrayList<>();
        buses.forEach((bus, liveBus) -> {
            double gain = graph.gainTo(bus, id);
            Route route = live.route(liveBus.bus(), newBuses.contains(bus), gain > 0);
            if (route != null) {
                double pan = bus.equals(BusId.PFL) ? 0 : settings.pan();
                sends.add(new MixPlan.PlannedSend(
                        route, (float) (gain * PanLaw.left(pan, isMono)), (float) (gain * PanLaw.right(pan, isMono))));
            }
        });
        double trim = Decibels.toLinear(settings.trimDb()) * (settings.polarityInverted() ? -1 : 1);
        double fader = graph.muteState(id).everywhere() ? 0 : Decibels.toLinear(graph.levelDb(id));
        int delayFrames = DelayFrames.of(settings.delayMs() + paddingMs, format);
        return new MixPlan.PlannedStrip(
                input.source(), live.strip(), live.delay(delayFrames), delayFrames, (float) trim, (float) fader, sends);
    }

    private static MixPlan.PlannedBus plan(RoutingGraph graph, BusId id, LiveBus live, List<PlaybackPort> ports) {
        BusSettings settings = graph.bus(id);
        boolean isReplaced = id.equals(BusId.MONITOR) && !graph.listened().isEmpty();
        float fader = settings.muted() ? 0 : (float) Decibels.toLinear(settings.faderDb());
        return new MixPlan.PlannedBus(
                live.bus(), ports, isReplaced ? 0 : fader, isReplaced ? fader : 0, settings.limited());
    }

    DriverFormat format() {
        return format;
    }

    /// The strips that sound.
    Map<StripId, LiveStrip> strips() {
        return strips;
    }

    /// The buses that are mixed.
    Map<BusId, LiveBus> buses() {
        return buses;
    }
}
