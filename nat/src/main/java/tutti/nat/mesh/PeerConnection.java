package tutti.nat.mesh;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.PairReport;
import tutti.nat.link.PathReport;
import tutti.nat.session.SrtpLink;
import tutti.nat.session.Tally;
import tutti.nat.srtp.PacketShape;
import tutti.nat.srtp.SrtpKeys;
import tutti.nat.udp.PacketRoute;

/// Everything between this player and one other member: the search for a way, the keys, the link. [PeerState] draws how
/// it goes; `nat/docs/protocol.md`, section 6, is the protocol.
///
/// A link outlives the ways it takes: while it is silent, or our addresses change, another search goes on beside it,
/// and
/// packets move when that has found something. Keys are made once for each session; only a link that was given up,
/// or an exchange that failed, begins the next session.
///
/// Thread: the link thread.
final class PeerConnection implements PathSearch.Listener {
    /// An offer without an answer is repeated so often: signals get lost, and rooms go away.
    static final long OFFER_AGAIN_NS = 1_000_000_000;

    /// The other's repeated offer is answered again at most so often.
    static final long ANSWER_AGAIN_NS = 400_000_000;

    /// With no way so long after both offers, packets go through the room server in the meantime.
    static final long RELAY_AFTER_NS = 600_000_000;

    /// Silence after which another way is sought. Media and signs of life come much more often.
    static final long SILENCE_NS = 1_000_000_000;

    /// Between two searches for another way, the first time; doubled up to [#MAX_RETRY_NS].
    static final long RETRY_NS = 2_000_000_000;

    static final long MAX_RETRY_NS = 10_000_000_000L;

    /// A search beside a link that has not found anything by now is given up.
    static final long SEARCH_NS = 10_000_000_000L;

    /// Packets still under way on the old path arrive within this time.
    static final long RETIRE_NS = 3_000_000_000L;

    /// Silence after which a link is given up.
    static final long GIVE_UP_NS = 30_000_000_000L;

    /// While packets go through the room server, how often a better way is sought.
    static final long BETTER_NS = 30_000_000_000L;

    /// What all connections of one mesh share.
    private final MeshContext context;

    private final MeshMember member;
    private final boolean controlling;
    private final boolean dtlsClient;
    private PeerRoute route = new PeerRoute();
    private PeerState state = new PeerState.Gathering();
    private int session;
    private int localControlSsrc;
    private int remoteControlSsrc;

    /// The newest search.
    private @Nullable PathSearch search;

    /// The search whose way is used; the same or an older one.
    private @Nullable PathSearch active;

    private @Nullable PathSearch retiring;
    private long retireNs;
    private long retryNs;
    private long retryDelayNs = RETRY_NS;
    private @Nullable KeyExchange exchange;
    private @Nullable SrtpLink<PeerRoute> link;
    private boolean heard = true;

    PeerConnection(MeshContext context, MeshMember member) {
        this(context, member, context.self().compareTo(member.fingerprint()) > 0);
    }

    /// @param controlling whether this end decides between several ways
    PeerConnection(MeshContext context, MeshMember member, boolean controlling) {
        this.context = context;
        this.member = member;
        this.controlling = controlling;
        this.dtlsClient = context.self().compareTo(member.fingerprint()) < 0;
    }

    MeshMember member() {
        return member;
    }

    PeerState state() {
        return state;
    }

    @Nullable
    SrtpLink<PeerRoute> link() {
        return link;
    }

    List<PairReport> pairs() {
        PathSearch newest = search;
        return newest == null ? List.of() : newest.pairs();
    }

    /// Begins the first session, or a new one with new keys.
    void begin(int newSession, long nowNs) {
        endSession();
        session = newSession;
        localControlSsrc = context.newSsrc();
        route = new PeerRoute();
        state = new PeerState.Gathering();
        retryDelayNs = RETRY_NS;
        beginSearch(0, nowNs);
    }

    /// Begins with a search that was begun before it was known for whom.
    ///
    /// @param controlSsrc what was told of us
    /// @param offer what the other end told
    void adopt(PathSearch begun, int controlSsrc, Signal.Offer offer, long nowNs) {
        localControlSsrc = controlSsrc;
        search = begun;
        retryNs = nowNs + retryDelayNs;
        begun.handTo(this);
        answer(begun, offer, nowNs);
    }

    private void endSession() {
        closeSearches();
        KeyExchange ending = exchange;
        exchange = null;
        if (ending != null) {
            ending.close();
        }
    }

    private void closeSearches() {
        PathSearch newest = search;
        PathSearch used = active;
        PathSearch old = retiring;
        search = null;
        active = null;
        retiring = null;
        if (newest != null) {
            newest.close();
        }
        if (used != null && used != newest) {
            used.close();
        }
        if (old != null) {
            old.close();
        }
    }

