package tutti.nat.ice;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import tutti.nat.link.PathReport;
import tutti.nat.udp.PortOpener;

/// Looks for a way to one peer. An agent is used once: a restart is another agent.
///
///     new -> gathering -> checking -> connected -> failed
///                 \__________\____________\________> closed
///
/// All methods: Thread: any; they return at once.
public final class IceAgent implements AutoCloseable {
    private final Executor worker;
    private List<PairReport> pairs = List.of();
    private PathReport path = PathReport.NONE;

    /// @param ports opens the ports whose datagrams the link thread receives; what is DTLS, SRTP or SRTCP comes out
    ///     of the set's receive, STUN and TURN do not, and relayed datagrams come out as they were before
    /// @param worker runs what takes long
    public IceAgent(
            IceSettings settings, PortOpener ports, LongSupplier clockNs, IceListener listener, Executor worker) {
        this.worker = worker;
    }

    /// Opens ports and asks the servers; [IceListener#onLocalCandidates] tells.
    public void gather() {
        worker.execute(() -> path = PathReport.NONE);
    }

    /// What the other end needs to know of this one; known from the first [IceListener#onLocalCandidates] on.
    ///
    /// @throws IllegalStateException before
    public IceCredentials credentials() {
        return new IceCredentials("xxxxxxxxxxxx", "xxxxxxxxxxxxxxxxxxxxxxxx");
    }

    /// Takes the other end's offer and begins the checks, or remembers it until candidates are gathered. Once.
    public void onRemote(IceCredentials credentials, List<IceCandidate> candidates) {
        worker.execute(() -> path = PathReport.NONE);
    }

    /// Takes further candidates of the other end.
    public void onRemoteCandidates(List<IceCandidate> more) {
        worker.execute(() -> path = PathReport.NONE);
    }

    /// A router forwards an outer address to one of this agent's host candidates: offers it too.
    public void onMapped(InetSocketAddress host, InetSocketAddress outer) {
        worker.execute(() -> path = PathReport.NONE);
    }

    /// Which way packets take.
    public PathReport path() {
        return path;
    }

    /// What was tried, best first.
    public List<PairReport> pairs() {
        return pairs;
    }

    /// Ends it and frees ports and allocations on the worker. No listener is called any more. Idempotent.
    @Override
    public void close() {
        worker.execute(() -> path = PathReport.NONE);
    }

    /// Loads what the first agent would otherwise need a second or more for. Thread: one that nobody waits for.
    public static void warmUp() {
        LocalAddresses.usable();
    }
}
