package tutti.nat.mesh;

import org.jspecify.annotations.Nullable;
import tutti.nat.link.MediaLink;
import tutti.nat.session.SrtpLink;

/// Everything between this player and one run of another member: one [PeerSession] after the other. The keys of a
/// session are made once; a link that was given up, an exchange that failed, or a search without any result begins
/// the next, and so does the other end by offering it.
///
/// Thread: the link thread.
final class PeerConnection {
    /// Each search costs ports and checks, so the other end's word may begin four in two seconds. It repeats what it
    /// says each second.
    private static final int MAX_FOLLOWED = 4;

    private static final long FOLLOWED_NS = 2_000_000_000;

    /// What all connections of one mesh share.
    private final MeshContext context;

    private final MeshMember member;
    private final boolean controlling;
    private final boolean dtlsClient;
    private final Backoff failures = new Backoff();
    private final Allowance follow = new Allowance(MAX_FOLLOWED, FOLLOWED_NS);
    private Roster.Admitted admitted;
    private boolean heard;
    private PeerSession session;

    PeerConnection(MeshContext context, Roster.Admitted admitted, boolean heard) {
        this.context = context;
        this.member = admitted.member();
        dtlsClient = context.self().compareTo(member.fingerprint()) < 0;
        controlling = !dtlsClient;
        this.admitted = admitted;
        this.heard = heard;
        session = new PeerSession(context, this, 0, context.nowNs());
    }

    /// Whether this is the connection that the room wants. One that was closed is not, if the room has asked since.
    boolean isSameAs(Roster.Admitted wanted) {
        boolean isAskedAgain = wanted.number() > admitted.number();
        return member.run() == wanted.member().run() && !(isClosed() && isAskedAgain);
    }

    void onAdmitted(Roster.Admitted newest) {
        admitted = newest;
    }

    /// Whether nothing is left of it: the member is not in the room, and the link that outlived that is lost.
    boolean isForgotten() {
        return !admitted.present() && link() == null;
    }

    /// To somebody who was told of us by hand, and has answered by hand.
    PeerConnection(MeshContext context, MeshMember member, ContactByHand contact, PathSearch begun, long nowNs) {
        this.context = context;
        this.member = member;
        dtlsClient = context.self().compareTo(member.fingerprint()) < 0;
        controlling = contact.controlling();
        admitted = new Roster.Admitted(member, 0, true);
        heard = true;
        session = new PeerSession(context, this, contact, begun, nowNs);
    }

    MeshMember member() {
        return member;
    }

    /// Whether this end decides between several ways.
    boolean isControlling() {
        return controlling;
    }

    /// Whether this end begins the exchange of keys.
    boolean isDtlsClient() {
        return dtlsClient;
    }

    PeerSession session() {
        return session;
    }

    PeerState state() {
        return session.state();
    }

    boolean isClosed() {
        return state() instanceof PeerState.Closed;
    }

    @Nullable
    SrtpLink<PeerRoute> link() {
        return session.link();
    }

    Attempt attempt() {
        return session.attempt();
    }

    void onSignal(Signal signal, long nowNs) {
        if (isClosed()) {
            return;
        }
        int number = switch (signal) {
            case Signal.Offer offer -> offer.session();
            case Signal.Candidates candidates -> candidates.session();
            case Signal.Relayed _ -> session.number();
        };
        if (number > session.number() && signal instanceof Signal.Offer) {
            beginAnew(number, nowNs);
        }
        if (number == session.number()) {
            session.onSignal(signal, nowNs);
        } else if (signal instanceof Signal.Offer) {
            session.sendOffer(nowNs);
        }
    }

    /// The other end begins another session, or has forgotten the present one.
    void beginAnew(int number, long nowNs) {
        if (mayFollow(nowNs)) {
            session.end("The link to " + member.name() + " begins anew.", false);
            session = new PeerSession(context, this, number, nowNs);
        }
    }

    /// Whether a search may begin now because the other end says so.
    boolean mayFollow(long nowNs) {
        return follow.take(nowNs);
    }

    /// When the next session is due after one that has failed.
    long retryNs(long nowNs) {
        return nowNs + failures.next();
    }

    void onLinkUp(MediaLink link) {
        failures.reset();
        context.listener().onLinkUp(link);
        if (!heard) {
            context.listener().onHeard(link, false);
        }
    }

    /// Does what is due.
    void tick(long nowNs) {
        session.tick(nowNs);
        boolean isDue = session.state() instanceof PeerState.Failed failed && nowNs - failed.retryNs() >= 0;
        if (isDue && admitted.present()) {
            session = new PeerSession(context, this, session.number() + 1, nowNs);
        }
    }

    /// Ends everything, for good.
    void close(String reason, boolean left) {
        session.end(reason, left);
    }

    /// Whether what this member sends may be played.
    void heard(boolean isHeard) {
        SrtpLink<PeerRoute> present = link();
        if (isHeard != heard) {
            heard = isHeard;
            if (present != null) {
                context.listener().onHeard(present, isHeard);
            }
        }
    }
}
