package tutti.engine.control.osc;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import tutti.engine.control.tree.AddressPattern;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Origin;
import tutti.engine.control.tree.Sampler;
import tutti.engine.control.tree.Value;

/// What the UDP door does with packets, without sockets and clocks.
///
/// | message | meaning |
/// | --- | --- |
/// | ADDRESS, ADDRESS VALUE | as in [NodeMessages] |
/// | `/tutti/subscribe` PATTERN HZ | tell changes of these for 10 s, at most so often (HZ may be left out) |
/// | `/xremote` | the same of everything |
/// | `/tutti/unsubscribe` PATTERN | no more of these; without PATTERN of anything |
/// | `/tutti/hello` PROOF | from another computer: the answer to `/tutti/challenge` |
///
/// Answers go to the address and port that the question came from. A subscriber hears `/tutti/heartbeat` 1 and
/// 0 in turn, once a second.
///
/// Bounded: clients, their subscriptions, answers to one packet, messages that wait for their time. A
/// stranger from beyond this computer gets one short challenge a packet, never more bytes than it sent.
/// Thread: one.
public final class OscDoor {
    /// The most that goes in one datagram: Ethernet's 1,500 bytes less 28 of IPv4 and UDP.
    public static final int MAX_PACKET_BYTES = 1_472;

    static final long LEASE_NS = 10_000_000_000L;
    static final int MAX_SCHEDULED = 256;

    private static final long HEARTBEAT_NS = 1_000_000_000;
    private static final long FURTHEST_NTP = 60L << 32;
    private static final int MAX_KNOWN = 64;
    private static final double DEFAULT_HZ = 60;

    private final ControlTree tree;
    private final NodeMessages nodes;
    private final Sampler sampler;
    private final OscPort port;
    private final Predicate<InetSocketAddress> isTrusted;
    private final Challenge challenge;
    private final LongSupplier ntpClock;
    private final int maxClients;
    private final Map<InetSocketAddress, OscClient> clients = new LinkedHashMap<>();

    /// Those from elsewhere who have answered the challenge, the oldest first.
    private final Set<InetSocketAddress> known = new LinkedHashSet<>();

    private final PriorityQueue<Scheduled> scheduled =
            new PriorityQueue<>(Comparator.<Scheduled, Long>comparing(each -> each.timeTag, Long::compareUnsigned)
                    .thenComparingLong(each -> each.number));
    private final OscWriter writer = new OscWriter(MAX_PACKET_BYTES);
    private long numScheduled;
    private long heartbeatDueNs;
    private boolean heartbeat;
    private long received;
    private long malformed;
    private long strangers;
    private long refused;
    private long sent;
    private long unsent;

    private record Scheduled(
            long timeTag, long number, InetSocketAddress from, String address, List<Value> arguments) {}

    /// @param isTrusted whether a client needs no handshake: on this computer, or allowed by the user
    /// @param secret at least 16 random bytes
    /// @param token what other clients must know
    /// @param ntpClock the wall clock in NTP's format
    /// @param maxClients how many may subscribe at once
    public OscDoor(
            ControlTree tree,
            Sampler sampler,
            OscPort port,
            Predicate<InetSocketAddress> isTrusted,
            byte[] secret,
            String token,
            LongSupplier ntpClock,
            int maxClients) {
        this.tree = tree;
        this.nodes = new NodeMessages(tree);
        this.sampler = sampler;
        this.port = port;
        this.isTrusted = isTrusted;
        this.challenge = new Challenge(secret, token);
        this.ntpClock = ntpClock;
        this.maxClients = maxClients;
    }

    /// Takes a packet: reads it as a whole, then does what it says.
    public void received(ByteBuffer packet, InetSocketAddress from, long nowNs) {
        List<Scheduled> messages = new ArrayList<>();
        int numBytes = packet.remaining();
        if (!OscReader.read(
                packet,
                (timeTag, address, arguments) ->
                        messages.add(new Scheduled(timeTag, messages.size(), from, address, arguments)))) {
            malformed++;
            return;
        }
        received++;
        if (!isTrusted.test(from) && !known.contains(from)) {
            greet(from, messages, numBytes, nowNs);
            return;
        }
        boolean mayWait = from.getAddress().isLoopbackAddress();
        tree.atomically(() -> messages.forEach(message -> {
            if (mayWait && isLater(message.timeTag)) {
                schedule(message);
            } else {
                message(from, message.address, message.arguments, nowNs);
            }
        }));
        flush(from);
    }

    /// A stranger may only say hello. What it gets is no longer than what it sent, so that nobody can make us
    /// shout at others in its name.
    private void greet(InetSocketAddress from, List<Scheduled> messages, int numBytes, long nowNs) {
        boolean isKnown = messages.size() == 1
                && messages.getFirst().address.equals("/tutti/hello")
                && challenge.isAnswer(from, text(messages.getFirst().arguments), nowNs);
        if (isKnown) {
            if (known.size() >= MAX_KNOWN) {
                known.remove(known.iterator().next());
            }
            known.add(from);
            return;
        }
        strangers++;
        writer.add("/tutti/challenge", Value.of(challenge.nonce(from, nowNs)));
        if (writer.packet().remaining() <= numBytes) {
            flush(from);
        }
        writer.clear();
    }

