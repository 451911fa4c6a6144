package tutti.console.mixer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which strips move together. Picking one picks it alone; adding adds or takes away; extending picks all from the one
/// that was picked last.
///
/// Thread: ui.
public final class Selection {
    private final Supplier<List<ChannelModel>> row;
    private final List<ChannelModel> channels = new ArrayList<>();
    private @Nullable ChannelModel anchor;

    Selection(Supplier<List<ChannelModel>> row) {
        this.row = row;
    }

    /// The selected ones.
    public List<ChannelModel> channels() {
        return List.copyOf(channels);
    }

    /// This one alone; none if it was so already.
    public void pick(ChannelModel channel) {
        boolean wasAlone = channels.equals(List.of(channel));
        clear();
        if (!wasAlone) {
            add(channel);
        }
    }

    /// This one too, or not any more.
    public void toggle(ChannelModel channel) {
        if (channels.remove(channel)) {
            channel.select(false);
        } else {
            add(channel);
        }
    }

    /// All from the one that came last to this one.
    public void extend(ChannelModel channel) {
        List<ChannelModel> all = row.get();
        int from = anchor == null ? -1 : all.indexOf(anchor);
        int to = all.indexOf(channel);
        if (from < 0 || to < 0) {
            add(channel);
            return;
        }
        all.subList(Math.min(from, to), Math.max(from, to) + 1).forEach(this::join);
    }

    /// All in sight.
    public void all() {
        row.get().forEach(this::join);
    }

    /// None.
    public void clear() {
        channels.forEach(channel -> channel.select(false));
        channels.clear();
        anchor = null;
    }

    void keepOnly(Collection<ChannelModel> present) {
        List<ChannelModel> gone =
                channels.stream().filter(channel -> !present.contains(channel)).toList();
        gone.forEach(this::toggle);
    }

    private void add(ChannelModel channel) {
        join(channel);
        anchor = channel;
    }

    private void join(ChannelModel channel) {
        if (!channels.contains(channel)) {
            channels.add(channel);
            channel.select(true);
        }
    }
}
