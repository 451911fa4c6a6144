package tutti.engine.control.client;

import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tutti.engine.control.osc.OscReader;
import tutti.engine.control.osc.OscWriter;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.Value;

/// A line to an engine through its OSCQuery door: everything of the tree, and every change, by one subscription.
///
///     Connecting -> Here -> Waiting -> Connecting ...      Waiting is between two attempts: 0, 0.25, 0.5, 1, 2, 2 ...
/// s
///     any -> Closed                                        by [#close]
///
/// The nodes are read over HTTP when the line is there and when the engine says that some have come or gone; values
/// come
/// over the WebSocket afterwards, so that what was told last is always the newest. What is to be set waits in a queue
/// of
/// [#MAX_WAITING]; of several levels for one node in a row the last one counts.
///
/// Thread: any; the ears are called on `tutti-query-link`.
public final class QueryLink implements EngineLink {
    /// How much may wait to be sent.
    static final int MAX_WAITING = 1_024;

    private static final int MAX_PACKET_BYTES = 8_192;
    private static final int MAX_TEXT_CHARS = 1_024;
    private static final long FIRST_PAUSE_MS = 250;
    private static final long LONGEST_PAUSE_MS = 2_000;
    private static final long PING_S = 5;

    /// Pings without an answer after which a line is lost.
    private static final int MAX_UNANSWERED = 3;

    /// Beyond so many places where something has come or gone, the whole tree is read.
    private static final int MAX_PLACES = 8;

    private static final String SUBSCRIBE_ALL = "{\"COMMAND\":\"TUTTI_SUBSCRIBE\",\"DATA\":\"//*\"}";

