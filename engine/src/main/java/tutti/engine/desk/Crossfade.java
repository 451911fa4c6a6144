package tutti.engine.desk;

import java.util.LinkedHashMap;
import java.util.Map;

/// The way from a desk to another one: faders, sends, pans and trims glide, everything else is there at once. What
/// somebody moves meanwhile is left alone from then on, and so is everything that the two desks have alike.
///
/// The steps are edits like any others; the callback's ramps of 10 ms ([tutti.engine.mix.GainRamp]) make one smooth
/// way of steps that are no further apart.
///
/// Thread: one at a time.
public final class Crossfade {
    private final RoutingGraph to;
    private final Map<StripId, StripGlides> strips = new LinkedHashMap<>();
    private final Map<BusId, Glide> buses = new LinkedHashMap<>();
    private final Map<String, Glide> vcas = new LinkedHashMap<>();

    /// What glides of one strip.
    private record StripGlides(Glide fader, Glide trim, Glide pan, Map<BusId, SendGlide> sends) {
        static StripGlides of(StripSettings from, StripSettings to) {
            Map<BusId, SendGlide> sends = new LinkedHashMap<>();
            to.sends().forEach((bus, send) -> {
                if (!send.equals(from.send(bus))) {
                    sends.put(bus, new SendGlide(from.send(bus), send));
                }
            });
            return new StripGlides(
                    Glide.level(from.faderDb(), to.faderDb()),
                    Glide.straight(from.trimDb(), to.trimDb()),
                    Glide.straight(from.pan(), to.pan()),
                    sends);
        }

        StripSettings next(StripSettings present, double share) {
            StripSettings moved = present.withFaderDb(fader.next(present.faderDb(), share))
                    .withTrimDb(trim.next(present.trimDb(), share))
                    .withPan(pan.next(present.pan(), share));
            for (Map.Entry<BusId, SendGlide> send : sends.entrySet()) {
                if (moved.sends().containsKey(send.getKey())) {
                    moved = moved.withSend(
                            send.getKey(), level -> send.getValue().next(level, share));
                }
            }
            return moved;
        }

        /// The settings to arrive at, with what glides as it was.
        static StripSettings begun(StripSettings from, StripSettings to) {
            StripSettings begun =
                    to.withFaderDb(from.faderDb()).withTrimDb(from.trimDb()).withPan(from.pan());
            for (BusId bus : to.sends().keySet()) {
                begun = begun.withSend(bus, _ -> from.send(bus));
            }
            return begun;
        }
    }

    /// Begins a way.
    public Crossfade(RoutingGraph from, RoutingGraph to) {
        this.to = to;
        from.strips().forEach((strip, settings) -> {
            StripSettings wanted = to.strips().get(strip);
            if (wanted != null && !wanted.equals(settings)) {
                strips.put(strip, StripGlides.of(settings, wanted));
            }
        });
        from.buses().forEach((bus, settings) -> {
            BusSettings wanted = to.buses().get(bus);
            if (wanted != null && wanted.faderDb() != settings.faderDb()) {
                buses.put(bus, Glide.level(settings.faderDb(), wanted.faderDb()));
            }
        });
        from.vcas().forEach((name, group) -> {
            VcaGroup wanted = to.vcas().get(name);
            if (wanted != null && wanted.faderDb() != group.faderDb()) {
                vcas.put(name, Glide.level(group.faderDb(), wanted.faderDb()));
            }
        });
    }

    /// The first step: everything that does not glide.
    ///
    /// @param now the desk as it was when the way began
    public RoutingGraph begun(RoutingGraph now) {
        Map<StripId, StripSettings> begunStrips = new LinkedHashMap<>(to.strips());
        strips.keySet()
                .forEach(strip -> begunStrips.computeIfPresent(
                        strip, (id, settings) -> StripGlides.begun(now.strip(id), settings)));
        Map<BusId, BusSettings> begunBuses = new LinkedHashMap<>(to.buses());
        buses.keySet()
                .forEach(bus -> begunBuses.computeIfPresent(
                        bus, (id, settings) -> settings.withFaderDb(now.bus(id).faderDb())));
        Map<String, VcaGroup> begunVcas = new LinkedHashMap<>(to.vcas());
        vcas.keySet()
                .forEach(vca -> begunVcas.computeIfPresent(
                        vca, (name, group) -> group.withFaderDb(now.vca(name).faderDb())));
        return new RoutingGraph(begunStrips, begunBuses, begunVcas, to.links(), now.soloed(), now.listened());
    }

    /// A further step.
    ///
    /// @param now the desk as it stands
    /// @param share how much of the way is to be done, 0 to 1; with 1 it is over
    public RoutingGraph at(RoutingGraph now, double share) {
        Map<StripId, StripSettings> movedStrips = new LinkedHashMap<>(now.strips());
        strips.forEach(
                (strip, glides) -> movedStrips.computeIfPresent(strip, (_, settings) -> glides.next(settings, share)));
        Map<BusId, BusSettings> movedBuses = new LinkedHashMap<>(now.buses());
        buses.forEach((bus, glide) -> movedBuses.computeIfPresent(
                bus, (_, settings) -> settings.withFaderDb(glide.next(settings.faderDb(), share))));
        Map<String, VcaGroup> movedVcas = new LinkedHashMap<>(now.vcas());
        vcas.forEach((vca, glide) ->
                movedVcas.computeIfPresent(vca, (_, group) -> group.withFaderDb(glide.next(group.faderDb(), share))));
        return new RoutingGraph(movedStrips, movedBuses, movedVcas, now.links(), now.soloed(), now.listened());
    }
}
