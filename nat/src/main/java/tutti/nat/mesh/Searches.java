package tutti.nat.mesh;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.nat.ice.IceCandidate;
import tutti.nat.link.PathReport;

/// The searches of one session: the newest, whose generation is valid; the one whose way packets take, the same or an
/// older one; and those that they have replaced. Says and hears what the two ends tell each other about them.
///
/// Thread: the link thread.
final class Searches implements PathSearch.Listener {
    /// An offer is repeated so often until there is a way: signals get lost.
    static final long OFFER_AGAIN_NS = 1_000_000_000;

    /// The other's repeated offer is answered again at most so often.
    static final long ANSWER_AGAIN_NS = 400_000_000;

    /// What the session is told.
    interface Listener {
        /// Packets take another way from now on.
        void onFound(PathReport path);

        /// The newest search has come to nothing, or the way in use has died.
        void onNotFound(String reason);
    }

    private final MeshContext context;
    private final PeerConnection peer;
    private final int session;
    private final int controlSsrc;
    private final PeerRoute route;
    private final Listener listener;

    private @Nullable PathSearch newest;
    private @Nullable PathSearch used;
    private final Retirement retired = new Retirement();

    /// Of the newest search that was ever begun; -1 before the first.
    private int generation = -1;

    private long beganNs;

    /// Whether one shall begin that could not yet.
    private boolean isDue;

    private Attempt lastAttempt = Attempt.NONE;

    /// @param session its number
    /// @param controlSsrc this end's in that session
    /// @param route led along the ways that are found
    Searches(
            MeshContext context,
            PeerConnection peer,
            int session,
            int controlSsrc,
            PeerRoute route,
            Listener listener) {
        this.context = context;
        this.peer = peer;
        this.session = session;
        this.controlSsrc = controlSsrc;
        this.route = route;
        this.listener = listener;
    }

    /// Begins the next generation, beside the way in use; without the room, which nobody could be told through, as
    /// soon as it is back.
    void begin(long nowNs) {
        isDue = true;
        beginIfDue(nowNs);
    }

    private void beginIfDue(long nowNs) {
        if (isDue && context.signalling().isConnected()) {
            begin(generation + 1, nowNs);
        }
    }

    private void begin(int newGeneration, long nowNs) {
        isDue = false;
        PathSearch replaced = newest;
        if (replaced != null && replaced != used && replaced.hasAnswer()) {
            retired.add(replaced, nowNs);
            newest = used;
        }
        dropNewest();
        generation = newGeneration;
        beganNs = nowNs;
        newest = new PathSearch(newGeneration, context.finder(), peer, peer.isControlling(), context.inbox(), this);
    }

    /// Goes on with a search that was begun before it was known for whom.
    void adopt(PathSearch begun, long nowNs) {
        isDue = false;
        generation = begun.generation();
        beganNs = nowNs;
        newest = begun;
        begun.handTo(peer, this);
    }

    /// Gives up the newest search, unless its way is used.
    void dropNewest() {
        PathSearch dropped = newest;
        newest = used;
        if (dropped != null && dropped != used) {
            dropped.close();
        }
    }

    /// Whether a search goes on beside the way in use, or for the first way.
    boolean isSearching() {
        return newest != used;
    }

    /// Whether a way was found by now, be it dead or alive.
    boolean hasWay() {
        return used != null;
    }

    /// When the newest search began.
    long beganNs() {
        return beganNs;
    }

    /// Since when both ends' offers of the newest search are here; [Long#MAX_VALUE] if they are not.
    long agreedNs() {
        PathSearch search = newest;
        return search != null && search.hasAnswer() ? search.answeredNs() : Long.MAX_VALUE;
    }

    /// Since when the newest search ought to have told something: a way, or at first an address; [Long#MAX_VALUE] if
    /// it is the other end's turn.
    long owesNs() {
        PathSearch search = newest;
        return search != null && !search.hasAnswer() && search.isSilent() ? beganNs : agreedNs();
    }

    /// Whether an address is one of those that the other end has named.
    boolean knows(InetSocketAddress address) {
        return knows(newest, address) || knows(used, address);
    }

