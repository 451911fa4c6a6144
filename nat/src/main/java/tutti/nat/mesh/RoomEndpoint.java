package tutti.nat.mesh;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.nat.ice.LocalAddresses;
import tutti.nat.ice.NetworkWatch;
import tutti.nat.identity.Identity;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.LinkEndpoint;
import tutti.nat.link.LinkListener;
import tutti.nat.link.PeerIdentity;
import tutti.nat.room.HostedRoom;
import tutti.nat.room.LogEntry;
import tutti.nat.room.Member;
import tutti.nat.room.Role;
import tutti.nat.room.RoomEvent;
import tutti.nat.room.RoomState;
import tutti.nat.room.Standing;
import tutti.nat.room.client.RelaySocket;
import tutti.nat.room.client.RoomObserver;
import tutti.nat.room.client.RoomSession;
import tutti.nat.room.client.RoomSettings;
import tutti.nat.room.wire.Fields;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.StrictJson;
import tutti.nat.udp.PacketRoute;
import tutti.nat.udp.PortSet;

/// One player's place in a room: its membership, and a link to everybody else who is there. The room says who is to be
/// linked and carries what the two ends tell each other; when its server is away, links go on.
///
/// Threads: the link thread runs [#doWork]; the room has threads of its own.
public final class RoomEndpoint implements LinkEndpoint {
    /// How often this computer's addresses are looked at.
    private static final long WATCH_MS = 500;

