package tutti.nat.ice;

import java.beans.PropertyChangeEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.ice.Agent;
import org.ice4j.ice.CandidateExtendedType;
import org.ice4j.ice.CandidatePair;
import org.ice4j.ice.CandidatePairState;
import org.ice4j.ice.Component;
import org.ice4j.ice.HostCandidate;
import org.ice4j.ice.IceMediaStream;
import org.ice4j.ice.IceProcessingState;
import org.ice4j.ice.KeepAliveStrategy;
import org.ice4j.ice.LocalCandidate;
import org.ice4j.ice.NominationStrategy;
import org.ice4j.ice.RemoteCandidate;
import org.ice4j.ice.ServerReflexiveCandidate;
import org.ice4j.ice.harvest.StunCandidateHarvester;
import org.jspecify.annotations.Nullable;
import tutti.nat.link.PathReport;
import tutti.nat.udp.PacketRoute;
import tutti.nat.udp.Port;
import tutti.nat.udp.PortOpener;
import tutti.nat.udp.UdpPortException;

/// Looks for a way to one peer by ICE (RFC 8445), trickled (RFC 8838), and watches over it (RFC 7675). An agent is
/// used once: a restart is another agent, with ports and credentials of its own, beside it.
///
///     new -> gathered -> checking -> connected -> failed
///       \________\__________\____________\________> closed         (and from each but connected: failed)
///
/// Ports are this agent's, and the link thread reads them: of what comes, ice4j sees STUN and TURN alone. ice4j's
/// threads are never held up; everything here happens on the worker, one thing after the other.
///
/// All methods: Thread: any; they return at once.
public final class IceAgent implements AutoCloseable {
    private static final String STREAM = "tutti";

    /// The least that RFC 8445, section 14.2 allows between two checks.
    private static final int PACE_MS = 5;

    /// How long a way from computer to computer may still be found once one through a relay works. A peer's router
    /// often drops the first check, and the second follows after 100 ms, the third after 300.
    private static final int RELAY_PATIENCE_MS = 400;

    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int TICK_MS = 1000;

    /// Without an answer for so long, the way is lost (RFC 7675 allows 30 s; music does not). It is asked for
    /// every 4 to 6 s.
    private static final long CONSENT_TIMEOUT_NS = 10_000_000_000L;

    private enum State {
        NEW,
        GATHERED,
        CHECKING,
        CONNECTED,
        FAILED,
        CLOSED
    }

    private record Offer(IceCredentials credentials) {}

    private final IceSettings settings;
    private final PortOpener opener;
    private final LongSupplier clockNs;
    private final IceListener listener;
    private final Serial serial;
    private final AgentPort.Peers peers = new AgentPort.Peers();
    private final Set<InetAddress> relayAddresses;

    private volatile boolean closed;
    private volatile @Nullable IceCredentials credentials;
    private volatile PathReport path = PathReport.NONE;
    private volatile @Nullable IceMediaStream stream;
    private volatile long dropped;

    // Owned by the serial worker.
    private State state = State.NEW;
    private @Nullable Agent agent;
    private @Nullable Component component;
    private @Nullable StunGate gate;
    private @Nullable Offer remote;
    private final CandidateSorter sorter;
    private final List<IceCandidate> early = new ArrayList<>();
    private final Set<InetSocketAddress> reflexive = new HashSet<>();
    private final List<AgentPort> ports = new ArrayList<>();
    private final List<RelayHarvester> relays = new ArrayList<>();
    private int numHarvesting;
    private @Nullable CandidatePair relayed;
    private boolean nominated;
    private long consentNs;

