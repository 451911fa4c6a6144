package tutti.nat.mesh;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import tutti.nat.dtls.DtlsHandshake;
import tutti.nat.link.PathReport;
import tutti.nat.session.SrtpLink;
import tutti.nat.session.Tally;
import tutti.nat.srtp.PacketShape;
import tutti.nat.srtp.SrtpKeys;

/// One session with another member, which lives as long as its keys: the searches for a way, the exchange of keys,
/// the link. [PeerState] draws how it goes; `nat/docs/protocol.md`, section 6, is the protocol.
///
/// A link outlives the ways it takes: while it is silent, or our addresses change, another search goes on beside it,
/// and packets move when that has found something. A session that has failed or whose link was lost is over: its
/// state says when the next one is due.
///
/// Thread: the link thread; what the exchange tells comes here through the inbox.
final class PeerSession implements Searches.Listener {
    /// With no way so long after both offers, packets go through the room server in the meantime.
    static final long RELAY_AFTER_NS = 600_000_000;

    /// Silence after which another way is sought. Media and signs of life come much more often.
    static final long SILENCE_NS = 1_000_000_000;

    /// A search beside a link that has not found anything by now is given up.
    static final long SEARCH_NS = 10_000_000_000L;

    /// Silence after which a link is given up.
    static final long GIVE_UP_NS = 30_000_000_000L;

    /// While packets go through the room server, how often a better way is sought.
    static final long BETTER_NS = 30_000_000_000L;

    /// A search or an exchange that has told nothing by now will not any more: what it told was lost. Both give up
    /// after less than this.
    static final long OVERDUE_NS = 12_000_000_000L;

    /// Handshakes from addresses that the other end has not named, in a second. Behind some routers and relays it has
    /// such an address: a handshake of six flights, each repeated, fits in.
    private static final int MAX_STRANGERS = 64;

    private final MeshContext context;
    private final PeerConnection peer;
    private final int number;
    private final int localControlSsrc;
    private final PeerRoute route = new PeerRoute();
    private final Searches searches;
    private final RoomPath roomPath;
    private final Backoff silence = new Backoff();
    private final Allowance strangers = new Allowance(MAX_STRANGERS, 1_000_000_000);
    private PeerState state = new PeerState.Gathering();
    private long searchDueNs;
    private long handshakeNs;

    /// Null before the other end's first offer.
    private @Nullable Integer remoteControlSsrc;

    private @Nullable KeyExchange exchange;
    private @Nullable SrtpLink<PeerRoute> link;

    PeerSession(MeshContext context, PeerConnection peer, int number, long nowNs) {
        this(context, peer, number, context.newSsrc());
        searches.begin(nowNs);
    }

    /// The first session with somebody who was told of us by hand.
    PeerSession(MeshContext context, PeerConnection peer, ContactByHand contact, PathSearch begun, long nowNs) {
        this(context, peer, 0, contact.controlSsrc());
        searches.adopt(begun, nowNs);
    }

    private PeerSession(MeshContext context, PeerConnection peer, int number, int localControlSsrc) {
        this.context = context;
        this.peer = peer;
        this.number = number;
        this.localControlSsrc = localControlSsrc;
        searches = new Searches(context, peer, number, localControlSsrc, route, this);
        roomPath = new RoomPath(context.signalling(), peer.member(), route, searches, this::onWay, context.nowNs());
    }

    /// Counts the sessions of two runs, from 0.
    int number() {
        return number;
    }

    PeerState state() {
        return state;
    }

    @Nullable
    SrtpLink<PeerRoute> link() {
        return link;
    }

    Attempt attempt() {
        return searches.attempt();
    }

    private boolean isOver() {
        return state instanceof PeerState.Failed || state instanceof PeerState.Closed;
    }

    /// Looks for another way beside the one in use: our addresses have changed, or nothing comes any more.
    void searchAgain(long nowNs) {
        if (!isOver()) {
            searches.begin(nowNs);
        }
    }

    // --- What the other end says ------------------------------------------------------------------------------------

    /// A signal of this session, or of any.
    void onSignal(Signal signal, long nowNs) {
        if (isOver()) {
            return;
        }
        switch (signal) {
            case Signal.Offer offer -> onOffer(offer, nowNs);
            case Signal.Candidates candidates -> searches.onCandidates(candidates);
            case Signal.Relayed _ -> onRelayed(nowNs);
        }
    }

    /// Until the other's offer says that it is in this session too, it may mean another: their handshakes would meet
    /// in the room, where nothing tells them apart.
    private void onRelayed(long nowNs) {
        if (remoteControlSsrc == null) {
            context.signalling().openRelay();
        } else {
            roomPath.onAsked(nowNs);
        }
    }

