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
import tutti.nat.link.PathReport;
import tutti.nat.udp.PacketRoute;

/// One generation of the search for a way to one member: what we offered, what the other offered, what was found.
///
/// Thread: the link thread; what ICE tells comes here through the inbox.
final class PathSearch implements AutoCloseable {
    /// Candidates of one offer that are told or taken; a computer with more addresses than this is none.
    private static final int MOST_CANDIDATES = 64;

    /// What the search tells its member's connection, on the link thread.
    interface Listener {
        /// Addresses to be told to the other end; none if it is only that there will be no more.
        void onLocalCandidates(PathSearch search, List<IceCandidate> candidates);

        /// There is a way.
        void onFound(PathSearch search, PathReport path);

        /// There is none, or no longer.
        void onNotFound(PathSearch search, String reason);
    }

    /// A way that was found.
    private record Found(PacketRoute route, PathReport path) {}

    private final int generation;
    private final PathFinder.Search search;
    private @Nullable PeerConnection peer;
    private Listener listener;
    private final List<IceCandidate> localCandidates = new ArrayList<>();
    private final List<IceCandidate> early = new ArrayList<>();
    private final List<IceCandidate> remoteCandidates = new ArrayList<>();
    private final Set<InetSocketAddress> remoteAddresses = new HashSet<>();
    private boolean isComplete;
    private @Nullable Found found;
    private long answeredNs = Long.MIN_VALUE;
    private long offeredNs = Long.MIN_VALUE;
    private boolean hasAcknowledged;

    /// @param peer whose datagrams arrive on the ports of this search; null if that will be known later
    /// @param controlling whether this end decides between several ways
    PathSearch(
            int generation,
            PathFinder finder,
            @Nullable PeerConnection peer,
            boolean controlling,
            MeshInbox inbox,
            Listener listener) {
        this.generation = generation;
        this.peer = peer;
        this.listener = listener;
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
        int room = MOST_CANDIDATES - localCandidates.size();
        List<IceCandidate> more = candidates.subList(0, Math.min(room, candidates.size()));
        localCandidates.addAll(more);
        isComplete |= complete;
        listener.onLocalCandidates(this, more);
    }

    private void find(Found newFound) {
        found = newFound;
        listener.onFound(this, newFound.path);
    }

    /// For whom it is; null while nobody has answered.
    @Nullable
    PeerConnection peer() {
        return peer;
    }

    /// Belongs to somebody who has answered from now on, and tells somebody else.
    void handTo(PeerConnection newPeer, Listener newListener) {
        peer = newPeer;
        listener = newListener;
    }

    int generation() {
        return generation;
    }

    /// The other's offer of this generation, or a repetition of it.
    void onOffer(Signal.Offer offer, long nowNs) {
        if (answeredNs == Long.MIN_VALUE) {
            answeredNs = nowNs;
            early.addAll(fresh(offer.candidates()));
            search.onRemote(offer.credentials(), List.copyOf(early));
            early.clear();
        } else {
            onRemoteCandidates(offer.candidates());
        }
    }

    /// Further candidates of that offer, or the first of them.
    void onRemoteCandidates(List<IceCandidate> candidates) {
        List<IceCandidate> fresh = fresh(candidates);
        if (!hasAnswer()) {
            early.addAll(fresh);
        } else if (!fresh.isEmpty()) {
            search.onRemoteCandidates(fresh);
        }
    }

    private List<IceCandidate> fresh(List<IceCandidate> candidates) {
        List<IceCandidate> fresh = new ArrayList<>();
        for (IceCandidate candidate : candidates) {
            if (remoteAddresses.size() < MOST_CANDIDATES && remoteAddresses.add(candidate.address())) {
                fresh.add(candidate);
                remoteCandidates.add(candidate);
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

    /// The offer as it stands, and what does not fit into it; nothing before the first own address is known.
    List<Signal> offer(int session, int controlSsrc) {
        if (isSilent()) {
            return List.of();
        }
        int numFirst = Math.min(localCandidates.size(), Signal.MAX_CANDIDATES);
        List<Signal> signals = new ArrayList<>();
        signals.add(new Signal.Offer(
                session,
                generation,
                hasAnswer(),
                search.credentials(),
                controlSsrc,
                localCandidates.subList(0, numFirst),
                isComplete));
        signals.addAll(further(session, localCandidates.subList(numFirst, localCandidates.size())));
        return signals;
    }

    /// Whether it has not told any own address yet.
    boolean isSilent() {
        return localCandidates.isEmpty() && !isComplete;
    }

    /// Candidates that follow an offer, in as many signals as they need.
    List<Signal> further(int session, List<IceCandidate> candidates) {
        List<Signal> signals = new ArrayList<>();
        for (int at = 0; at < candidates.size(); at += Signal.MAX_CANDIDATES) {
            int end = Math.min(candidates.size(), at + Signal.MAX_CANDIDATES);
            signals.add(new Signal.Candidates(session, generation, candidates.subList(at, end), isComplete));
        }
        return signals;
    }

    /// Whether an offer has been sent after a moment.
    boolean hasOfferedSince(long sinceNs) {
        return offeredNs != Long.MIN_VALUE && offeredNs - sinceNs > 0;
    }

    boolean hasOffered() {
        return offeredNs != Long.MIN_VALUE;
    }

    /// Whether an offer has been sent that said that the other's is here.
    boolean hasAcknowledged() {
        return hasAcknowledged;
    }

    void onOffered(long nowNs) {
        offeredNs = nowNs;
        hasAcknowledged = hasAnswer();
    }

    /// Whether all own addresses are known.
    boolean isComplete() {
        return isComplete;
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

    Attempt attempt() {
        return new Attempt(localCandidates, remoteCandidates, search.pairs());
    }

    @Override
    public void close() {
        search.close();
    }
}