    private static boolean knows(@Nullable PathSearch search, InetSocketAddress address) {
        return search != null && search.knows(address);
    }

    /// What the newest search has tried, also when it is over.
    Attempt attempt() {
        PathSearch search = newest;
        return search == null ? lastAttempt : search.attempt();
    }

    /// Sends packets along the way that was found last, or nowhere.
    void useWay() {
        PathSearch search = used;
        if (search == null) {
            route.useNone();
        } else {
            search.use(route);
        }
    }

    /// Whether a port belongs to the search whose way was found last.
    boolean isUsed(PathSearch search) {
        return search == used;
    }

    // --- What the other end says ------------------------------------------------------------------------------------

    /// An offer of this session.
    void onOffer(Signal.Offer offer, long nowNs) {
        if (offer.generation() > generation && peer.mayFollow(nowNs)) {
            begin(offer.generation(), nowNs);
        } else if (isUsedUp(offer) && peer.mayFollow(nowNs)) {
            begin(nowNs);
        }
        PathSearch search = newest;
        if (search == null || search.generation() != offer.generation()) {
            // The other end is behind: our offer tells it where we are. Or it is ahead too soon, and will say so again.
            sendOffer(nowNs, ANSWER_AGAIN_NS);
            return;
        }
        search.onOffer(offer, nowNs);
        if (!offer.hasYours()) {
            sendOffer(nowNs, search.hasAcknowledged() ? ANSWER_AGAIN_NS : 0);
        }
    }

    /// Whether the other end seeks a new way under a number that was given up here, without its knowing.
    private boolean isUsedUp(Signal.Offer offer) {
        int usedGeneration = used == null ? -1 : used.generation();
        return !isSearching()
                && !offer.hasYours()
                && offer.generation() > usedGeneration
                && offer.generation() <= generation;
    }

    void onCandidates(Signal.Candidates candidates) {
        PathSearch search = newest;
        if (search != null && search.generation() == candidates.generation()) {
            search.onRemoteCandidates(candidates.candidates());
        }
    }

    /// Tells the other end where we are.
    void sendOffer(long nowNs, long atMostEveryNs) {
        PathSearch search = newest;
        if (search == null
                || search.hasOfferedSince(nowNs - atMostEveryNs)
                || !context.signalling().isConnected()) {
            return;
        }
        List<Signal> offer = search.offer(session, controlSsrc);
        if (!offer.isEmpty()) {
            search.onOffered(nowNs);
            send(offer);
        }
    }

    private void send(List<Signal> signals) {
        signals.forEach(signal -> context.signalling().send(peer.member(), signal));
    }

    // --- What our searches say --------------------------------------------------------------------------------------

    @Override
    public void onLocalCandidates(PathSearch from, List<IceCandidate> candidates) {
        if (from == newest && from.hasOffered()) {
            send(from.further(session, candidates));
        } else if (from == newest) {
            sendOffer(context.nowNs(), 0);
        }
    }

    @Override
    public void onFound(PathSearch from, PathReport path) {
        PathSearch before = used;
        boolean isNewer = before == null || from.generation() > before.generation();
        if (from != before && !(isNewer && (from == newest || retired.takeBack(from)))) {
            return;
        }
        if (before != null && before != from) {
            retired.add(before, context.nowNs());
        }
        used = from;
        from.use(route);
        listener.onFound(path);
    }

    @Override
    public void onNotFound(PathSearch from, String reason) {
        if (from == newest) {
            listener.onNotFound(reason);
        }
    }

    // --- Time -------------------------------------------------------------------------------------------------------

    void tick(long nowNs) {
        retired.tick(nowNs);
        beginIfDue(nowNs);
        PathSearch search = newest;
        if (search != null && !search.isFound()) {
            sendOffer(nowNs, OFFER_AGAIN_NS);
        }
    }

    void close() {
        lastAttempt = attempt();
        PathSearch last = used;
        dropNewest();
        newest = null;
        used = null;
        if (last != null) {
            last.close();
        }
        retired.close();
    }
}
