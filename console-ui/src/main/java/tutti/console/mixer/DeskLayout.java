package tutti.console.mixer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where strips stand and which are hidden, by their branches, so that a strip that comes back finds its place. Strips
/// do not move when others come: a new one goes to the end of its kind.
///
/// Thread: ui.
public final class DeskLayout {
    private final List<String> order = new ArrayList<>();
    private final Set<String> hidden = new HashSet<>();

    /// Gives the ones that are new their places and says in which order these stand.
    List<ChannelId> arranged(Collection<ChannelId> channels) {
        Map<String, Integer> places = new HashMap<>();
        channels.stream()
                .map(ChannelId::branch)
                .filter(branch -> !order.contains(branch))
                .forEach(order::add);
        for (int place = 0; place < order.size(); place++) {
            places.put(order.get(place), place);
        }
        return channels.stream()
                .sorted(Comparator.comparing(ChannelId::kind).thenComparing(id -> places.get(id.branch())))
                .toList();
    }

    /// Lets these stand in this order, in the places that they have among all.
    void reorder(List<ChannelId> channels) {
        List<Integer> places = channels.stream()
                .map(channel -> order.indexOf(channel.branch()))
                .sorted()
                .toList();
        for (int at = 0; at < places.size(); at++) {
            order.set(places.get(at), channels.get(at).branch());
        }
    }

    void hide(ChannelId channel, boolean isHidden) {
        if (isHidden) {
            hidden.add(channel.branch());
        } else {
            hidden.remove(channel.branch());
        }
    }

    boolean isHidden(ChannelId channel) {
        return hidden.contains(channel.branch());
    }

    /// As lines to be kept until next time: a branch each, in order, the hidden ones with a `-` before them.
    public List<String> lines() {
        return order.stream()
                .map(branch -> hidden.contains(branch) ? "-" + branch : branch)
                .toList();
    }

    /// What [#lines] wrote; what is no branch is passed over.
    public static DeskLayout of(Collection<String> lines) {
        DeskLayout layout = new DeskLayout();
        for (String line : lines) {
            String branch = line.startsWith("-") ? line.substring(1) : line;
            if (branch.startsWith("/") && !layout.order.contains(branch)) {
                layout.order.add(branch);
                if (line.startsWith("-")) {
                    layout.hidden.add(branch);
                }
            }
        }
        return layout;
    }
}