    private void beginSearch(int generation, long nowNs) {
        PathSearch abandoned = search;
        if (abandoned != null && abandoned != active) {
            abandoned.close();
        }
        retryNs = nowNs + retryDelayNs;
        search = new PathSearch(generation, context.finder(), controlling, context.inbox(), this, nowNs);
    }

    /// Looks for another way beside the one in use: our addresses have changed, or nothing comes any more.
    void searchAgain(long nowNs) {
        PathSearch newest = search;
        beginSearch(newest == null ? 0 : newest.generation() + 1, nowNs);
    }

    // --- What the other end says ------------------------------------------------------------------------------------

    void onSignal(Signal signal, long nowNs) {
        switch (signal) {
            case Signal.Offer offer -> onOffer(offer, nowNs);
            case Signal.Candidates candidates -> {
                PathSearch newest = search;
                if (newest != null
                        && candidates.session() == session
                        && candidates.generation() == newest.generation()) {
                    newest.onRemoteCandidates(candidates.candidates());
                }
            }
            case Signal.Relayed _ -> context.signalling().openRelay();
        }
    }

    private void onOffer(Signal.Offer offer, long nowNs) {
        if (offer.session() > session) {
            endLink("The link to " + member.name() + " begins anew.", false);
            begin(offer.session(), nowNs);
        }
        PathSearch newest = search;
        if (newest == null) {
            return;
        }
        boolean isNewer = offer.session() == session && offer.generation() > newest.generation();
        if (isNewer) {
            beginSearch(offer.generation(), nowNs);
            newest = search;
        }
        if (newest != null && offer.session() == session && offer.generation() == newest.generation()) {
            answer(newest, offer, nowNs);
        } else {
            // The other end is behind: our offer tells it where we are.
            sendOffer(nowNs, ANSWER_AGAIN_NS);
        }
    }

    private void answer(PathSearch newest, Signal.Offer offer, long nowNs) {
        remoteControlSsrc = offer.controlSsrc();
        boolean isFirst = !newest.hasAnswer();
        newest.onOffer(offer, nowNs);
        if (isFirst && state instanceof PeerState.Gathering) {
            state = new PeerState.Checking(nowNs);
        }
        if (isFirst && link == null && exchange == null && !dtlsClient) {
            // Before there is a way of our own: the client may find one first, and its first flight shall be heard.
            beginExchange();
        }
        if (!offer.hasYours()) {
            sendOffer(nowNs, ANSWER_AGAIN_NS);
        }
    }

    private void sendOffer(long nowNs, long atMostEveryNs) {
        PathSearch newest = search;
        if (newest == null || (newest.offeredNs() != Long.MIN_VALUE && nowNs - newest.offeredNs() < atMostEveryNs)) {
            return;
        }
        Signal.Offer offer = newest.offer(session, localControlSsrc);
        if (offer != null) {
            newest.onOffered(nowNs);
            context.signalling().send(member, offer);
        }
    }

    // --- What our search says ---------------------------------------------------------------------------------------

    @Override
    public void onLocalCandidates(PathSearch from, List<IceCandidate> candidates) {
        if (from != search) {
            return;
        }
        if (from.offeredNs() == Long.MIN_VALUE) {
            sendOffer(context.nowNs(), 0);
        } else if (!candidates.isEmpty() || from.isComplete()) {
            context.signalling()
                    .send(member, new Signal.Candidates(session, from.generation(), candidates, from.isComplete()));
        }
    }

    @Override
    public void onFound(PathSearch from) {
        if (from != search && from != active) {
            return;
        }
        PathSearch before = active;
        if (before != null && before != from) {
            closeRetiring();
            retiring = before;
            retireNs = context.nowNs() + RETIRE_NS;
        }
        active = from;
        retryDelayNs = RETRY_NS;
        from.use(route);
        onWay();
    }

    @Override
    public void onNotFound(PathSearch from, String reason) {
        long nowNs = context.nowNs();
        if (from == active && from == search) {
            // The way in use has died; it stays until there is another, since it may come to life again.
            searchAgain(nowNs);
        } else if (from == search) {
            retryLater(nowNs);
            if (link == null && route.path().kind() == PathReport.Kind.NONE) {
                state = new PeerState.Failed(reason, retryNs);
            }
        }
    }

    private void retryLater(long nowNs) {
        retryNs = nowNs + retryDelayNs;
        retryDelayNs = Math.min(MAX_RETRY_NS, 2 * retryDelayNs);
    }

    private void closeRetiring() {
        PathSearch old = retiring;
        retiring = null;
        if (old != null) {
            old.close();
        }
    }