    private boolean isLater(long timeTag) {
        long ahead = timeTag - ntpClock.getAsLong();
        return timeTag != OscReader.AT_ONCE && ahead > 0 && ahead <= FURTHEST_NTP;
    }

    private void schedule(Scheduled message) {
        if (scheduled.size() >= MAX_SCHEDULED) {
            refused++;
            return;
        }
        scheduled.add(new Scheduled(message.timeTag, numScheduled++, message.from, message.address, message.arguments));
    }

    private void message(InetSocketAddress from, String address, List<Value> arguments, long nowNs) {
        switch (address) {
            case "/xremote" -> subscribe(from, "//*", DEFAULT_HZ, nowNs);
            case "/tutti/subscribe" -> subscribe(from, text(arguments), hz(arguments), nowNs);
            case "/tutti/unsubscribe" -> unsubscribe(from, text(arguments));
            case "/tutti/hello" -> answer(from, "/tutti/hello", Value.of("welcome"));
            default -> nodes.take(address, arguments, new Guest(from));
        }
    }

    /// The first argument, if it is text.
    private static String text(List<Value> arguments) {
        return !arguments.isEmpty() && arguments.getFirst() instanceof Value.Text(String text) ? text : "";
    }

    private static double hz(List<Value> arguments) {
        return switch (arguments.size() < 2 ? Value.NIL : arguments.get(1)) {
            case Value.Real(float number) -> number;
            case Value.Whole(long number) -> number;
            default -> DEFAULT_HZ;
        };
    }

    private void subscribe(InetSocketAddress from, String patternText, double hz, long nowNs) {
        Optional<AddressPattern> pattern = AddressPattern.parse(patternText);
        if (pattern.isEmpty()) {
            error(from, "/tutti/subscribe", "It takes a pattern, for example /strip/*/gain.");
            return;
        }
        OscClient client = clients.get(from);
        if (client == null) {
            if (clients.size() >= maxClients) {
                refused++;
                error(from, "/tutti/subscribe", "There are " + maxClients + " clients already; end one of them.");
                return;
            }
            client = new OscClient(from, tree, nowNs + LEASE_NS);
            clients.put(from, client);
        }
        client.untilNs = nowNs + LEASE_NS;
        if (!client.feed.add(pattern.get(), hz)) {
            refused++;
            error(from, "/tutti/subscribe", "That is one pattern too many; use one that means more.");
        }
    }

    private void unsubscribe(InetSocketAddress from, String patternText) {
        OscClient client = clients.get(from);
        if (client != null) {
            client.feed.remove(patternText);
            if (patternText.isEmpty() || client.feed.isEmpty()) {
                clients.remove(from);
            }
        }
    }

    /// A client as the sender of a message.
    private final class Guest implements NodeMessages.Sender {
        private final InetSocketAddress from;

        Guest(InetSocketAddress from) {
            this.from = from;
        }

        @Override
        public Origin origin() {
            OscClient client = clients.get(from);
            return client == null ? new Origin("osc " + from) : client.origin;
        }

        /// An address proves nothing: any program of this computer may send from it.
        @Override
        public boolean isUser() {
            return false;
        }

        @Override
        public void answer(String address, Value... values) {
            OscDoor.this.answer(from, address, values);
        }

        @Override
        public void told(Leaf leaf, Value value) {
            OscClient client = clients.get(from);
            if (client != null) {
                client.feed.told(leaf, value);
            }
        }
    }

    private void error(InetSocketAddress to, String address, String sentence) {
        NodeMessages.error(new Guest(to), address, sentence);
    }

    /// Adds to what is sent at the end of the packet or turn; sends at once what is full.
    private void answer(InetSocketAddress to, String address, Value... values) {
        if (!writer.add(address, values)) {
            flush(to);
            writer.add(address, values);
        }
    }

    private void flush(InetSocketAddress to) {
        if (!writer.isEmpty()) {
            if (port.send(writer.packet(), to)) {
                sent++;
            } else {
                unsent++;
            }
            writer.clear();
        }
    }

    /// Does what is due: messages whose time has come, changes to subscribers, the heartbeat, the end of
    /// leases. The sampler's turn must be a new one.
    public void turn(long nowNs) {
        while (!scheduled.isEmpty() && !isLater(scheduled.element().timeTag)) {
            Scheduled due = scheduled.remove();
            message(due.from, due.address, due.arguments, nowNs);
            flush(due.from);
        }
        clients.values().removeIf(client -> client.untilNs - nowNs <= 0);
        boolean isBeat = heartbeatDueNs - nowNs <= 0;
        if (isBeat) {
            heartbeat = !heartbeat;
            heartbeatDueNs = nowNs + HEARTBEAT_NS;
        }
        for (OscClient client : clients.values()) {
            client.feed.collect(nowNs, sampler, (leaf, value) -> {
                if (!leaf.isSecret()) {
                    answer(client.address, leaf.address(), value);
                }
                return true;
            });
            if (isBeat) {
                answer(client.address, "/tutti/heartbeat", Value.of(heartbeat ? 1L : 0L));
            }
            flush(client.address);
        }
    }

    /// How many subscribe.
    public int numClients() {
        return clients.size();
    }

    /// What was counted.
    public OscCounters counters() {
        return new OscCounters(received, malformed, strangers, refused, sent, unsent);
    }
}
