package tutti.nat.direct;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.nat.invite.InviteSecret;
import tutti.nat.link.LinkListener;
import tutti.nat.link.PeerIdentity;
import tutti.nat.session.SrtpLink;
import tutti.nat.session.Tally;
import tutti.nat.udp.DatagramPort;

/// Calls a host until it answers, links to it, and calls anew whenever it falls silent: the host may come back at any
/// time. The old link is kept until the new keys are confirmed, so a gap in the network heals without a new link.
public final class DirectJoin extends DirectEndpoint {
    /// How often a hello or a confirmation is repeated.
    static final long REPEAT_NS = 100_000_000;

    /// After [#ADVISE_NS] without an answer, how often a hello is repeated for ever.
    static final long PATIENT_REPEAT_NS = 500_000_000;

    /// A host that is there has answered by now, even if three hellos in a row were lost.
    static final long ADVISE_NS = 3_000_000_000L;

    /// Silence after which the host is called anew.
    static final long RECALL_NS = 1_000_000_000;

    /// How long a host that is called anew is given to go on with the old keys before the new ones are confirmed: one
    /// that only stood still has much to send when it answers.
    static final long OLD_KEYS_NS = 50_000_000;

    /// A welcome is given up after so many confirmations without an answer: the host has forgotten it. Counted, because
    /// a side that stands still for a second, as when it loads its cryptography, has had no time for an answer.
    static final int MAX_CONFIRMATIONS = (int) (DirectHost.PENDING_NS / REPEAT_NS);

    /// A call to the host: one hello, repeated, and what came of it.
    private static final class Call {
        final Nonce nonce;
        final byte[] hello;
        final int localControlSsrc;

        /// When the hello or the confirmation is repeated at the earliest.
        long dueNs;

        /// From the welcome on: the link that waits for the host's first packet under the new keys.
        @Nullable
        SrtpLink<UdpRoute> candidate;

        /// From the first one on the host may have had a packet under the new keys, and so may know no others any more.
        int numConfirmations;

        Call(Nonce nonce, byte[] hello, int localControlSsrc, long dueNs) {
            this.nonce = nonce;
            this.hello = hello;
            this.localControlSsrc = localControlSsrc;
            this.dueNs = dueNs;
        }
    }

    private final InetSocketAddress host;
    private final String hostText;
    private @Nullable Call call;
    private long callingSinceNs;

    /// Changed by the link thread alone, read by [#close] on any.
    private volatile @Nullable SrtpLink<UdpRoute> current;

    private volatile JoinState state = new JoinState.Calling();

    /// @param port a port of the host address's family, bound anywhere; closed with this endpoint
    /// @param host where the host listens, resolved
    /// @param secret the invite's
    /// @param self who the host will meet
    /// @param clockNs the clock of the port's arrival times
    /// @param random for nonces, which must never repeat
    public DirectJoin(
            DatagramPort port,
            InetSocketAddress host,
            InviteSecret secret,
            PeerIdentity self,
            LinkListener listener,
            LongSupplier clockNs,
            SecureRandom random) {
        super(port, secret, self, listener, clockNs, random);
        this.host = host;
        String literal = host.getHostString();
        this.hostText = (literal.indexOf(':') >= 0 ? "[" + literal + "]" : literal) + ":" + host.getPort();
        this.callingSinceNs = clockNs.getAsLong();
    }

    /// How far joining has come. Thread: any.
    public JoinState state() {
        return state;
    }

    /// How long nothing authentic has come from the host; 0 without a link. Thread: any.
    public long silentNs(long nowNs) {
        SrtpLink<UdpRoute> link = current;
        return link == null ? 0 : link.silentNs(nowNs);
    }

    @Override
    void onMessage(byte[] message, InetSocketAddress from, long arrivalNs) {
        Call calling = call;
        if (message[2] != Handshake.WELCOME) {
            tally.increment(linkAt(from) == null ? Tally.UNKNOWN_SOURCE : Tally.MALFORMED);
        } else if (!handshake.isAuthentic(message)) {
            tally.increment(linkAt(from) == null ? Tally.UNKNOWN_SOURCE : Tally.BAD_TAG);
        } else if (calling == null
                || calling.candidate != null
                || !calling.nonce.equals(Handshake.joinerNonce(message))) {
            // An answer to an old call, or a second answer to this one.
            tally.increment(Tally.REPLAYED);
        } else {
            onWelcome(calling, message, arrivalNs);
        }
    }

    private void onWelcome(Call calling, byte[] message, long nowNs) {
        Handshake.Introduction introduction = handshake.open(message);
        if (introduction == null) {
            tally.increment(Tally.MALFORMED);
            return;
        }
        countMessage();
        SrtpLink.Agreement agreement = new SrtpLink.Agreement(
                newLinkId(),
                introduction.peer(),
                handshake.sessionKeys(calling.nonce, Handshake.hostNonce(message)),
                true,
                calling.localControlSsrc,
                introduction.controlSsrc());
        SrtpLink<UdpRoute> candidate = new SrtpLink<>(agreement, new UdpRoute(port, host), listener, nowNs);
        calling.candidate = candidate;
        if (current == null) {
            confirm(calling, candidate, nowNs);
        } else {
            calling.dueNs = nowNs + OLD_KEYS_NS;
        }
    }