    /// Packets can go there: agree on keys, or go on.
    private void onWay() {
        SrtpLink<PeerRoute> present = link;
        if (present == null) {
            state = new PeerState.Handshaking(route.path());
            if (exchange == null) {
                beginExchange();
            }
        } else {
            present.showLife(context.nowNs());
            if (state instanceof PeerState.Connected) {
                state = new PeerState.Connected(route.path());
            }
        }
    }

    // --- Keys -------------------------------------------------------------------------------------------------------

    private void beginExchange() {
        int forSession = session;
        exchange = context.keys().begin(dtlsClient, member.fingerprint(), route, new KeyExchange.Listener() {
            @Override
            public void onKeys(SrtpKeys agreed) {
                context.inbox().put(() -> onAgreed(forSession, agreed));
            }

            @Override
            public void onFailed(String reason) {
                context.inbox().put(() -> onDisagreed(forSession, reason));
            }
        });
    }

    private void onAgreed(int forSession, SrtpKeys agreed) {
        if (forSession != session || exchange == null || link != null) {
            return;
        }
        long nowNs = context.nowNs();
        SrtpLink.Agreement agreement = new SrtpLink.Agreement(
                context.newLinkId(), member.peer(), agreed, dtlsClient, localControlSsrc, remoteControlSsrc);
        SrtpLink<PeerRoute> made = new SrtpLink<>(agreement, route, context.listener(), nowNs);
        link = made;
        state = new PeerState.Connected(route.path());
        made.showLife(nowNs);
        context.listener().onLinkUp(made);
        if (!heard) {
            context.listener().onHeard(made, false);
        }
    }

    private void onDisagreed(int forSession, String reason) {
        if (forSession != session || link != null) {
            return;
        }
        long nowNs = context.nowNs();
        endSession();
        route = new PeerRoute();
        retryLater(nowNs);
        state = new PeerState.Failed(reason, retryNs);
    }

    // --- Packets ----------------------------------------------------------------------------------------------------

    /// A datagram for this member's link, other than STUN.
    ///
    /// @param from null if it came through a relay or the room
    /// @param throughRoom whether it came through the room server
    void onDatagram(
            byte[] buffer, int numBytes, @Nullable InetSocketAddress from, boolean throughRoom, long arrivalNs) {
        if (numBytes > 0 && PacketShape.isDtls(buffer)) {
            onDtls(buffer, numBytes, from, throughRoom);
        } else if (PacketShape.isMedia(buffer, numBytes)) {
            onMedia(buffer, numBytes, throughRoom, arrivalNs);
        } else {
            malformed();
        }
    }

    private void onDtls(byte[] buffer, int numBytes, @Nullable InetSocketAddress from, boolean throughRoom) {
        KeyExchange open = exchange;
        if (open == null || !isKnown(from)) {
            context.tally().increment(Tally.UNKNOWN_SOURCE);
            return;
        }
        if (throughRoom && route.path().kind() == PathReport.Kind.NONE) {
            goThroughRoom();
        }
        open.offer(buffer, 0, numBytes);
    }

    /// Strangers who guess a port shall not fill the exchange's queue; nobody guesses his way through a relay or the
    /// room.
    /// As long as no way is found, only addresses that the other end has named may speak.
    private boolean isKnown(@Nullable InetSocketAddress from) {
        PathSearch newest = search;
        return from == null || active != null || (newest != null && newest.knows(from));
    }

    private void onMedia(byte[] buffer, int numBytes, boolean throughRoom, long arrivalNs) {
        SrtpLink<PeerRoute> present = link;
        if (present == null) {
            context.tally().increment(Tally.UNKNOWN_SOURCE);
            return;
        }
        boolean isShaped = PacketShape.isControl(buffer)
                ? PacketShape.isProtectedRtcp(buffer, numBytes)
                : PacketShape.isProtectedRtp(buffer, numBytes);
        if (!isShaped) {
            present.onMalformed();
            return;
        }
        int plainBytes = present.authenticate(buffer, numBytes, arrivalNs);
        if (plainBytes < 0) {
            return;
        }
        if (!throughRoom && active != null && route.path().kind() == PathReport.Kind.TCP) {
            // The way that had fallen silent is back, and better than through the room.
            active.use(route);
        }
        present.deliver(buffer, plainBytes, arrivalNs);
        if (present.isDown()) {
            onLinkDown(present);
        }
    }

    private void malformed() {
        SrtpLink<PeerRoute> present = link;
        if (present == null) {
            context.tally().increment(Tally.MALFORMED);
        } else {
            present.onMalformed();
        }
    }

