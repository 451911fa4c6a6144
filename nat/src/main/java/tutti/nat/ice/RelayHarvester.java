package tutti.nat.ice;

import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.ice4j.StunException;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.ice.Candidate;
import org.ice4j.ice.HostCandidate;
import org.ice4j.ice.RelayedCandidate;
import org.ice4j.ice.ServerReflexiveCandidate;
import org.ice4j.ice.harvest.TurnCandidateHarvest;
import org.ice4j.ice.harvest.TurnCandidateHarvester;
import org.ice4j.message.Message;
import org.ice4j.message.MessageFactory;
import org.ice4j.message.Request;
import org.ice4j.message.Response;
import org.ice4j.security.LongTermCredential;
import org.ice4j.socket.IceSocketWrapper;
import org.ice4j.socket.IceUdpSocketWrapper;
import org.ice4j.socket.RelayedCandidateDatagramSocket;
import org.ice4j.stack.TransactionID;
import org.jspecify.annotations.Nullable;

/// Asks one relay for an allocation, as ice4j does, and mends what ice4j leaves undone:
///
/// - it never refreshes an allocation, so that relayed music would end after 10 minutes (jitsi/ice4j issues 74,
///   78);
/// - it asks for permission to send to private addresses, which some relays answer by breaking the allocation, and
///   then repeats the request without end;
/// - it allocates on every local address, also where the relay is reached through another.
final class RelayHarvester extends TurnCandidateHarvester {
    /// The only one that this agent binds (RFC 8656, section 12: 0x4000 to 0x4FFF); ice4j counts from 0x4000, but
    /// binds none as long as nothing but checks go through it.
    private static final int CHANNEL = 0x4F00;

    /// Half of the 300 s that a permission lasts, which binding renews, so that one answer may be lost.
    private static final long BIND_EVERY_NS = 150_000_000_000L;

    /// When something was asked for and not granted.
    private static final long RETRY_NS = 10_000_000_000L;

    private static final long NS_PER_MS = 1_000_000;

    private final InetSocketAddress server;
    private final @Nullable InetAddress through;
    private final boolean relayOnly;
    private final LongSupplier clockNs;
    private final Queue<Allocation> allocations = new ConcurrentLinkedQueue<>();

    /// @param through the local address from which the relay is reached; null if nobody knows
    /// @param relayOnly whether the address that the relay sees is kept secret
    RelayHarvester(IceServers.Turn turn, @Nullable InetAddress through, boolean relayOnly, LongSupplier clockNs) {
        super(
                new TransportAddress(turn.address(), Transport.UDP),
                new LongTermCredential(turn.username(), turn.password()));
        this.server = turn.address();
        this.through = through;
        this.relayOnly = relayOnly;
        this.clockNs = clockNs;
    }

    @Override
    protected @Nullable TurnCandidateHarvest createHarvest(HostCandidate host) {
        if (through != null && !through.equals(host.getTransportAddress().getAddress())) {
            return null;
        }
        Allocation allocation = new Allocation(host);
        allocations.add(allocation);
        return allocation;
    }

    /// Refreshes what is due. Thread: any; sends, does not wait.
    void tick() {
        allocations.forEach(Allocation::tick);
    }

    /// One allocation, made from one host candidate.
    final class Allocation extends TurnCandidateHarvest {
        private volatile long refreshAtNs = Long.MAX_VALUE;
        private volatile long bindAtNs = Long.MAX_VALUE;
        private volatile @Nullable RelayRoute route;

        Allocation(HostCandidate host) {
            super(RelayHarvester.this, host);
        }

        TransportAddress host() {
            return hostCandidate.getTransportAddress();
        }

        InetSocketAddress server() {
            return server;
        }

        @Override
        protected RelayedCandidate createRelayedCandidate(TransportAddress relayed, TransportAddress mapped) {
            return new Relayed(this, relayed, mapped);
        }

        @Override
        protected @Nullable ServerReflexiveCandidate createServerReflexiveCandidate(TransportAddress mapped) {
            return relayOnly ? null : super.createServerReflexiveCandidate(mapped);
        }