    /// @param ports opens the ports whose datagrams the link thread receives; what is DTLS, SRTP or SRTCP
    ///     comes out of the set's receive, STUN and TURN do not, and what a relay carries comes out as the peer
    ///     has sent it
    /// @param worker runs what takes long
    public IceAgent(
            IceSettings settings, PortOpener ports, LongSupplier clockNs, IceListener listener, Executor worker) {
        this.settings = settings;
        this.opener = ports;
        this.clockNs = clockNs;
        this.listener = listener;
        this.serial = new Serial(worker, this::onBroken);
        this.sorter = new CandidateSorter(settings.loopback());
        this.relayAddresses = settings.servers().turn().stream()
                .map(turn -> turn.address().getAddress())
                .collect(Collectors.toUnmodifiableSet());
    }

    private void onBroken(RuntimeException e) {
        serial.execute(() -> fail("Looking for a way to the other end has failed by a fault of this program (" + e
                + "); please report it."));
    }

    private void later(int delayMs, Runnable task) {
        CompletableFuture.delayedExecutor(delayMs, TimeUnit.MILLISECONDS, serial)
                .execute(() -> {
                    if (state != State.CLOSED) {
                        task.run();
                    }
                });
    }

    /// Opens ports and asks the servers; [IceListener#onLocalCandidates] tells. Once.
    public void gather() {
        serial.execute(this::doGather);
    }

    private void doGather() {
        if (state != State.NEW) {
            return;
        }
        IceLibrary.prepare();
        Agent newAgent = new Agent();
        agent = newAgent;
        newAgent.setUseDynamicPorts(false);
        newAgent.setTrickling(true);
        newAgent.setControlling(settings.controlling());
        newAgent.setPerformConsentFreshness(true);
        newAgent.setNominationStrategy(NominationStrategy.NONE);
        newAgent.setTa(PACE_MS);
        newAgent.addStateChangeListener(this::onAgentState);
        StunGate newGate = new StunGate(
                newAgent.getLocalUfrag(),
                settings.servers().turn().stream()
                        .map(IceServers.Turn::address)
                        .collect(Collectors.toUnmodifiableSet()));
        gate = newGate;
        settings.addresses().forEach(address -> openPort(address, newGate));
        newAgent.addCandidateHarvester(new HostHarvester(ports, settings.relayOnly()));
        IceMediaStream newStream = newAgent.createMediaStream(STREAM);
        newStream.addPairChangeListener(this::onPair);
        stream = newStream;
        try {
            component = newAgent.createComponent(newStream, KeepAliveStrategy.SELECTED_ONLY, false);
        } catch (IOException e) {
            throw new IllegalStateException("ice4j does no I/O here.", e);
        }
        credentials = new IceCredentials(newAgent.getLocalUfrag(), newAgent.getLocalPassword());
        state = State.GATHERED;
        harvest();
        tellLocal(settings.relayOnly() ? List.of() : component.getLocalCandidates());
        if (ports.isEmpty()) {
            fail("This computer has no network address that others could reach; connect it to a network.");
        }
        later(TICK_MS, this::tick);
        startIfReady();
    }

    private void openPort(InetAddress address, StunGate newGate) {
        try {
            ports.add(AgentPort.open(opener, new InetSocketAddress(address, 0), newGate, peers, clockNs));
        } catch (UdpPortException | SocketException e) {
            // The address has just gone, or the system has no more sockets; the others have to do.
            return;
        }
    }

    /// Each server by a virtual thread, as ice4j waits for the answers. ice4j's own pool would keep the program
    /// from ending.
    private void harvest() {
        if (!settings.relayOnly()) {
            settings.servers()
                    .stun()
                    .forEach(server ->
                            harvestFrom(new StunCandidateHarvester(new TransportAddress(server, Transport.UDP))));
        }
        for (IceServers.Turn turn : settings.servers().turn()) {
            RelayHarvester relay =
                    new RelayHarvester(turn, localTowards(turn.address()), settings.relayOnly(), clockNs);
            relays.add(relay);
            harvestFrom(relay);
        }
    }

    private void harvestFrom(StunCandidateHarvester harvester) {
        Component harvested = component;
        if (harvested == null) {
            return;
        }
        numHarvesting++;
        Thread.ofVirtual().name("tutti-ice-gather").start(() -> {
            Collection<LocalCandidate> found = List.of();
            try {
                found = harvester.harvest(harvested);
            } finally {
                Collection<LocalCandidate> result = found;
                serial.execute(() -> onHarvested(result));
            }
        });
    }