    private final RoomSettings settings;
    private final Consumer<String> notices;
    private final Consumer<HostedRoom> keeper;
    private final PortSet<Object> ports;
    private final ExecutorService worker = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("tutti-ice-", 0).factory());
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HelpingServers servers;
    private final MeshEndpoint mesh;
    private final RoomSession session;
    private final PasteDesk desk;
    private final LongSupplier clockNs;
    private final AtomicLong malformedSignals = new AtomicLong();

    /// Who is connected to the server, says the server.
    private final Set<String> present = ConcurrentHashMap.newKeySet();

    private final Map<String, ThroughRoom> throughRoom = new ConcurrentHashMap<>();
    private volatile @Nullable RelaySocket relay;
    private volatile @Nullable String refusal;
    private volatile @Nullable String trouble;
    private volatile RoomEars ears = new RoomEars() {};
    private volatile boolean hasEntered;
    private volatile boolean closed;

    /// Enters the room and keeps on trying to, whatever the server does.
    ///
    /// @param settings which room, and who is to be in it
    /// @param helpers servers that help to find a way besides the room's own
    /// @param notices gets sentences for the player, on any thread
    /// @param keeper stores what a host must keep, before it returns
    public RoomEndpoint(
            RoomSettings settings,
            IceHelpers helpers,
            LinkListener listener,
            Consumer<String> notices,
            Consumer<HostedRoom> keeper) {
        this.settings = settings;
        this.notices = notices;
        this.keeper = keeper;
        this.clockNs = settings.clockNs();
        SecureRandom random = settings.random();
        ports = PortSet.open(clockNs);
        Identity self = settings.identity();
        List<InetSocketAddress> stunServers = new ArrayList<>(helpers.stunServers());
        stunServers.addFirst(InetSocketAddress.createUnresolved(
                settings.invite().server().host(), settings.invite().server().port()));
        servers = new HelpingServers(stunServers, worker);
        mesh = new MeshEndpoint(
                self.fingerprint(),
                new PortSource(ports),
                new IcePathFinder(ports, servers::servers, helpers, clockNs, worker),
                new DtlsKeyExchange.Factory(self, clockNs, random),
                new InRoom(),
                listener,
                clockNs,
                random);
        desk = new PasteDesk(mesh, self, settings.name(), settings.run(), random);
        session = RoomSession.open(settings, new Observer());
        Thread.ofPlatform().daemon().name("tutti-network-watch").start(this::watch);
    }

    private void watch() {
        NetworkWatch network = new NetworkWatch(LocalAddresses::usable);
        try {
            while (!closing.await(WATCH_MS, TimeUnit.MILLISECONDS)) {
                if (network.hasChanged()) {
                    session.reconnectNow();
                    mesh.onAddressesChanged();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The membership: who is here, and what a host may do.
    public RoomSession session() {
        return session;
    }

    /// Why the player was not, or no longer, let in; empty if it was. Thread: any.
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /// Why the room's server is out of reach; empty while it is not. Thread: any.
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /// Who besides the player is connected to the server, by member id, says the server. Thread: any.
    public Set<String> present() {
        return Set.copyOf(present);
    }

    /// Has somebody told from now on what is said in the room. Thread: any.
    public void ears(RoomEars newEars) {
        ears = newEars;
    }

    /// Sends a parcel to one run of a member, best effort: dropped and counted if the server is away. Thread: any.
    public void send(String memberId, long recipientRun, Parcel parcel) {
        session.signal(memberId, recipientRun, parcel.json());
    }

    /// Whether the player has been in the room at least once. Thread: any.
    public boolean hasEntered() {
        return hasEntered;
    }

    /// Where players are linked whom no server reaches.
    public PasteDesk pasteDesk() {
        return desk;
    }

    /// How the ways to everybody stand. Thread: any.
    public List<MeshEndpoint.PeerReport> reports() {
        return mesh.reports();
    }

    /// Signals of members that made no sense. Thread: any.
    public long malformedSignals() {
        return malformedSignals.get();
    }

    /// What the mesh needs of the room.
    private final class InRoom implements Signalling {
        @Override
        public boolean isConnected() {
            return session.isConnected();
        }

        @Override
        public void send(MeshMember to, Signal signal) {
            session.signal(to.id(), to.run(), SignalJson.encode(signal));
        }

        @Override
        public void openRelay() {
            RoomEndpoint.this.openRelay();
        }

        @Override
        public Optional<PacketRoute> relayTo(MeshMember member) {
            RelaySocket open = relay;
            return open == null || !open.isOpen() ? Optional.empty() : Optional.of(open.routeTo(member.id()));
        }
    }

    private synchronized void openRelay() {
        if (relay == null && !closed) {
            relay = RelaySocket.open(
                    settings.invite().server(), session::relayTicket, this::onRelayed, clockNs, settings.random());
        }
    }

    private void onRelayed(String fromMemberId, byte[] packet, long arrivalNs) {
        ports.offer(throughRoom.computeIfAbsent(fromMemberId, ThroughRoom::new), packet, 0, packet.length, arrivalNs);
    }

    /// What the room tells.
    private final class Observer implements RoomObserver {
        private boolean isIn;

        @Override
        public void onEntered(FromServer.Entered entered) {
            trouble = null;
            servers.onTurn(entered.turn());
            RelaySocket open = relay;
            if (open != null && isIn) {
                // The ticket of the former connection is void.
                open.reconnectNow();
            }
            if (isIn) {
                notices.accept("The room server is back.");
            }
            isIn = true;
            hasEntered = true;
        }

        @Override
        public void onState(RoomState state) {
            reconcile(state);
        }

        @Override
        public void onEvent(LogEntry entry) {
            if (entry.event() instanceof RoomEvent.Chat(String text)) {
                session.state().member(entry.memberId()).ifPresent(who -> {
                    notices.accept(who.name() + ": " + text);
                    ears.onChat(who, text);
                });
            }
        }

        @Override
        public void onPresent(String memberId) {
            present.add(memberId);
            reconcile(session.state());
        }

        @Override
        public void onAbsent(String memberId, boolean left) {
            present.remove(memberId);
            if (left) {
                mesh.dismiss(memberId, "Goodbye.", true);
            } else {
                mesh.absent(memberId);
            }
        }

        @Override
        public void onSignal(String memberId, long run, String payloadJson) {
            try {
                Fields fields = StrictJson.parse(payloadJson);
                if (Parcel.isOne(fields)) {
                    ears.onParcel(memberId, run, Parcel.read(fields));
                } else {
                    mesh.onSignal(memberId, run, SignalJson.decode(fields));
                }
            } catch (MalformedMessageException e) {
                malformedSignals.incrementAndGet();
            }
        }

        @Override
        public void onServerLost(String reason) {
            trouble = reason;
            notices.accept(reason);
        }

        @Override
        public void onRefused(String reason) {
            refusal = reason;
            if (isIn) {
                // Who has not come in is told by whoever waits at the door.
                notices.accept(reason);
            }
        }

        @Override
        public void onHosted(HostedRoom room) {
            keeper.accept(room);
        }
    }

    /// Links whom the log and the server say to be here, and nobody else. Nobody is linked before our own coming is in
    /// the log, so that the others know who calls.
    private void reconcile(RoomState state) {
        String selfId = settings.identity().memberId();
        Member self = state.member(selfId).orElse(null);
        boolean isIn = self != null && self.isActive() && self.run() == settings.run();
        for (Member member : state.members()) {
            if (member.id().equals(selfId)) {
                continue;
            }
            if (member.standing() == Standing.REMOVED || member.standing() == Standing.BANNED) {
                mesh.dismiss(member.id(), "The host has sent " + member.name() + " away.", false);
            } else if (isIn && member.isActive() && present.contains(member.id())) {
                mesh.admit(new MeshMember(
                        member.fingerprint(), new PeerIdentity(member.id(), member.name()), member.run()));
                mesh.heard(member.id(), !member.muted() && member.role() != Role.LISTENER);
            }
        }
        if (self != null && !self.isActive()) {
            state.members().forEach(member -> mesh.dismiss(member.id(), "You are no longer in the room.", false));
        }
    }

    @Override
    public int doWork(long maxWaitNs) {
        return mesh.doWork(maxWaitNs);
    }

    @Override
    public LinkCounters counters() {
        return mesh.counters();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        closing.countDown();
        session.leave();
        mesh.close();
        RelaySocket open = relay;
        if (open != null) {
            open.close();
        }
        session.close();
        worker.shutdown();
    }
}