    private void onOffer(Signal.Offer offer, long nowNs) {
        if (remoteControlSsrc != null && remoteControlSsrc != offer.controlSsrc()) {
            // The other end has forgotten this session, and counts from 0 again.
            peer.beginAnew(number + 1, nowNs);
            return;
        }
        remoteControlSsrc = offer.controlSsrc();
        searches.onOffer(offer, nowNs);
        if (searches.agreedNs() == Long.MAX_VALUE) {
            return;
        }
        if (state instanceof PeerState.Gathering) {
            state = new PeerState.Checking(nowNs);
        }
        if (link == null && exchange == null && !peer.isDtlsClient()) {
            // Before there is a way of our own: the client may find one first, and its first flight shall be heard.
            exchange = beginExchange();
        }
    }

    /// The other end is in a session before this one: tells it where we are.
    void sendOffer(long nowNs) {
        searches.sendOffer(nowNs, Searches.ANSWER_AGAIN_NS);
    }

    // --- What our searches say --------------------------------------------------------------------------------------

    @Override
    public void onFound(PathReport path) {
        silence.reset();
        roomPath.onWayFound(context.nowNs());
        onWay();
    }

    @Override
    public void onNotFound(String reason) {
        if (searches.hasWay() && !searches.isSearching()) {
            // The way in use has died; it stays until there is another, since it may come to life again.
            searches.begin(context.nowNs());
        } else if (link != null) {
            searches.dropNewest();
        } else if (route.path().kind() == PathReport.Kind.NONE) {
            fail(reason);
        }
    }

    /// Packets can go there: agree on keys, or go on.
    private void onWay() {
        SrtpLink<PeerRoute> present = link;
        if (present == null) {
            if (!(state instanceof PeerState.Handshaking)) {
                handshakeNs = context.nowNs();
            }
            state = new PeerState.Handshaking(route.path());
            if (exchange == null) {
                exchange = beginExchange();
            }
        } else {
            present.showLife(context.nowNs());
            if (state instanceof PeerState.Connected) {
                state = new PeerState.Connected(route.path());
            }
        }
    }

    // --- Keys -------------------------------------------------------------------------------------------------------

    private KeyExchange beginExchange() {
        boolean client = peer.isDtlsClient();
        return context.keys().begin(client, peer.member().fingerprint(), route, new KeyExchange.Listener() {
            @Override
            public void onKeys(SrtpKeys agreed) {
                context.inbox().put(() -> onAgreed(agreed));
            }

            @Override
            public void onFailed(String reason) {
                context.inbox().put(() -> onDisagreed(reason));
            }

            @Override
            public void onLeft() {
                context.inbox().put(PeerSession.this::onLeft);
            }
        });
    }

    private void onAgreed(SrtpKeys agreed) {
        Integer remoteSsrc = remoteControlSsrc;
        if (isOver() || link != null || remoteSsrc == null) {
            return;
        }
        long nowNs = context.nowNs();
        SrtpLink.Agreement agreement = new SrtpLink.Agreement(
                context.newLinkId(), peer.member().peer(), agreed, peer.isDtlsClient(), localControlSsrc, remoteSsrc);
        SrtpLink<PeerRoute> made = new SrtpLink<>(agreement, route, context.listener(), nowNs);
        link = made;
        state = new PeerState.Connected(route.path());
        made.showLife(nowNs);
        peer.onLinkUp(made);
    }

    private void onDisagreed(String reason) {
        if (!isOver() && link == null) {
            fail(reason);
        }
    }

    private void onLeft() {
        if (!isOver()) {
            end(peer.member().name() + " left.", true);
        }
    }

    // --- Packets ----------------------------------------------------------------------------------------------------

    /// A datagram for this member's link, other than STUN.
    ///
    /// @param by the search on whose port it came; null if it came through the room server
    /// @param from null if it came through a relay or the room
    void onDatagram(
            byte[] buffer, int numBytes, @Nullable PathSearch by, @Nullable InetSocketAddress from, long arrivalNs) {
        if (numBytes > 0 && DtlsHandshake.isDtls(buffer[0])) {
            onDtls(buffer, numBytes, by, from);
        } else if (PacketShape.isMedia(buffer, numBytes)) {
            onMedia(buffer, numBytes, by, arrivalNs);
        } else {
            malformed();
        }
    }

    private void onDtls(byte[] buffer, int numBytes, @Nullable PathSearch by, @Nullable InetSocketAddress from) {
        KeyExchange open = exchange;
        if (open == null || !isKnown(from)) {
            context.tally().increment(Tally.UNKNOWN_SOURCE);
            return;
        }
        if (by == null) {
            roomPath.onHeardThere(context.nowNs());
        }
        open.offer(buffer, 0, numBytes);
    }

    /// Strangers who guess a port shall not fill the exchange's queue; nobody guesses his way through a relay or the
    /// room. As long as no way is found, only addresses that the other end has named may speak; afterwards others
    /// may, but not much.
    private boolean isKnown(@Nullable InetSocketAddress from) {
        return from == null || searches.knows(from) || (searches.hasWay() && strangers.take(context.nowNs()));
    }

