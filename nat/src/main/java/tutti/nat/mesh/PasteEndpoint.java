package tutti.nat.mesh;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import tutti.nat.identity.Identity;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.LinkEndpoint;
import tutti.nat.link.LinkListener;
import tutti.nat.udp.PacketRoute;
import tutti.nat.udp.PortSet;

/// Links without any room: whoever is here has pasted a text. Nobody passes on that an address has changed, so a link
/// lives as long as the way that it began with.
public final class PasteEndpoint implements LinkEndpoint {
    private final ExecutorService worker = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("tutti-ice-", 0).factory());
    private final MeshEndpoint mesh;
    private final PasteDesk desk;

    /// @param name the player's
    /// @param helpers servers that help to find a way
    public PasteEndpoint(
            Identity self,
            String name,
            IceHelpers helpers,
            LinkListener listener,
            LongSupplier clockNs,
            SecureRandom random) {
        PortSet<Object> ports = PortSet.open(clockNs);
        HelpingServers servers = new HelpingServers(helpers.stunServers(), worker);
        mesh = new MeshEndpoint(
                self.fingerprint(),
                new PortSource(ports),
                new IcePathFinder(ports, servers::servers, helpers, clockNs, worker),
                new DtlsKeyExchange.Factory(self, clockNs, random),
                new Nobody(),
                listener,
                clockNs,
                random);
        desk = new PasteDesk(mesh, self, name, random.nextLong(), random);
    }

    /// Where texts are made and taken.
    public PasteDesk desk() {
        return desk;
    }

    /// How the ways to everybody stand. Thread: any.
    public List<MeshEndpoint.PeerReport> reports() {
        return mesh.reports();
    }

    /// Passes nothing on.
    private static final class Nobody implements Signalling {
        @Override
        public boolean isConnected() {
            return false;
        }

        @Override
        public void send(MeshMember to, Signal signal) {
            // There is nobody to carry it.
        }

        @Override
        public void openRelay() {
            // There is none.
        }

        @Override
        public Optional<PacketRoute> relayTo(MeshMember member) {
            return Optional.empty();
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
        mesh.close();
        worker.shutdown();
    }
}
