package tutti.engine.desk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.AudioDriver;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.driver.RetiredPorts;
import tutti.engine.mix.LevelMeter;
import tutti.engine.mix.LoudnessMeter;
import tutti.engine.mix.ProcessCycle;
import tutti.engine.send.CaptureTap;

/// One player's mixing desk: strips, buses, groups, solos. It owns the buses' ports, and is the only one that puts
/// plans before the callback.
///
/// Every edit makes another [RoutingGraph] by value and compiles it at once, so that one edit, however much it
/// changes, takes effect between two periods, and all its factors begin to glide together. What cannot be is
/// refused in a sentence, and then nothing has changed.
///
/// Threads: [#view], meters and loudness can be had by any thread but the callback and do not wait for edits (a
/// reader of meters belongs to one thread). Edits lock the desk for as long as a plan takes to compile, some tens of
/// microseconds; they may come from any thread but the callback. The conductor arranges strips holding its own lock,
/// so whoever holds the desk's must not ask the conductor for anything: the desk itself never does. RT-safe: no.
public final class Desk {
    private final AudioDriver driver;
    private final ProcessCycle cycle;
    private final RetiredPorts retired = new RetiredPorts();
    private final Map<BusId, List<PlaybackPort>> ports = new LinkedHashMap<>();
    private final List<DeskListener> listeners = new CopyOnWriteArrayList<>();

    /// What others than the conductor have put in strips.
    private final Map<StripId, StripInput> attached = new LinkedHashMap<>();

    private Map<StripId, StripInput> arranged = Map.of();
    private volatile Map<StripId, Double> paddingMs = Map.of();
    private @Nullable CaptureTap tap;
    private PlanCompiler compiler;
    private volatile DeskView view = new DeskView(0, RoutingGraph.initial(), Set.of());
    private volatile Map<StripId, LevelMeter> stripMeters = Map.of();
    private volatile Map<BusId, PlanCompiler.LiveBus> mixedBuses = Map.of();

    /// Opens the monitor's ports.
    ///
    /// @throws DriverException if they cannot be opened
    public Desk(AudioDriver driver, ProcessCycle cycle) {
        this.driver = driver;
        this.cycle = cycle;
        compiler = new PlanCompiler(driver.format());
        renewPorts(view.graph());
    }

    /// How everything stands. Thread: any. Does not lock.
    public DeskView view() {
        return view;
    }

    /// Tells of every change from now on.
    public void listen(DeskListener listener) {
        listeners.add(listener);
    }

    /// Tells no more.
    public void forget(DeskListener listener) {
        listeners.remove(listener);
    }

    /// Edits anything, and as much as one likes at once.
    ///
    /// @param change is given the graph as it stands; it must be quick, as the desk is locked
    /// @throws IllegalArgumentException with a sentence, if there cannot be such a desk
    /// @throws DriverException with a sentence, if a bus can get no ports
    public void edit(UnaryOperator<RoutingGraph> change) {
        DeskView now;
        synchronized (this) {
            RoutingGraph before = view.graph();
            RoutingGraph changed = change.apply(before);
            if (changed.equals(before)) {
                return;
            }
            renewPorts(changed);
            publish(changed);
            now = view;
        }
        tell(now);
    }

    private void tell(DeskView now) {
        listeners.forEach(listener -> listener.onChange(now));
    }

    /// Sets anything of a strip but its fader, for example `strip(bob, s -> s.withPan(-0.3))`. Throws as [#edit].
    public void strip(StripId strip, UnaryOperator<StripSettings> change) {
        edit(graph -> graph.withStrip(strip, change));
    }

    /// Moves a fader, and those that are linked to it. Throws as [#edit].
    ///
    /// @param faderDb -144 (silence) to +10 dB
    public void fader(StripId strip, double faderDb) {
        edit(graph -> graph.withFader(strip, faderDb));
    }

    /// Mutes a strip or not. Throws as [#edit].
    public void mute(StripId strip, boolean isMuted) {
        strip(strip, settings -> settings.withMuted(isMuted));
    }

