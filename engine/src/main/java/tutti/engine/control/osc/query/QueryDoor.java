package tutti.engine.control.osc.query;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tutti.engine.control.osc.NodeMessages;
import tutti.engine.control.osc.OscWriter;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.AddressPattern;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Origin;
import tutti.engine.control.tree.Sampler;
import tutti.engine.control.tree.TreeListener;
import tutti.engine.control.tree.Value;

/// What the OSCQuery door does with what comes through WebSockets, without sockets and clocks.
///
/// Subscribers are told what has changed at its pace, the last value only; who is slow is told less often. Everybody is
/// told when nodes come and go (`PATH_ADDED`, `PATH_REMOVED`); when there is too much of it, `PATH_CHANGED` of the root
/// stands for it all. What was asked for in so many words is answered, and whoever lets the answers pile up is sent
/// away.
///
/// Thread: one, but for the listener's methods, which any may call.
final class QueryDoor implements TreeListener {
    static final int MAX_PACKET_BYTES = 8_192;

    /// One for each leaf that a client without our extension may listen to.
    private static final int MAX_SUBSCRIPTIONS = 4_096;

    /// Changes of the tree's shape that wait for the next turn.
    private static final int MAX_CHANGES = 256;

    private static final long PING_NS = 15_000_000_000L;

    private final ControlTree tree;
    private final Sampler sampler;
    private final NodeMessages nodes;
    private final QueryCounters counters;
    private final OscWriter writer = new OscWriter(MAX_PACKET_BYTES);
    private final Map<QueryRecipient, QueryClient> clients = new LinkedHashMap<>();
    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private boolean hasLostChanges;
    private long pingDueNs;

    /// @param command `PATH_ADDED` or the like
    private record Change(String command, String path) {}

    QueryDoor(ControlTree tree, Sampler sampler, QueryCounters counters) {
        this.tree = tree;
        this.sampler = sampler;
        this.nodes = new NodeMessages(tree);
        this.counters = counters;
    }

    @Override
    public void onAdded(String address) {
        note(new Change("PATH_ADDED", address));
    }

    @Override
    public void onRemoved(String address) {
        note(new Change("PATH_REMOVED", address));
    }

    private void note(Change change) {
        synchronized (changes) {
            if (changes.size() < MAX_CHANGES) {
                changes.add(change);
            } else {
                hasLostChanges = true;
            }
        }
    }

    /// Somebody has come.
    void opened(QueryRecipient recipient) {
        clients.put(recipient, new QueryClient(recipient, tree, MAX_SUBSCRIPTIONS));
    }

    /// Somebody has gone.
    void closed(QueryRecipient recipient) {
        clients.remove(recipient);
    }

    /// Somebody says something in a text frame.
    ///
    /// @param command empty if it could not be read
    void command(QueryRecipient from, Optional<QueryCommand> command) {
        QueryClient client = clients.get(from);
        if (client == null) {
            return;
        }
        Exchange exchange = new Exchange(client);
        if (command.isEmpty()) {
            NodeMessages.error(exchange, Address.ROOT, "This command was not understood.");
        } else {
            switch (command.get()) {
                case QueryCommand.Listen(String path) -> listen(exchange, path);
                case QueryCommand.Ignore(String path) -> client.feed.remove(path);
                case QueryCommand.Subscribe(String pattern, double hz) -> subscribe(exchange, pattern, hz);
                case QueryCommand.Unsubscribe(String pattern) -> client.feed.remove(pattern);
            }
        }
        exchange.flush();
    }

    private void listen(Exchange exchange, String path) {
        if (Address.isAddress(path) && !path.equals(Address.ROOT)) {
            add(exchange, AddressPattern.parse(path).orElseThrow(), Double.NaN);
        } else {
            NodeMessages.error(exchange, path, "LISTEN takes the path of one node.");
        }
    }

