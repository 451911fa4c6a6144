package tutti.engine.control;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.desk.BusId;
import tutti.engine.desk.Desk;
import tutti.engine.desk.DeskView;
import tutti.engine.desk.RoutingGraph;
import tutti.engine.desk.StripId;
import tutti.engine.scene.DeskKeeper;

/// The mixing desk as nodes: `/strip/PLAYER/TRACK` for what others play, `/own/TRACK` for what is played here, `/click`
/// and `/playback`, each with its sends in `send/BUS`; `/bus/NAME`; `/vca/NAME` and `/link/NAME`, each with a switch
/// for every strip in `member`, where a strip's address follows; `/scene` and `/latency`; and `/desk` for what
/// else concerns all.
///
/// Strips, buses and groups are there as long as they are on the desk; a link group is as long as it has members.
/// Levels are those since the last [#show].
///
/// Thread: [#show] one at a time, the nodes any.
public final class DeskNodes {
    private static final int MAX_NAME_CHARS = 32;
    private static final int MAX_AWAY_CHARS = 16_384;

    /// The strips that are away are named up to this number, those that came last.
    private static final int MAX_AWAY = 48;

    private final ControlTree tree;
    private final Desk desk;
    private final StripNodes strips;
    private final BusNodes buses;
    private final GroupNodes groups;
    private final LatencyNodes latency;
    private final Map<String, ControlTree.Mounted> mounted = new HashMap<>();
    private final Map<String, Levels> levels = new HashMap<>();
    private long shownRevision = -1;

    /// Declares what there is.
    ///
    /// @param keeper the desk's
    public DeskNodes(ControlTree tree, Desk desk, DeskKeeper keeper) {
        this.tree = tree;
        this.desk = desk;
        latency = new LatencyNodes(keeper.latency());
        strips = new StripNodes(desk);
        buses = new BusNodes(desk);
        groups = new GroupNodes(desk);
        tree.mount("/desk", desk());
        tree.mount("/scene", new SceneNodes(keeper.scenes()).leaves());
        tree.mount("/latency", latency.leaves());
        show();
    }

    private RoutingGraph graph() {
        return desk.view().graph();
    }

    private List<Leaf> desk() {
        return List.of(
                Leaf.command("/desk/clear_solos")
                        .help("Ends every solo and every pre-fader listening.")
                        .bind(desk::clearSolos),
                Leaf.toggle("/desk/soloed")
                        .help("Whether any strip is soloed or listened to before its fader.")
                        .bind(() -> !graph().soloed().isEmpty()
                                || !graph().listened().isEmpty()),
                Leaf.text("/desk/add_bus", MAX_NAME_CHARS)
                        .help("Adds a bus of this name, with ports; up to " + RoutingGraph.MAX_NAMED_BUSES + ".")
                        .obey(name -> Asked.ofDriver(() -> desk.addBus(new BusId(name)))),
                Leaf.text("/desk/remove_bus", MAX_NAME_CHARS)
                        .help("Removes the bus of this name, its ports, and what is sent to it.")
                        .obey(name -> desk.removeBus(new BusId(name))),
                Leaf.text("/desk/add_vca", MAX_NAME_CHARS)
                        .help("Adds a VCA group of this name; up to " + RoutingGraph.MAX_GROUPS + ".")
                        .obey(this::addVca),
                Leaf.text("/desk/remove_vca", MAX_NAME_CHARS)
                        .help("Removes the VCA group of this name; its members' faders stay where they are.")
                        .obey(desk::removeVca),
                Leaf.text("/desk/away", MAX_AWAY_CHARS)
                        .help("The addresses of strips that are not here and keep their settings for their return, one"
                                + " a line, the latest " + MAX_AWAY + ".")
                        .bind(this::away),
                Leaf.text("/desk/forget", Address.MAX_CHARS)
                        .help("Forgets the settings of the strip with this address, which must not be here.")
                        .obey(this::forget));
    }

    private void addVca(String name) {
        if (graph().vcas().containsKey(name)) {
            throw new IllegalArgumentException("There is a group called \"" + name + "\" already.");
        }
        desk.vca(name, group -> group);
    }

    private String away() {
        DeskView view = desk.view();
        List<StripId> absent = view.graph().strips().keySet().stream()
                .filter(strip -> !view.present().contains(strip))
                .toList();
        return absent.stream()
                .skip(Math.max(0, absent.size() - MAX_AWAY))
                .map(StripNodes::address)
                .collect(Collectors.joining("\n"));
    }

    private void forget(String address) {
        desk.forget(graph().strips().keySet().stream()
                .filter(strip -> StripNodes.address(strip).equals(address))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no strip " + address + ".")));
    }

    /// Reads the meters, and lets nodes come and go with what they belong to.
    public void show() {
        DeskView view = desk.view();
        if (view.revision() != shownRevision) {
            shownRevision = view.revision();
            renew(wanted(view));
        }
        levels.values().forEach(Levels::read);
    }

    /// What is to stand in the tree, by the branch that it stands in.
    private Map<String, Supplier<Collection<Leaf>>> wanted(DeskView view) {
        RoutingGraph graph = view.graph();
        Map<String, Supplier<Collection<Leaf>>> wanted = new HashMap<>();
        for (BusId bus : graph.buses().keySet()) {
            String at = "/bus/" + bus.name();
            wanted.put(at, () -> buses.bus(at, bus, metered(at, new Levels.OfBus(desk.meter(bus)))));
        }
        for (String vca : graph.vcas().keySet()) {
            String at = "/vca/" + Address.name(vca);
            wanted.put(at, () -> groups.vca(at, vca));
        }
        for (StripId strip : view.present()) {
            String at = StripNodes.address(strip);
            wanted.put(at, () -> strips.strip(at, strip, metered(at, new Levels.OfStrip(desk.meter(strip)))));
            wanted.put(at + "/latency", () -> latency.strip(at, strip));
            graph.buses().keySet().stream()
                    .filter(bus -> !bus.equals(BusId.PFL))
                    .forEach(bus -> {
                        String send = at + "/send/" + bus.name();
                        wanted.put(send, () -> strips.send(send, strip, bus));
                    });
            for (String vca : graph.vcas().keySet()) {
                String member = "/vca/" + Address.name(vca) + "/member" + at;
                wanted.put(member, () -> List.of(groups.vcaMember(member, vca, strip)));
            }
            for (String link : graph.links().keySet()) {
                String member = "/link/" + Address.name(link) + "/member" + at;
                wanted.put(member, () -> List.of(groups.linkMember(member, link, strip)));
            }
        }
        return wanted;
    }

    private <L extends Levels> L metered(String at, L meter) {
        levels.put(at, meter);
        return meter;
    }

    private void renew(Map<String, Supplier<Collection<Leaf>>> wanted) {
        Set<String> gone = new HashSet<>(mounted.keySet());
        gone.removeAll(wanted.keySet());
        Map<String, Collection<Leaf>> added = new HashMap<>();
        wanted.forEach((at, leaves) -> {
            if (!mounted.containsKey(at)) {
                added.put(at, leaves.get());
            }
        });
        if (gone.isEmpty() && added.isEmpty()) {
            return;
        }
        List<ControlTree.Mounted> leaving =
                gone.stream().map(mounted::get).filter(Objects::nonNull).toList();
        Map<String, ControlTree.Mounted> arrived = tree.exchange(leaving, added);
        mounted.keySet().removeAll(gone);
        levels.keySet().removeAll(gone);
        mounted.putAll(arrived);
    }
}
