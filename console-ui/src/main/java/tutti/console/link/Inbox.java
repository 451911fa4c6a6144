package tutti.console.link;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tutti.engine.control.client.LinkEars;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Value;

/// The handoff from the link's thread to the screen's: not what happened, but what is different from what was drained
/// last. So it takes no more room when nobody looks for an hour than when somebody looks at every pulse.
///
/// It holds at most [#MAX_NODES] nodes; further ones are not taken, and counted. Values of nodes that nobody has
/// announced are dropped.
///
/// Thread: the ears the link's, [#drain] any other one; neither waits for longer than it takes to exchange references.
public final class Inbox implements LinkEars {
    /// More than the largest ensemble has: 64 strips with 18 sends each are about 6,000.
    static final int MAX_NODES = 20_000;

    private final Object lock = new Object();

    /// Those that the engine has, by the last that was heard.
    private final Set<String> known = new HashSet<>();

    /// Those that the mirror has been told of.
    private final Set<String> shown = new HashSet<>();

    private News news = new News();
    private long numRefused;

    @Override
    public void onHere(String name) {
        synchronized (lock) {
            news.here = name;
        }
    }

    @Override
    public void onAdded(List<RemoteNode> nodes) {
        synchronized (lock) {
            for (RemoteNode node : nodes) {
                if (known.size() < MAX_NODES || known.contains(node.address())) {
                    known.add(node.address());
                    news.added.put(node.address(), node);
                } else {
                    numRefused++;
                }
            }
        }
    }

    @Override
    public void onRemoved(List<String> addresses) {
        synchronized (lock) {
            for (String address : addresses) {
                known.remove(address);
                news.added.remove(address);
                news.values.remove(address);
                if (shown.contains(address)) {
                    news.removed.add(address);
                }
            }
        }
    }

    @Override
    public void onValue(String address, Value value) {
        synchronized (lock) {
            if (known.contains(address)) {
                news.values.put(address, value);
            }
        }
    }

    @Override
    public void onAway(String why) {
        synchronized (lock) {
            // Nothing of what has not been told yet is true any more.
            news = new News();
            news.away = why;
            known.clear();
            shown.clear();
        }
    }

    /// Tells all that is different since the last call: first that the engine was away, then that it is here, then
    /// which
    /// nodes are gone, which are new, and what values they have.
    ///
    /// @param mirror is told in this thread
    /// @return whether there was anything to tell
    public boolean drain(LinkEars mirror) {
        News latest;
        synchronized (lock) {
            if (news.isEmpty()) {
                return false;
            }
            latest = news;
            news = new News();
            shown.removeAll(latest.removed);
            shown.addAll(latest.added.keySet());
        }
        if (latest.away != null) {
            mirror.onAway(latest.away);
        }
        if (latest.here != null) {
            mirror.onHere(latest.here);
        }
        if (!latest.removed.isEmpty()) {
            mirror.onRemoved(List.copyOf(latest.removed));
        }
        if (!latest.added.isEmpty()) {
            mirror.onAdded(List.copyOf(latest.added.values()));
        }
        latest.values.forEach(mirror::onValue);
        return true;
    }

    /// Nodes that were beyond the limit.
    public long numRefused() {
        synchronized (lock) {
            return numRefused;
        }
    }

    /// What is different. Its owner is whoever took it out of the lock.
    private static final class News {
        private final Set<String> removed = new LinkedHashSet<>();
        private final Map<String, RemoteNode> added = new LinkedHashMap<>();
        private final Map<String, Value> values = new HashMap<>();
        private @Nullable String away;
        private @Nullable String here;

        boolean isEmpty() {
            return away == null && here == null && removed.isEmpty() && added.isEmpty() && values.isEmpty();
        }
    }
}