    private void subscribe(Exchange exchange, String patternText, double hz) {
        exchange.client.takesBundles = true;
        AddressPattern.parse(patternText)
                .ifPresentOrElse(
                        pattern -> add(exchange, pattern, hz),
                        () -> NodeMessages.error(
                                exchange, patternText, "It takes a pattern, for example /strip/*/*/gain."));
    }

    private void add(Exchange exchange, AddressPattern pattern, double hz) {
        if (!exchange.client.feed.add(pattern, hz)) {
            counters.refused.increment();
            NodeMessages.error(exchange, pattern.text(), "That is one path too many; subscribe to a pattern.");
        }
    }

    /// Somebody sends an OSC packet: all of it is done before anybody else writes.
    void messages(QueryRecipient from, List<NodeMessage> messages) {
        QueryClient client = clients.get(from);
        if (client == null) {
            return;
        }
        Exchange exchange = new Exchange(client);
        tree.atomically(
                () -> messages.forEach(message -> nodes.take(message.address(), message.arguments(), exchange)));
        exchange.flush();
    }

    /// Does what is due. The sampler's turn must be a new one.
    void turn(long nowNs) {
        tellShape();
        boolean isPing = pingDueNs - nowNs <= 0;
        if (isPing) {
            pingDueNs = nowNs + PING_NS;
        }
        for (QueryClient client : clients.values()) {
            Exchange exchange = new Exchange(client);
            client.feed.collect(nowNs, sampler, (leaf, value) -> {
                if (!client.recipient.hasRoom()) {
                    return false;
                }
                exchange.answer(leaf.address(), value);
                return true;
            });
            exchange.flush();
            if (isPing) {
                client.recipient.ping();
            }
        }
    }

    private void tellShape() {
        List<Change> news = new ArrayList<>();
        synchronized (changes) {
            if (hasLostChanges) {
                news.add(new Change("PATH_CHANGED", Address.ROOT));
            } else {
                news.addAll(changes);
            }
            changes.clear();
            hasLostChanges = false;
        }
        for (QueryClient client : clients.values()) {
            for (Change change : client.hasMissedChanges ? List.<Change>of() : news) {
                if (!tellShape(client, change)) {
                    client.hasMissedChanges = true;
                    break;
                }
            }
            client.hasMissedChanges =
                    client.hasMissedChanges && !tellShape(client, new Change("PATH_CHANGED", Address.ROOT));
        }
    }

    /// @return false if the client has no room for it now
    private static boolean tellShape(QueryClient client, Change change) {
        // An address needs no escapes but for these two.
        String path = change.path.replace("\\", "\\\\").replace("\"", "\\\"");
        return client.recipient.hasRoom()
                && client.recipient.text("{\"COMMAND\":\"" + change.command + "\",\"DATA\":\"" + path + "\"}");
    }

    /// How many there are.
    int numClients() {
        return clients.size();
    }

    /// A client as the sender of messages, and what it is answered: to one that takes bundles, several in one.
    private final class Exchange implements NodeMessages.Sender {
        private final QueryClient client;

        Exchange(QueryClient client) {
            this.client = client;
        }

        @Override
        public Origin origin() {
            return client.origin;
        }

        /// It came with the token.
        @Override
        public boolean isUser() {
            return true;
        }

        @Override
        public void answer(String address, Value... values) {
            if (!writer.add(address, values)) {
                flush();
                writer.add(address, values);
            }
            if (!client.takesBundles) {
                flush();
            }
        }

        @Override
        public void told(Leaf leaf, Value value) {
            client.feed.told(leaf, value);
        }

        void flush() {
            if (!writer.isEmpty()) {
                ByteBuffer packet = writer.packet();
                byte[] bytes = new byte[packet.remaining()];
                packet.get(bytes);
                writer.clear();
                if (client.recipient.packet(bytes)) {
                    counters.sent.increment();
                } else {
                    counters.notReading.increment();
                    client.recipient.leave("You do not read your answers; come back.");
                }
            }
        }
    }
}