        /// Told the lifetime with every answer, and 0 at the end. ice4j's own thread, which would wait for so long
        /// and then wait again, is not started.
        @Override
        protected void setSendKeepAliveMessageInterval(long lifetimeMs) {
            refreshAtNs = lifetimeMs <= 0 ? Long.MAX_VALUE : clockNs.getAsLong() + lifetimeMs * NS_PER_MS / 2;
        }

        /// Lets the relay carry datagrams to and from the route's peer with a short header.
        void bind(RelayRoute newRoute) {
            route = newRoute;
            bindAtNs = clockNs.getAsLong();
            tick();
        }

        void tick() {
            long nowNs = clockNs.getAsLong();
            try {
                if (nowNs >= refreshAtNs) {
                    refreshAtNs = nowNs + RETRY_NS;
                    sendKeepAliveMessage();
                }
                RelayRoute bound = route;
                if (bound != null && nowNs >= bindAtNs) {
                    bindAtNs = nowNs + RETRY_NS;
                    sendBind(bound.peer());
                }
            } catch (StunException e) {
                // The socket has been closed, or the network is away: consent will tell, and it is due again.
                return;
            }
        }

        private void sendBind(InetSocketAddress peer) throws StunException {
            byte[] id = TransactionID.createNewTransactionID().getBytes();
            Request request = MessageFactory.createChannelBindRequest(
                    (char) CHANNEL, new TransportAddress(peer, Transport.UDP), id);
            request.setTransactionID(id);
            sendRequest(request, false, null);
        }

        @Override
        protected void processSuccess(Response response, Request request, TransactionID transactionId) {
            super.processSuccess(response, request, transactionId);
            RelayRoute bound = route;
            if (bound != null && request.getMessageType() == Message.CHANNELBIND_REQUEST) {
                bindAtNs = clockNs.getAsLong() + BIND_EVERY_NS;
                bound.onBound(CHANNEL);
            }
        }

        @Override
        protected boolean processErrorOrFailure(
                @Nullable Response response, Request request, TransactionID transactionId) {
            RelayRoute bound = route;
            if (bound != null && response != null && request.getMessageType() == Message.CHANNELBIND_REQUEST) {
                bound.onNotBound();
            }
            return super.processErrorOrFailure(response, request, transactionId);
        }
    }

    /// An address at a relay. Checks alone go through its socket.
    static final class Relayed extends RelayedCandidate {
        private final Allocation allocation;
        private final boolean reachesPrivate;
        private @Nullable IceSocketWrapper socket;

        Relayed(Allocation allocation, TransportAddress relayed, TransportAddress mapped) {
            super(relayed, allocation, mapped);
            this.allocation = allocation;
            this.reachesPrivate = isPrivate(relayed.getAddress());
        }

        /// Without the layers that would split STUN from payload, one of which ice4j never closes.
        @Override
        public synchronized IceSocketWrapper getCandidateIceSocketWrapper() {
            if (socket == null) {
                try {
                    socket = new IceUdpSocketWrapper(new RelayedCandidateDatagramSocket(this, allocation));
                } catch (SocketException e) {
                    throw new UncheckedIOException("This system has no room for another socket.", e);
                }
            }
            return socket;
        }

        @Override
        public IceSocketWrapper getStunSocket(@Nullable TransportAddress ignored) {
            return getCandidateIceSocketWrapper();
        }

        Allocation allocation() {
            return allocation;
        }

        /// A relay on the internet reaches no address of a home; one that is at home itself may.
        @Override
        public boolean canReach(Candidate<?> peer) {
            return super.canReach(peer)
                    && (reachesPrivate || !isPrivate(peer.getTransportAddress().getAddress()));
        }
    }

    /// Whether an address has a meaning in one network only: RFC 1918, RFC 6598 (carriers), RFC 4193, loopback.
    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean local = address instanceof Inet6Address
                ? (bytes[0] & 0xFE) == 0xFC
                : bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
        return local || address.isSiteLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress();
    }
}
