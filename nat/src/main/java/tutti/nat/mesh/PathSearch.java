package tutti.nat.mesh;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.IceListener;
import tutti.nat.ice.PairReport;
import tutti.nat.link.PathReport;
import tutti.nat.udp.PacketRoute;

/// One generation of the search for a way to one member: what we offered, what the other offered, what was found.
///
/// Datagrams that arrive on its ports are marked with it.
///
/// Thread: the link thread; what ICE tells comes here through the inbox.
final class PathSearch implements AutoCloseable {
    /// Candidates of one offer that are taken; a computer with more addresses than this is none.
    private static final int MAX_REMOTE_CANDIDATES = 64;

    /// What the search tells its member's connection, on the link thread.
    interface Listener {
        /// Addresses to be told to the other end.
        void onLocalCandidates(PathSearch search, List<IceCandidate> candidates);

        /// There is a way.
        void onFound(PathSearch search);

        /// There is none, or no longer.
        void onNotFound(PathSearch search, String reason);
    }

    /// A way that was found.
    private record Found(PacketRoute route, PathReport path) {}

    private final int generation;
    private final long beganNs;
    private Listener listener;
    private final PathFinder.Search search;
    private final List<IceCandidate> localCandidates = new ArrayList<>();
    private final Set<InetSocketAddress> remoteAddresses = new HashSet<>();
    private boolean isComplete;
    private @Nullable Found found;
    private long answeredNs = Long.MIN_VALUE;
    private long offeredNs = Long.MIN_VALUE;

    PathSearch(int generation, PathFinder finder, boolean controlling, MeshInbox inbox, Listener listener, long nowNs) {
        this.generation = generation;
        this.listener = listener;
        this.beganNs = nowNs;
        search = finder.begin(this, controlling, new FromIce(inbox));
    }

    /// Brings ICE's words to the link thread.
    private final class FromIce implements IceListener {
        private final MeshInbox inbox;

        FromIce(MeshInbox inbox) {
            this.inbox = inbox;
        }

        private void tell(Consumer<PathSearch> what) {
            inbox.put(() -> what.accept(PathSearch.this));
        }

        @Override
        public void onLocalCandidates(List<IceCandidate> candidates, boolean complete) {
            List<IceCandidate> copy = List.copyOf(candidates);
            tell(self -> self.addLocal(copy, complete));
        }

        @Override
        public void onConnected(PacketRoute route, PathReport path) {
            tell(self -> self.find(new Found(route, path)));
        }

        @Override
        public void onFailed(String reason) {
            tell(self -> self.listener.onNotFound(self, reason));
        }
    }

    private void addLocal(List<IceCandidate> candidates, boolean complete) {
        localCandidates.addAll(candidates);
        isComplete |= complete;
        listener.onLocalCandidates(this, candidates);
    }

    private void find(Found newFound) {
        found = newFound;
        listener.onFound(this);
    }

    /// Whom it tells.
    Listener listener() {
        return listener;
    }

    /// Tells somebody else from now on.
    void handTo(Listener newListener) {
        listener = newListener;
    }

    int generation() {
        return generation;
    }

    long beganNs() {
        return beganNs;
    }

    /// The other's offer of this generation, or a repetition of it.
    void onOffer(Signal.Offer offer, long nowNs) {
        if (answeredNs == Long.MIN_VALUE) {
            answeredNs = nowNs;
            List<IceCandidate> fresh = fresh(offer.candidates());
            search.onRemote(offer.credentials(), fresh);
        } else {
            onRemoteCandidates(offer.candidates());
        }
    }

    void onRemoteCandidates(List<IceCandidate> candidates) {
        List<IceCandidate> fresh = fresh(candidates);
        if (hasAnswer() && !fresh.isEmpty()) {
            search.onRemoteCandidates(fresh);
        }
    }

    private List<IceCandidate> fresh(List<IceCandidate> candidates) {
        List<IceCandidate> fresh = new ArrayList<>();
        for (IceCandidate candidate : candidates) {
            if (remoteAddresses.size() < MAX_REMOTE_CANDIDATES && remoteAddresses.add(candidate.address())) {
                fresh.add(candidate);
            }
        }
        return fresh;
    }

    /// Whether the other has offered, so that checks can be made.
    boolean hasAnswer() {
        return answeredNs != Long.MIN_VALUE;
    }

    /// Since when it has.
    long answeredNs() {
        return answeredNs;
    }

    /// Whether an address is one of those that the other has named.
    boolean knows(InetSocketAddress address) {
        return remoteAddresses.contains(address);
    }

    /// The offer as it stands; null before the first own address is known.
    Signal.@Nullable Offer offer(int session, int controlSsrc) {
        if (localCandidates.isEmpty() && !isComplete) {
            return null;
        }
        return new Signal.Offer(
                session,
                generation,
                hasAnswer(),
                search.credentials(),
                controlSsrc,
                localCandidates.subList(0, Math.min(localCandidates.size(), Signal.MAX_CANDIDATES)),
                isComplete);
    }

    boolean isComplete() {
        return isComplete;
    }

    /// When the offer was sent last; [Long#MIN_VALUE] if it was not.
    long offeredNs() {
        return offeredNs;
    }

    void onOffered(long nowNs) {
        offeredNs = nowNs;
    }

    boolean isFound() {
        return found != null;
    }

    /// Lets packets go the way that was found; there must be one.
    void use(PeerRoute route) {
        Found way = found;
        if (way != null) {
            route.use(way.route, way.path);
        }
    }

    List<PairReport> pairs() {
        return search.pairs();
    }

    @Override
    public void close() {
        search.close();
    }
}