    private final Door door;
    private final LinkEars ears;
    private final HttpClient client;
    private final DoorPages pages;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("tutti-query-link").unstarted(task));

    /// Guarded by itself.
    private final Deque<Setting> outgoing = new ArrayDeque<>();

    private volatile boolean isHere;
    private volatile boolean isClosed;

    // The thread's own.
    private final OscWriter writer = new OscWriter(MAX_PACKET_BYTES);
    private final Map<String, RemoteNode> nodes = new LinkedHashMap<>();

    /// What was told last, but for what was asked to be set since.
    private final Map<String, Value> values = new HashMap<>();

    private final Set<String> places = new TreeSet<>();
    private @Nullable QuerySocket socket;
    private long pauseMs;
    private int unanswered;

    private record Setting(String address, Value value) {}

    private QueryLink(Door door, LinkEars ears) {
        this.door = door;
        this.ears = ears;
        this.client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        this.pages = new DoorPages(client, door);
    }

    /// Begins to connect, and goes on until it is closed.
    public static QueryLink open(Door door, LinkEars ears) {
        QueryLink link = new QueryLink(door, ears);
        link.executor.execute(link::connect);
        var _ = link.executor.scheduleWithFixedDelay(link::ping, PING_S, PING_S, TimeUnit.SECONDS);
        return link;
    }

    @Override
    public boolean offer(String address, Value value) {
        if (!isHere || (value instanceof Value.Text(String text) && text.length() > MAX_TEXT_CHARS)) {
            return false;
        }
        synchronized (outgoing) {
            Setting last = outgoing.peekLast();
            boolean isLevel = last != null
                    && last.address.equals(address)
                    && last.value instanceof Value.Real
                    && value instanceof Value.Real;
            if (isLevel) {
                outgoing.removeLast();
            } else if (outgoing.size() >= MAX_WAITING) {
                return false;
            }
            outgoing.addLast(new Setting(address, value));
        }
        execute(() -> {
            // Even if nothing changes, as when it is refused, that has to be told.
            values.remove(address);
            Optional.ofNullable(socket).ifPresent(QuerySocket::sendNext);
        });
        return true;
    }

    private void execute(Runnable task) {
        if (!isClosed) {
            executor.execute(task);
        }
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        isHere = false;
        executor.execute(() -> {
            Optional.ofNullable(socket).ifPresent(QuerySocket::end);
            client.shutdownNow();
        });
        executor.shutdown();
    }

    // --- The link's thread ------------------------------------------------------------------------------------------

    private void connect() {
        QuerySocket attempt = new QuerySocket(executor, new Heard());
        socket = attempt;
        unanswered = 0;
        attempt.connect(client, door);
    }

    private void ping() {
        QuerySocket present = socket;
        if (present == null || !isHere) {
            return;
        }
        unanswered = present.ping() ? 0 : unanswered + 1;
        if (unanswered >= MAX_UNANSWERED) {
            present.lose("The engine does not answer any more.");
        }
    }

    private void lost(String why) {
        boolean wasHere = isHere;
        isHere = false;
        socket = null;
        nodes.clear();
        values.clear();
        places.clear();
        synchronized (outgoing) {
            outgoing.clear();
        }
        if (isClosed) {
            return;
        }
        long ms = wasHere ? 0 : pauseMs;
        pauseMs = Math.clamp(2 * ms, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
        var _ = executor.schedule(this::connect, ms, TimeUnit.MILLISECONDS);
        ears.onAway(why);
    }

    private void begin(QuerySocket from) {
        from.send(SUBSCRIBE_ALL);
        try {
            String name = pages.hostName();
            List<NodeState> all = pages.nodes(Address.ROOT);
            isHere = true;
            ears.onHere(name.isEmpty() ? door.name() : name);
            learn(Address.ROOT, all);
        } catch (DoorException unanswered) {
            from.lose(String.valueOf(unanswered.getMessage()));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /// Something has come or gone there. Several such places are read at once.
    private void changed(String place) {
        if (places.isEmpty()) {
            execute(this::readPlaces);
        }
        places.add(place);
    }

    private void readPlaces() {
        List<String> news = new ArrayList<>(places);
        places.clear();
        if (news.size() > MAX_PLACES) {
            news = List.of(Address.ROOT);
        }
        String covered = "";
        for (String place : news) {
            // They are sorted, so that what lies within another one follows it.
            if (!covered.isEmpty() && Address.isWithin(place, covered)) {
                continue;
            }
            covered = place;
            try {
                learn(place, pages.nodes(place));
            } catch (DoorException unanswered) {
                Optional.ofNullable(socket).ifPresent(from -> from.lose(String.valueOf(unanswered.getMessage())));
                return;
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// @param there everything that there is within a place
    private void learn(String place, List<NodeState> there) {
        Map<String, NodeState> present = new LinkedHashMap<>();
        there.forEach(each -> present.put(each.node().address(), each));
        Set<String> gone = new HashSet<>();
        nodes.forEach((address, node) -> {
            NodeState now = present.get(address);
            if (Address.isWithin(address, place) && (now == null || !now.node().equals(node))) {
                gone.add(address);
            }
        });
        nodes.keySet().removeAll(gone);
        values.keySet().removeAll(gone);
        List<NodeState> added = present.values().stream()
                .filter(each -> !nodes.containsKey(each.node().address()))
                .toList();
        added.forEach(each -> nodes.put(each.node().address(), each.node()));
        if (!gone.isEmpty()) {
            ears.onRemoved(List.copyOf(gone));
        }
        if (!added.isEmpty()) {
            ears.onAdded(added.stream().map(NodeState::node).toList());
        }
        added.stream()
                .filter(each -> !each.value().equals(Value.NIL))
                .forEach(each -> tell(each.node().address(), each.value()));
    }

    private void tell(String address, Value value) {
        if (!value.equals(values.put(address, value))) {
            ears.onValue(address, value);
        }
    }

    /// What the socket hears.
    private final class Heard implements QuerySocket.Events {
        @Override
        public void onOpen(QuerySocket from) {
            begin(from);
        }

        @Override
        public void onText(String text) {
            PathNews.read(text).ifPresent(QueryLink.this::changed);
        }

        @Override
        public void onPacket(ByteBuffer packet) {
            OscReader.read(packet, (_, address, arguments) -> {
                if (!arguments.isEmpty() && nodes.containsKey(address)) {
                    tell(address, arguments.getFirst());
                }
            });
        }

        @Override
        public @Nullable ByteBuffer nextPacket() {
            writer.clear();
            synchronized (outgoing) {
                for (Setting next = outgoing.peek();
                        next != null && writer.add(next.address, next.value);
                        next = outgoing.peek()) {
                    outgoing.remove();
                }
            }
            return writer.isEmpty() ? null : writer.packet();
        }

        @Override
        public void onLost(QuerySocket from, String why) {
            lost(why);
        }
    }
}