    /// Solos a strip in the monitor or not. Throws as [#edit].
    public void solo(StripId strip, boolean isSoloed) {
        edit(graph -> graph.withSolo(strip, isSoloed));
    }

    /// Listens to a strip before its fader or not: as long as any is, the monitor plays the `pfl` bus in place of
    /// its own mix. Throws as [#edit].
    public void listenTo(StripId strip, boolean isListened) {
        edit(graph -> graph.withListening(strip, isListened));
    }

    /// Ends every solo and every pre-fader listening.
    public void clearSolos() {
        edit(RoutingGraph::withoutSolos);
    }

    /// Sets what goes from a strip to a bus. Throws as [#edit].
    public void send(StripId strip, BusId bus, UnaryOperator<Send> change) {
        strip(strip, settings -> settings.withSend(bus, change));
    }

    /// Sets anything of a bus. Throws as [#edit].
    public void bus(BusId bus, UnaryOperator<BusSettings> change) {
        edit(graph -> graph.withBus(bus, change));
    }

    /// Adds a bus, with ports. Throws as [#edit].
    public void addBus(BusId bus) {
        edit(graph -> graph.withBus(bus));
    }

    /// Removes a bus that was added, and its ports. Throws as [#edit].
    public void removeBus(BusId bus) {
        edit(graph -> graph.withoutBus(bus));
    }

    /// Sets a VCA group, which is made if there is none. Throws as [#edit].
    public void vca(String name, UnaryOperator<VcaGroup> change) {
        edit(graph -> graph.withVca(name, change.apply(graph.vcas().getOrDefault(name, VcaGroup.UNITY))));
    }

    /// Removes a VCA group. Throws as [#edit].
    public void removeVca(String name) {
        edit(graph -> graph.withoutVca(name));
    }

    /// Links a strip's fader to those of a group, or to none. Throws as [#edit].
    public void link(StripId strip, @Nullable String group) {
        edit(graph -> graph.withLink(strip, group));
    }

    /// Forgets a strip that is not here. Throws as [#edit].
    public void forget(StripId strip) {
        edit(graph -> {
            if (inputs().containsKey(strip)) {
                throw new IllegalArgumentException(strip + " is here, so it cannot be forgotten.");
            }
            return graph.withoutStrip(strip);
        });
    }

    /// A reader of a strip's meter, whether or not it is here now.
    public MeterReader meter(StripId strip) {
        return new MeterReader(() -> stripMeters.get(strip));
    }

    /// A reader of a bus's meter, whether or not it is mixed now.
    public MeterReader meter(BusId bus) {
        return new MeterReader(() -> {
            PlanCompiler.LiveBus live = mixedBuses.get(bus);
            return live == null ? null : live.bus().meter();
        });
    }

    /// How loud a bus is, behind its limiter; empty if it is not mixed.
    public Optional<LoudnessMeter.Loudness> loudness(BusId bus) {
        return Optional.ofNullable(mixedBuses.get(bus))
                .map(live -> live.loudness().loudness());
    }

    /// Begins the integrated loudness of a bus anew.
    public void restartLoudness(BusId bus) {
        Optional.ofNullable(mixedBuses.get(bus))
                .ifPresent(live -> live.loudness().restart());
    }

    /// Puts sound into a strip that is not the conductor's, such as the click, in place of what was there.
    ///
    /// @param input must bear every format that a driver can have
    public void attach(StripId strip, StripInput input) {
        rearrange(() -> attached.put(strip, input));
    }

    /// Takes it out again; whoever attached it has let it fade.
    public void detach(StripId strip) {
        rearrange(() -> attached.remove(strip));
    }

    /// Says what the driver and the peers give. Thread: the conductor.
    ///
    /// @param newTap null if nothing is sent
    /// @param format the driver's; if it is another one, all sound in flight is dropped
    /// @param inputs for that format
    public void arrange(@Nullable CaptureTap newTap, DriverFormat format, Map<StripId, StripInput> inputs) {
        rearrange(() -> {
            tap = newTap;
            arranged = new LinkedHashMap<>(inputs);
            if (!format.equals(compiler.format())) {
                compiler = new PlanCompiler(format);
            }
        });
    }

