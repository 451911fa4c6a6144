package tutti.nat.mesh;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tutti.nat.ice.IceAgent;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.IceCredentials;
import tutti.nat.ice.IceListener;
import tutti.nat.ice.IceServers;
import tutti.nat.ice.IceSettings;
import tutti.nat.ice.PairReport;
import tutti.nat.link.PathReport;
import tutti.nat.portmap.MappingResult;
import tutti.nat.portmap.PortMapper;
import tutti.nat.portmap.Protocol;
import tutti.nat.udp.PacketRoute;
import tutti.nat.udp.PortSet;

/// Finds ways by ICE over real ports, and opens those ports at the router where it lets us.
final class IcePathFinder implements PathFinder {
    /// Longer than any concert; who goes on longer renews it.
    private static final Duration MAPPING = Duration.ofHours(2);

    /// A router that does not answer costs two seconds each time.
    private static final long ASK_AGAIN_NS = 300_000_000_000L;

    private final PortSet<Object> ports;
    private final Supplier<IceServers> servers;
    private final @Nullable PortMapper mapper;
    private final LongSupplier clockNs;
    private final Executor worker;

    /// When the router refused last.
    private volatile long refusedNs;

    /// @param servers who helps, asked for each search
    /// @param worker runs what takes long
    IcePathFinder(
            PortSet<Object> ports,
            Supplier<IceServers> servers,
            IceHelpers helpers,
            LongSupplier clockNs,
            Executor worker) {
        this.ports = ports;
        this.servers = servers;
        this.mapper = helpers.mapper();
        this.clockNs = clockNs;
        this.worker = worker;
        this.refusedNs = clockNs.getAsLong() - ASK_AGAIN_NS;
    }

    @Override
    public Search begin(Object owner, boolean controlling, IceListener listener) {
        ByIce search = new ByIce(owner, controlling, listener);
        search.agent.gather();
        return search;
    }

    /// One agent, and the ports that the router was asked to open for it.
    private final class ByIce implements Search, IceListener {
        private final IceListener listener;
        private final IceAgent agent;
        private final Set<Integer> mapped = ConcurrentHashMap.newKeySet();
        private volatile boolean isClosed;

        ByIce(Object owner, boolean controlling, IceListener listener) {
            this.listener = listener;
            agent = new IceAgent(
                    IceSettings.of(controlling, servers.get()), ports.ownedBy(owner), clockNs, this, worker);
        }

        @Override
        public void onLocalCandidates(List<IceCandidate> candidates, boolean complete) {
            PortMapper router = mapper;
            if (router != null) {
                for (IceCandidate candidate : candidates) {
                    if (candidate.type() == IceCandidate.Type.HOST
                            && candidate.address().getAddress() instanceof Inet4Address) {
                        worker.execute(() -> open(router, candidate.address()));
                    }
                }
            }
            listener.onLocalCandidates(candidates, complete);
        }

        private void open(PortMapper router, InetSocketAddress host) {
            if (isClosed || clockNs.getAsLong() - refusedNs < ASK_AGAIN_NS) {
                return;
            }
            switch (router.map(Protocol.UDP, host.getPort(), host.getPort(), MAPPING)) {
                case MappingResult.Mapped(InetSocketAddress external, String _, Duration _) -> {
                    mapped.add(host.getPort());
                    agent.onMapped(host, external);
                    if (isClosed) {
                        router.end(Protocol.UDP, host.getPort());
                    }
                }
                case MappingResult.NotNeeded _ -> {
                    // The host candidate is what others can reach.
                }
                case MappingResult.Refused _ -> refusedNs = clockNs.getAsLong();
            }
        }

        @Override
        public void onConnected(PacketRoute route, PathReport path) {
            listener.onConnected(route, path);
        }

        @Override
        public void onFailed(String reason) {
            listener.onFailed(reason);
        }

        @Override
        public IceCredentials credentials() {
            return agent.credentials();
        }

        @Override
        public void onRemote(IceCredentials credentials, List<IceCandidate> candidates) {
            agent.onRemote(credentials, candidates);
        }

        @Override
        public void onRemoteCandidates(List<IceCandidate> candidates) {
            agent.onRemoteCandidates(candidates);
        }

        @Override
        public List<PairReport> pairs() {
            return agent.pairs();
        }

        @Override
        public void close() {
            isClosed = true;
            agent.close();
            PortMapper router = mapper;
            if (router != null) {
                mapped.forEach(port -> worker.execute(() -> router.end(Protocol.UDP, port)));
            }
        }
    }
}