    private boolean goThroughRoom() {
        Optional<PacketRoute> through = context.signalling().relayTo(member);
        through.ifPresent(way -> route.use(way, new PathReport(PathReport.Kind.TCP, "", "through the room server")));
        return through.isPresent();
    }

    // --- Time -------------------------------------------------------------------------------------------------------

    /// Does what is due.
    void tick(long nowNs) {
        if (state instanceof PeerState.Closed) {
            return;
        }
        if (retiring != null && nowNs - retireNs >= 0) {
            closeRetiring();
        }
        PathSearch newest = search;
        if (newest != null && !newest.hasAnswer()) {
            sendOffer(nowNs, OFFER_AGAIN_NS);
        }
        SrtpLink<PeerRoute> present = link;
        if (present != null) {
            tickLink(present, nowNs);
        } else if (state instanceof PeerState.Failed failed && nowNs - failed.retryNs() >= 0) {
            begin(session + 1, nowNs);
        } else {
            seekThroughRoom(nowNs);
        }
    }

    /// No way yet, and time enough gone: through the room server.
    private void seekThroughRoom(long nowNs) {
        PathSearch newest = search;
        if (newest == null
                || route.path().kind() != PathReport.Kind.NONE
                || !newest.hasAnswer()
                || nowNs - newest.answeredNs() < RELAY_AFTER_NS) {
            return;
        }
        askForRelay();
        if (goThroughRoom()) {
            onWay();
        }
    }

    private void askForRelay() {
        if (context.signalling().relayTo(member).isEmpty()) {
            context.signalling().openRelay();
            context.signalling().send(member, new Signal.Relayed());
        }
    }

    private void tickLink(SrtpLink<PeerRoute> present, long nowNs) {
        long silentNs = present.silentNs(nowNs);
        if (present.isDown()) {
            onLinkDown(present);
        } else if (silentNs >= GIVE_UP_NS) {
            endLink("Nothing was heard from " + member.name() + " for 30 seconds.", false);
            begin(session + 1, nowNs);
        } else {
            present.tick(nowNs);
            if (silentNs >= SILENCE_NS) {
                onSilence(nowNs, silentNs);
            } else {
                onLife(nowNs);
            }
        }
    }

    private void onSilence(long nowNs, long silentNs) {
        if (!(state instanceof PeerState.Restarting)) {
            state = new PeerState.Restarting(route.path(), nowNs - silentNs);
            retryNs = nowNs;
        }
        if (nowNs - retryNs >= 0 && context.signalling().isConnected()) {
            searchAgain(nowNs);
            retryDelayNs = Math.min(MAX_RETRY_NS, 2 * retryDelayNs);
            askForRelay();
        }
        if (silentNs >= SILENCE_NS + RELAY_AFTER_NS && route.path().kind() != PathReport.Kind.TCP) {
            goThroughRoom();
        }
    }

    private void onLife(long nowNs) {
        PathReport path = route.path();
        if (state instanceof PeerState.Restarting) {
            retryDelayNs = RETRY_NS;
        }
        if (!(state instanceof PeerState.Connected(PathReport known)) || !known.equals(path)) {
            state = new PeerState.Connected(path);
        }
        PathSearch newest = search;
        if (newest != null && newest != active && active != null && nowNs - newest.beganNs() >= SEARCH_NS) {
            // Nothing better was found, and the old way works.
            newest.close();
            search = active;
        } else if (path.kind() == PathReport.Kind.TCP
                && newest != null
                && nowNs - newest.beganNs() >= BETTER_NS
                && context.signalling().isConnected()) {
            searchAgain(nowNs);
        }
    }

    // --- The end ----------------------------------------------------------------------------------------------------

    private void onLinkDown(SrtpLink<PeerRoute> present) {
        boolean left = present.peerLeft();
        close(left ? member.name() + " left." : "The link to " + member.name() + " was closed here.", left);
    }

    private void endLink(String reason, boolean left) {
        SrtpLink<PeerRoute> ending = link;
        link = null;
        if (ending != null) {
            ending.end(reason, left);
            context.tally().add(ending.counters());
        }
    }

    /// Ends everything, for good.
    void close(String reason, boolean left) {
        state = new PeerState.Closed(reason);
        endSession();
        endLink(reason, left);
    }

    /// Says goodbye and releases everything, telling nobody here. Thread: any, once the link thread has ended.
    void release() {
        SrtpLink<PeerRoute> present = link;
        if (present != null) {
            present.close();
        }
        endSession();
    }

    /// Whether what this member sends may be played.
    void heard(boolean isHeard) {
        SrtpLink<PeerRoute> present = link;
        if (isHeard != heard) {
            heard = isHeard;
            if (present != null) {
                context.listener().onHeard(present, isHeard);
            }
        }
    }
}
