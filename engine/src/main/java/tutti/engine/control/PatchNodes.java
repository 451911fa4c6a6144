package tutti.engine.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.Patchbay;
import tutti.engine.driver.cables.Cable;

/// The patchbay as nodes, from which a matrix can be drawn: `/patch/source/PORT` for what gives sound, with the names
/// of
/// all ports that it is plugged into, `/patch/sink/PORT` for what takes it, and the commands `/patch/connect` and
/// `/patch/disconnect`. PORT is the full name of the port as [Address#name] writes it.
///
/// The graph is read anew when the driver has heard of a change. Thread: [#show] one at a time, the nodes any.
public final class PatchNodes {
    /// Between the two names of a cable, in commands.
    static final String ARROW = " > ";

    private static final int MAX_PORT_NAME = 400;
    private static final int MAX_CABLE = 2 * MAX_PORT_NAME + ARROW.length();
    private static final int MAX_CABLES = 16_000;

    private final ControlTree tree;
    private final Patchbay patchbay;
    private final Map<String, ControlTree.Mounted> mounted = new HashMap<>();
    private volatile Map<String, String> plugged = Map.of();
    private volatile Patchbay.Graph graph = Patchbay.Graph.EMPTY;
    private long shownRevision = -1;

    /// Declares what there is.
    public PatchNodes(ControlTree tree, Patchbay patchbay) {
        this.tree = tree;
        this.patchbay = patchbay;
        tree.mount(Leaf.text("/patch/connect", MAX_CABLE)
                .help("Plugs a cable in: the names of a source and of a sink, with \" > \" between.")
                .obey(words -> obey(words, patchbay::connect)));
        tree.mount(Leaf.text("/patch/disconnect", MAX_CABLE)
                .help("Pulls a cable out: the names of a source and of a sink, with \" > \" between.")
                .obey(words -> obey(words, patchbay::disconnect)));
        tree.mount(Leaf.count("/patch/left_out")
                .help("Ports that are not shown, because there are more than " + Patchbay.MAX_PORTS + ".")
                .bind(() -> graph.leftOut()));
        show();
    }

    private void obey(String words, Consumer<Cable> what) {
        Set<String> names = graph.ports().stream().map(Patchbay.Port::name).collect(Collectors.toSet());
        // A port's name may have an arrow in it, too.
        for (int at = words.indexOf(ARROW); at >= 0; at = words.indexOf(ARROW, at + 1)) {
            Cable cable = new Cable(words.substring(0, at), words.substring(at + ARROW.length()));
            if (names.contains(cable.source()) && names.contains(cable.destination())) {
                plug(cable, what);
                return;
            }
        }
        throw new IllegalArgumentException(
                "It takes the names of two ports that are there, with \"" + ARROW + "\" between.");
    }

    private static void plug(Cable cable, Consumer<Cable> what) {
        try {
            what.accept(cable);
        } catch (DriverException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }

    /// From now on the nodes show how everything is plugged; those of new ports come, those of lost ones go.
    public void show() {
        long revision = patchbay.revision();
        if (revision == shownRevision) {
            return;
        }
        shownRevision = revision;
        Patchbay.Graph now = patchbay.graph();
        plugged = now.cables().stream()
                .collect(Collectors.groupingBy(
                        Cable::source, Collectors.mapping(Cable::destination, Collectors.joining("\n"))));
        graph = now;
        Map<String, Patchbay.Port> wanted = new HashMap<>();
        now.ports().forEach(port -> wanted.put(address(port), port));
        Set<String> gone = new HashSet<>(mounted.keySet());
        gone.removeAll(wanted.keySet());
        gone.forEach(at -> Optional.ofNullable(mounted.remove(at)).ifPresent(ControlTree.Mounted::close));
        wanted.forEach((at, port) -> {
            if (Address.isAddress(at + "/physical")) {
                mounted.computeIfAbsent(at, _ -> tree.mount(at, port(at, port)));
            }
        });
    }

    private static String address(Patchbay.Port port) {
        return "/patch/" + (port.isSource() ? "source/" : "sink/") + Address.name(port.name());
    }

    private List<Leaf> port(String at, Patchbay.Port port) {
        List<Leaf> leaves = new ArrayList<>(List.of(
                Leaf.text(at + "/name", MAX_PORT_NAME)
                        .help("Its full name in the sound server's graph.")
                        .bind(port::name),
                Leaf.toggle(at + "/midi")
                        .help("Whether it carries MIDI instead of sound.")
                        .bind(port::isMidi),
                Leaf.toggle(at + "/physical")
                        .help("Whether it is the sound card's, or a MIDI device's.")
                        .bind(port::isPhysical)));
        if (port.isSource()) {
            leaves.add(Leaf.text(at + "/to", MAX_CABLES)
                    .help("The names of the ports that it is plugged into, one a line.")
                    .bind(() -> plugged.getOrDefault(port.name(), "")));
        }
        return leaves;
    }
}
