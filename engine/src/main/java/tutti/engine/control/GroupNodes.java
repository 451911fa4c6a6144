package tutti.engine.control;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tutti.engine.control.tree.GainPair;
import tutti.engine.control.tree.Leaf;
import tutti.engine.desk.Desk;
import tutti.engine.desk.FaderTaper;
import tutti.engine.desk.RoutingGraph;
import tutti.engine.desk.StripId;
import tutti.engine.desk.VcaGroup;

/// What can be seen and moved of groups: VCA groups, whose level is added to their members', and linked faders, which
/// move together.
final class GroupNodes {
    private final Desk desk;

    GroupNodes(Desk desk) {
        this.desk = desk;
    }

    private RoutingGraph graph() {
        return desk.view().graph();
    }

    /// The leaves of a VCA group but its members.
    List<Leaf> vca(String at, String name) {
        Supplier<VcaGroup> group = () -> graph().vca(name);
        List<Leaf> gain = GainPair.of(
                at,
                FaderTaper.TOP_DB,
                "the level of the group " + name,
                DeskTaper.OF_DESK,
                () -> group.get().faderDb(),
                db -> desk.vca(name, g -> g.withFaderDb(db)));
        Leaf shown = Leaf.text(at + "/name", Readings.MAX_TEXT)
                .help("What the group is called.")
                .bind(() -> name);
        Leaf mute = Leaf.toggle(at + "/mute")
                .initial(false)
                .help("Mutes the group's strips.")
                .bind(() -> group.get().muted(), on -> desk.vca(name, g -> g.withMuted(on)));
        return Stream.concat(gain.stream(), Stream.of(shown, mute)).toList();
    }

    /// Whether a strip is in a VCA group.
    Leaf vcaMember(String at, String name, StripId strip) {
        return Leaf.toggle(at)
                .initial(false)
                .help("Whether " + strip + " obeys the group " + name + ".")
                .bind(
                        () -> graph().strip(strip).vcas().contains(name),
                        on -> desk.strip(strip, s -> s.withVca(name, on)));
    }

    /// Whether a strip's fader is linked in a group.
    Leaf linkMember(String at, String name, StripId strip) {
        return Leaf.toggle(at)
                .initial(false)
                .help("Whether the fader of " + strip + " moves with the group " + name + ".")
                .bind(() -> name.equals(graph().linkOf(strip)), on -> link(name, strip, on));
    }

    private void link(String name, StripId strip, boolean isMember) {
        boolean wasMember = name.equals(graph().linkOf(strip));
        if (isMember != wasMember) {
            desk.link(strip, isMember ? name : null);
        }
    }
}