    /// Mixes strips later, besides the delay that is set on them, and all others no later: see [LatencyMatch], which
    /// alone does it.
    ///
    /// @param newPaddingMs 0 to [LatencySettings#MAX_TARGET_MS] by strip
    void pad(Map<StripId, Double> newPaddingMs) {
        if (!newPaddingMs.equals(paddingMs)) {
            rearrange(() -> paddingMs = Map.copyOf(newPaddingMs));
        }
    }

    /// By how much a strip is mixed later besides the delay that is set on it.
    double paddingMs(StripId strip) {
        return paddingMs.getOrDefault(strip, 0.0);
    }

    /// The driver's, as plans are made for it.
    synchronized DriverFormat format() {
        return compiler.format();
    }

    private void rearrange(Runnable change) {
        DeskView before;
        DeskView now;
        synchronized (this) {
            before = view;
            change.run();
            publish(withRoomFor(inputs().keySet()));
            now = view;
        }
        if (!now.present().equals(before.present()) || !now.graph().equals(before.graph())) {
            tell(now);
        }
    }

    private Map<StripId, StripInput> inputs() {
        Map<StripId, StripInput> all = new LinkedHashMap<>(arranged);
        all.putAll(attached);
        return all;
    }

    /// The graph with all these strips; where there is no room, those that have been away for longest are forgotten.
    private RoutingGraph withRoomFor(Set<StripId> present) {
        RoutingGraph graph = view.graph();
        for (StripId strip : present) {
            if (!graph.strips().containsKey(strip) && graph.strips().size() == RoutingGraph.MAX_STRIPS) {
                Optional<StripId> oldest = graph.strips().keySet().stream()
                        .filter(known -> !present.contains(known))
                        .findFirst();
                graph = oldest.isEmpty() ? graph : graph.withoutStrip(oldest.get());
            }
            graph = graph.withStrip(strip);
        }
        return graph;
    }

    private void publish(RoutingGraph graph) {
        Map<StripId, StripInput> inputs = inputs();
        cycle.plan(compiler.compile(graph, inputs, paddingMs, ports, tap));
        retired.onPlan(driver.cycles());
        Map<StripId, LevelMeter> meters = new LinkedHashMap<>();
        compiler.strips().forEach((id, live) -> meters.put(id, live.strip().meter()));
        stripMeters = meters;
        mixedBuses = new LinkedHashMap<>(compiler.buses());
        Set<StripId> present = new LinkedHashSet<>(inputs.keySet());
        view = new DeskView(view.revision() + 1, graph, Collections.unmodifiableSet(present));
    }

    /// Opens and retires ports, or changes nothing.
    private void renewPorts(RoutingGraph graph) {
        Map<BusId, List<PlaybackPort>> opened = new LinkedHashMap<>();
        try {
            graph.buses().forEach((bus, settings) -> {
                if (settings.patched() && !ports.containsKey(bus)) {
                    List<PlaybackPort> pair = new ArrayList<>();
                    opened.put(bus, pair);
                    pair.add(openPort(bus + "_1"));
                    pair.add(openPort(bus + "_2"));
                }
            });
        } catch (DriverException refused) {
            opened.values().forEach(pair -> pair.forEach(PlaybackPort::close));
            throw refused;
        }
        for (BusId bus : List.copyOf(ports.keySet())) {
            BusSettings settings = graph.buses().get(bus);
            if (settings == null || !settings.patched()) {
                retired.retire(Objects.requireNonNull(ports.remove(bus)));
            }
        }
        ports.putAll(opened);
    }

    private PlaybackPort openPort(String name) {
        return retired.takeBack(name).orElseGet(() -> driver.openPlayback(name));
    }

    /// Does what only time makes due: closes ports, takes in loudness. Thread: the conductor.
    ///
    /// @return how much was done
    public int tidyUp() {
        mixedBuses.values().forEach(live -> live.loudness().update());
        synchronized (this) {
            return retired.closeDue(driver.cycles());
        }
    }
}