    private static void confirm(Call calling, SrtpLink<UdpRoute> candidate, long nowNs) {
        calling.numConfirmations++;
        calling.dueNs = nowNs + REPEAT_NS;
        candidate.showLife(nowNs);
    }

    private @Nullable SrtpLink<UdpRoute> candidate() {
        return call == null ? null : call.candidate;
    }

    /// There is one link, and packets that are not from the host's address may still be the host's.
    @Override
    @Nullable
    SrtpLink<UdpRoute> linkAt(InetSocketAddress from) {
        SrtpLink<UdpRoute> link = current;
        return link != null && link.route().destination().equals(from) ? link : null;
    }

    @Override
    @Nullable
    SrtpLink<UdpRoute> linkOfStream(int ssrc) {
        SrtpLink<UdpRoute> link = current;
        return link != null && link.accepts(ssrc) ? link : null;
    }

    @Override
    @Nullable
    SrtpLink<UdpRoute> linkOfControl(int ssrc) {
        SrtpLink<UdpRoute> candidate = candidate();
        if (candidate != null && candidate.remoteControlSsrc() == ssrc) {
            return candidate;
        }
        SrtpLink<UdpRoute> link = current;
        return link != null && link.remoteControlSsrc() == ssrc ? link : null;
    }

    @Override
    void onAuthentic(SrtpLink<UdpRoute> link, InetSocketAddress from, long nowNs) {
        if (!from.equals(link.route().destination())) {
            link.route().moveTo(from);
        }
        if (link == candidate()) {
            call = null;
            SrtpLink<UdpRoute> before = current;
            if (before != null) {
                end(before, "The link to " + before.peer().name() + " began anew.", false);
            }
            current = link;
            state = new JoinState.Joined(link.peer());
            listener.onLinkUp(link);
        }
    }

    @Override
    void onDown(SrtpLink<UdpRoute> link) {
        String name = link.peer().name();
        if (link.peerLeft()) {
            lose(link, name + " left.", true, link.heardNs());
        } else {
            state = new JoinState.Closed();
            current = null;
            call = null;
            end(link, "The link to " + name + " was closed here.", false);
        }
    }

    private void lose(SrtpLink<UdpRoute> link, String reason, boolean left, long nowNs) {
        current = null;
        callingSinceNs = nowNs;
        state = new JoinState.Calling();
        end(link, reason, left);
    }

    @Override
    void tick(long nowNs) {
        if (state instanceof JoinState.Closed) {
            return;
        }
        SrtpLink<UdpRoute> link = current;
        if (link != null) {
            tickLink(link, nowNs);
        } else {
            tickCall(nowNs);
        }
    }

    private void tickLink(SrtpLink<UdpRoute> link, long nowNs) {
        long silentNs = link.silentNs(nowNs);
        if (link.isDown()) {
            onDown(link);
        } else if (silentNs >= LINK_TIMEOUT_NS) {
            lose(link, "Nothing was heard from " + link.peer().name() + " for 5 seconds.", false, nowNs);
            tickCall(nowNs);
        } else {
            link.tick(nowNs);
            Call calling = call;
            if (silentNs >= RECALL_NS || (calling != null && calling.numConfirmations > 0)) {
                tickCall(nowNs);
            } else if (calling != null) {
                // It is back: no need for new keys.
                giveUp(calling);
                call = null;
            }
        }
    }

    private void tickCall(long nowNs) {
        Call calling = call;
        if (calling == null || calling.numConfirmations == MAX_CONFIRMATIONS) {
            if (calling != null) {
                giveUp(calling);
            }
            call = newCall(nowNs);
            return;
        }
        boolean patient = nowNs - callingSinceNs >= ADVISE_NS;
        if (patient && current == null && state instanceof JoinState.Calling) {
            state = new JoinState.Unanswered("No answer from " + hostText
                    + "; check the address, the firewall and that the invite is current (calling on).");
        }
        if (nowNs - calling.dueNs < 0) {
            return;
        }
        SrtpLink<UdpRoute> candidate = calling.candidate;
        if (candidate != null) {
            confirm(calling, candidate, nowNs);
        } else {
            calling.dueNs = nowNs + (state instanceof JoinState.Unanswered ? PATIENT_REPEAT_NS : REPEAT_NS);
            sendMessage(calling.hello, host);
        }
    }

    private void giveUp(Call calling) {
        if (calling.candidate != null) {
            tally.add(calling.candidate.counters());
        }
    }

    private Call newCall(long nowNs) {
        Nonce nonce = newNonce();
        int controlSsrc = newSsrc();
        byte[] hello = handshake.hello(nonce, new Handshake.Introduction(self, controlSsrc));
        sendMessage(hello, host);
        return new Call(nonce, hello, controlSsrc, nowNs + REPEAT_NS);
    }

    @Override
    void closeLinks() {
        SrtpLink<UdpRoute> link = current;
        if (link != null) {
            link.close();
        }
        state = new JoinState.Closed();
    }

    @Override
    public String toString() {
        return "joiner of " + hostText + ", " + state;
    }
}