    private void onMedia(byte[] buffer, int numBytes, @Nullable PathSearch by, long arrivalNs) {
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
        if (by == null) {
            roomPath.onHeardThere(context.nowNs());
        } else if (searches.isUsed(by)) {
            roomPath.onHeardDirectly(context.nowNs());
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

    // --- Time -------------------------------------------------------------------------------------------------------

    /// Does what is due.
    void tick(long nowNs) {
        if (isOver()) {
            return;
        }
        searches.tick(nowNs);
        roomPath.tick(nowNs);
        SrtpLink<PeerRoute> present = link;
        if (present == null) {
            tickUnlinked(nowNs);
        } else if (present.isDown()) {
            onLinkDown(present);
        } else if (present.silentNs(nowNs) >= GIVE_UP_NS) {
            String reason = "Nothing was heard from " + peer.member().name() + " for 30 seconds.";
            over(new PeerState.Failed(reason, nowNs));
            endLink(reason, false);
        } else {
            tickLink(present, nowNs);
        }
    }

    private void tickUnlinked(long nowNs) {
        String name = peer.member().name();
        if (isOverdue(searches.owesNs(), nowNs) && route.path().kind() == PathReport.Kind.NONE) {
            fail("No way to " + name + " was found in time.");
        } else if (state instanceof PeerState.Handshaking && isOverdue(handshakeNs, nowNs)) {
            fail("No keys were agreed upon with " + name + " in time.");
        } else if (!searches.hasWay() && isPast(searches.agreedNs(), RELAY_AFTER_NS, nowNs)) {
            roomPath.ask(nowNs);
        }
    }

    private static boolean isOverdue(long sinceNs, long nowNs) {
        return isPast(sinceNs, OVERDUE_NS, nowNs);
    }

    /// @param sinceNs [Long#MAX_VALUE] if it has not begun
    private static boolean isPast(long sinceNs, long waitNs, long nowNs) {
        return sinceNs != Long.MAX_VALUE && nowNs - sinceNs >= waitNs;
    }

    private void tickLink(SrtpLink<PeerRoute> present, long nowNs) {
        present.tick(nowNs);
        long silentNs = present.silentNs(nowNs);
        if (silentNs >= SILENCE_NS || route.path().kind() == PathReport.Kind.NONE) {
            roomPath.ask(nowNs);
        }
        if (silentNs >= SILENCE_NS) {
            onSilence(nowNs, silentNs);
        } else {
            onLife(nowNs);
        }
    }

    private void onSilence(long nowNs, long silentNs) {
        if (!(state instanceof PeerState.Restarting)) {
            state = new PeerState.Restarting(route.path(), nowNs - silentNs);
            // What the other end has begun a moment ago shall have its time.
            searchDueNs = searches.isSearching() ? searches.beganNs() + silence.next() : nowNs;
        }
        if (nowNs - searchDueNs >= 0 && context.signalling().isConnected()) {
            searches.begin(nowNs);
            searchDueNs = nowNs + silence.next();
        }
    }

    private void onLife(long nowNs) {
        PathReport path = route.path();
        if (state instanceof PeerState.Restarting) {
            silence.reset();
        }
        if (!(state instanceof PeerState.Connected(PathReport known)) || !known.equals(path)) {
            state = new PeerState.Connected(path);
        }
        if (searches.hasWay() && searches.isSearching() && nowNs - searches.beganNs() >= SEARCH_NS) {
            // Nothing better was found, and the old way works.
            searches.dropNewest();
        } else if (roomPath.isUsed()
                && nowNs - searches.beganNs() >= BETTER_NS
                && context.signalling().isConnected()) {
            searches.begin(nowNs);
        }
    }

    // --- The end ----------------------------------------------------------------------------------------------------

    private void fail(String reason) {
        over(new PeerState.Failed(reason, peer.retryNs(context.nowNs())));
    }

    private void onLinkDown(SrtpLink<PeerRoute> present) {
        String name = peer.member().name();
        boolean left = present.peerLeft();
        end(left ? name + " left." : "The link to " + name + " was closed here.", left);
    }

    /// Ends everything, for good.
    void end(String reason, boolean left) {
        over(new PeerState.Closed(reason));
        endLink(reason, left);
    }

    private void over(PeerState last) {
        state = last;
        searches.close();
        KeyExchange ending = exchange;
        exchange = null;
        if (ending != null) {
            ending.close();
        }
    }

    private void endLink(String reason, boolean left) {
        SrtpLink<PeerRoute> ending = link;
        link = null;
        if (ending != null) {
            ending.end(reason, left);
            context.tally().add(ending.counters());
        }
    }

    /// Says goodbye and releases everything, telling nobody here. Thread: any, once the link thread has ended.
    void release() {
        SrtpLink<PeerRoute> present = link;
        if (present != null) {
            present.close();
        }
        over(new PeerState.Closed("This player left."));
    }
}
