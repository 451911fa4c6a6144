package tutti.nat.mesh;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tutti.nat.ice.IceAgent;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.IceCredentials;
import tutti.nat.ice.IceListener;
import tutti.nat.ice.IceServers;
import tutti.nat.ice.IceSettings;
import tutti.nat.ice.PairReport;
import tutti.nat.udp.PortSet;

/// Finds ways by ICE over real ports.
final class IcePathFinder implements PathFinder {
    private final PortSet<Object> ports;
    private final Supplier<IceServers> servers;
    private final LongSupplier clockNs;
    private final Executor worker;

    /// @param servers who helps, asked for each search
    /// @param worker runs what takes long
    IcePathFinder(PortSet<Object> ports, Supplier<IceServers> servers, LongSupplier clockNs, Executor worker) {
        this.ports = ports;
        this.servers = servers;
        this.clockNs = clockNs;
        this.worker = worker;
    }

    @Override
    public Search begin(Object owner, boolean controlling, IceListener listener) {
        IceAgent agent = new IceAgent(
                IceSettings.of(controlling, servers.get()), ports.ownedBy(owner), clockNs, listener, worker);
        agent.gather();
        return new ByIce(agent);
    }

    /// One agent.
    private record ByIce(IceAgent agent) implements Search {
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
            agent.close();
        }
    }
}