    /// From which address of this computer a server is reached; nothing is sent. Null if none of the ports has it.
    private @Nullable InetAddress localTowards(InetSocketAddress server) {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(server);
            InetAddress address = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
            boolean known = ports.stream()
                    .anyMatch(port -> port.port().localAddress().getAddress().equals(address));
            return known ? address : null;
        } catch (IOException e) {
            return null;
        }
    }

    private void onHarvested(Collection<LocalCandidate> found) {
        numHarvesting--;
        if (state == State.CLOSED) {
            return;
        }
        // A server tells of what another has told already; ice4j has dropped that.
        tellLocal(found);
        pairWithRemote(found);
    }

    private void tellLocal(Collection<LocalCandidate> found) {
        List<IceCandidate> candidates = found.stream()
                .map(candidate -> IceNames.candidate(candidate, settings.relayOnly()))
                .toList();
        listener.onLocalCandidates(candidates, numHarvesting == 0);
    }

    /// ice4j pairs a local candidate that comes late with later remote ones only. Reflexive ones need no pairs of
    /// their own: what is sent from them leaves from their base.
    private void pairWithRemote(Collection<LocalCandidate> found) {
        if (state != State.CHECKING || component == null || stream == null) {
            return;
        }
        List<CandidatePair> pairs = stream.getCheckList();
        for (LocalCandidate local : found) {
            for (RemoteCandidate candidate : component.getRemoteCandidates()) {
                if (local instanceof RelayHarvester.Relayed && local.canReach(candidate)) {
                    synchronized (pairs) {
                        pairs.add(new CandidatePair(local, candidate));
                    }
                }
            }
        }
    }

    /// What the other end needs to know of this one; known from the first [IceListener#onLocalCandidates] on.
    ///
    /// @throws IllegalStateException before
    public IceCredentials credentials() {
        IceCredentials known = credentials;
        if (known == null) {
            throw new IllegalStateException("There are no credentials before candidates are gathered.");
        }
        return known;
    }

    /// Takes the other end's offer and begins the checks, or remembers it until candidates are gathered. Once.
    public void onRemote(IceCredentials remoteCredentials, List<IceCandidate> candidates) {
        List<IceCandidate> copy = List.copyOf(candidates);
        serial.execute(() -> {
            if (remote == null) {
                remote = new Offer(remoteCredentials);
                takeRemote(copy);
                startIfReady();
            }
        });
    }

    /// Takes further candidates of the other end.
    public void onRemoteCandidates(List<IceCandidate> more) {
        List<IceCandidate> copy = List.copyOf(more);
        serial.execute(() -> takeRemote(copy));
    }

    private void takeRemote(List<IceCandidate> offered) {
        List<IceCandidate> candidates = sorter.take(offered);
        tellPeers();
        if (state == State.CHECKING && component != null) {
            for (IceCandidate candidate : candidates) {
                component.addUpdateRemoteCandidates(IceNames.remote(candidate, component));
            }
            component.updateRemoteCandidates();
        } else {
            early.addAll(candidates);
        }
    }

    private void tellPeers() {
        Set<InetSocketAddress> all = new HashSet<>(sorter.addresses());
        all.addAll(reflexive);
        peers.set(all);
    }

    private void startIfReady() {
        if (state != State.GATHERED || agent == null || component == null || stream == null || remote == null) {
            return;
        }
        stream.setRemoteUfrag(remote.credentials().ufrag());
        stream.setRemotePassword(remote.credentials().password());
        for (IceCandidate candidate : early) {
            component.addRemoteCandidate(IceNames.remote(candidate, component));
        }
        early.clear();
        state = State.CHECKING;
        agent.startConnectivityEstablishment();
        later(CONNECT_TIMEOUT_MS, () -> {
            if (state == State.CHECKING) {
                fail(IceNames.noWay(pairs(), settings.servers(), hasRelay()));
            }
        });
    }

    private boolean hasRelay() {
        return component != null
                && component.getLocalCandidates().stream().anyMatch(RelayHarvester.Relayed.class::isInstance);
    }

    /// A router forwards an outer address to one of this agent's host candidates: offers it too.
    public void onMapped(InetSocketAddress host, InetSocketAddress outer) {
        serial.execute(() -> {
            if (component == null || state == State.CLOSED || settings.relayOnly()) {
                return;
            }
            LocalCandidate base = component.findLocalCandidate(new TransportAddress(host, Transport.UDP));
            if (base instanceof HostCandidate hostCandidate) {
                LocalCandidate mapped = new ServerReflexiveCandidate(
                        new TransportAddress(outer, Transport.UDP),
                        hostCandidate,
                        null,
                        CandidateExtendedType.STATICALLY_MAPPED_CANDIDATE);
                if (component.addLocalCandidate(mapped)) {
                    tellLocal(List.of(mapped));
                }
            }
        });
    }

    /// Thread: ice4j's.
    private void onPair(PropertyChangeEvent event) {
        if (!closed && event.getSource() instanceof CandidatePair pair) {
            String what = event.getPropertyName();
            Object value = event.getNewValue();
            serial.execute(() -> onPair(pair, what, value));
        }
    }

    private void onPair(CandidatePair pair, String what, @Nullable Object value) {
        if (state == State.CLOSED || state == State.FAILED) {
            return;
        }
        switch (what) {
            case IceMediaStream.PROPERTY_PAIR_VALIDATED -> onValid(pair);
            case IceMediaStream.PROPERTY_PAIR_CONSENT_FRESHNESS_CHANGED -> consentNs = clockNs.getAsLong();
            case IceMediaStream.PROPERTY_PAIR_STATE_CHANGED -> onPairState(pair, value);
            default -> {}
        }
    }

    /// That a pair has failed is not believed: when an answer comes very quickly, ice4j misses that its request is
    /// done and declares the pair failed 2.3 s later.
    private void onPairState(CandidatePair pair, @Nullable Object newState) {
        if (newState != CandidatePairState.FAILED
                && reflexive.size() < CandidateSorter.MAX_CANDIDATES
                && reflexive.add(IceNames.plain(pair.getRemoteCandidate().getTransportAddress()))) {
            // Its check had the right password, so it is the peer, wherever it is.
            tellPeers();
        }
    }

    /// The controlling end chooses: the first pair that works from computer to computer, or the one through the
    /// fewest relays if nothing better has come in a while.
    private void onValid(CandidatePair pair) {
        int numRelays = IceNames.numRelays(pair, relayAddresses);
        if (numRelays == 0) {
            nominate(pair);
        } else if (relayed == null) {
            relayed = pair;
            later(RELAY_PATIENCE_MS, () -> nominate(relayed));
        } else if (numRelays < IceNames.numRelays(relayed, relayAddresses)) {
            relayed = pair;
        }
    }

    private void nominate(@Nullable CandidatePair pair) {
        if (pair != null && !nominated && agent != null && agent.isControlling()) {
            nominated = true;
            agent.nominate(pair);
        }
    }

    /// Thread: ice4j's.
    private void onAgentState(PropertyChangeEvent event) {
        if (!closed) {
            Object former = event.getOldValue();
            Object now = event.getNewValue();
            serial.execute(() -> onAgentState(former, now));
        }
    }

    private void onAgentState(@Nullable Object former, @Nullable Object now) {
        if (state != State.CHECKING) {
            return;
        }
        CandidatePair selected = component == null ? null : component.getSelectedPair();
        if (now == IceProcessingState.COMPLETED && selected != null) {
            connect(selected);
        } else if (now == IceProcessingState.FAILED || former == IceProcessingState.RUNNING) {
            fail(IceNames.noWay(pairs(), settings.servers(), hasRelay()));
        }
    }

    private void connect(CandidatePair pair) {
        PacketRoute route = route(pair);
        if (route == null) {
            fail("The way that was found is gone already; try again.");
            return;
        }
        state = State.CONNECTED;
        consentNs = clockNs.getAsLong();
        keepAnswering(pair);
        path = IceNames.path(pair, relayAddresses);
        listener.onConnected(route, path);
    }

    /// When a pair is chosen while it happens to be checked once more, ice4j forgets that it knows it, and 3 s
    /// later begins to refuse the other end's consent checks as a stranger's.
    private void keepAnswering(CandidatePair pair) {
        LocalCandidate base = pair.getLocalCandidate().getBase();
        RemoteCandidate peer = pair.getRemoteCandidate();
        if (agent == null
                || stream == null
                || agent.findCandidatePair(base.getTransportAddress(), peer.getTransportAddress()) != null) {
            return;
        }
        CandidatePair known = new CandidatePair(base, peer);
        known.setStateSucceeded();
        List<CandidatePair> pairs = stream.getCheckList();
        synchronized (pairs) {
            pairs.add(known);
        }
    }

    private @Nullable PacketRoute route(CandidatePair pair) {
        InetSocketAddress peer = IceNames.plain(pair.getRemoteCandidate().getTransportAddress());
        LocalCandidate base = pair.getLocalCandidate().getBase();
        if (base instanceof RelayHarvester.Relayed relay) {
            AgentPort port = portAt(relay.allocation().host());
            if (port == null) {
                return null;
            }
            RelayRoute route = new RelayRoute(port.port(), relay.allocation().server(), peer);
            port.setRelay(route);
            relay.allocation().bind(route);
            return route;
        }
        AgentPort port = portAt(base.getTransportAddress());
        if (port == null) {
            return null;
        }
        Port from = port.port();
        return (buffer, offsetBytes, numBytes) -> from.send(buffer, offsetBytes, numBytes, peer);
    }

    private @Nullable AgentPort portAt(TransportAddress address) {
        for (AgentPort port : ports) {
            if (port.port().localAddress().equals(address)) {
                return port;
            }
        }
        return null;
    }

    private void tick() {
        relays.forEach(RelayHarvester::tick);
        dropped = numDropped();
        if (state == State.CONNECTED && clockNs.getAsLong() - consentNs > CONSENT_TIMEOUT_NS) {
            path = PathReport.NONE;
            fail("The other end has stopped answering; its network or this one is gone.");
        }
        later(TICK_MS, this::tick);
    }

    private long numDropped() {
        long sum = gate == null ? 0 : gate.dropped();
        for (AgentPort port : ports) {
            sum += port.dropped();
        }
        return sum;
    }

    private void fail(String reason) {
        if (state != State.FAILED && state != State.CLOSED) {
            state = State.FAILED;
            listener.onFailed(reason);
        }
    }

    /// Which way packets take.
    public PathReport path() {
        return path;
    }

    /// What was tried, best first.
    public List<PairReport> pairs() {
        IceMediaStream known = stream;
        return known == null ? List.of() : IceNames.pairs(known);
    }

    /// How many datagrams were dropped that nobody expects: STUN that is not for this agent, DTLS of strangers. Up
    /// to date to a second.
    public long dropped() {
        return dropped;
    }

    /// Ends it and frees ports and allocations on the worker. No listener is called any more. Idempotent.
    @Override
    public void close() {
        closed = true;
        serial.execute(this::doClose);
    }

    private void doClose() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        path = PathReport.NONE;
        stream = null;
        if (component != null) {
            // ice4j would give allocations back when its sockets are closed already.
            for (LocalCandidate candidate : component.getLocalCandidates()) {
                if (candidate instanceof RelayHarvester.Relayed relay) {
                    relay.getCandidateIceSocketWrapper().close();
                }
            }
        }
        if (agent != null) {
            agent.free();
        }
        ports.forEach(AgentPort::close);
    }
}
