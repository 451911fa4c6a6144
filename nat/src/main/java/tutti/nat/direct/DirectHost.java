package tutti.nat.direct;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.nat.invite.InviteSecret;
import tutti.nat.link.LinkListener;
import tutti.nat.link.PeerIdentity;
import tutti.nat.session.SrtpLink;
import tutti.nat.session.Tally;
import tutti.nat.udp.DatagramPort;

/// Listens on one port and links everyone who knows the secret.
///
/// A hello without the secret makes no state and gets no answer. An authentic one, which may be a replay, gets an
/// answer no longer than itself and a place among the pending, which are few and expire. Only a packet under the new
/// keys, which nobody can have recorded before, makes a link of it, and then replaces an older link of the same peer.
public final class DirectHost extends DirectEndpoint {
    /// Links at one time; a mesh is useful up to about ten players.
    static final int MAX_LINKS = 64;

    /// Handshakes begun but not confirmed; the oldest makes room.
    static final int MAX_PENDING = 32;

    /// Long enough for a confirmation over any path on which one can still play.
    static final long PENDING_NS = 3_000_000_000L;

    /// The same hello is answered again at most so often: half of the joiner's repetition.
    static final long ANSWER_AGAIN_NS = 50_000_000;

    /// Hellos that became links are remembered, so that a replay of one is worth nothing.
    static final int MAX_USED_HELLOS = 1024;

    /// A handshake that has been answered.
    private static final class Pending {
        final Nonce joinerNonce;
        final Nonce hostNonce;
        final byte[] welcome;
        final Handshake.Introduction peer;
        final int localControlSsrc;
        final long sinceNs;
        InetSocketAddress from;
        long answeredNs;

        /// Made when a packet first claims to belong to it: replayed hellos shall not cost key schedules.
        @Nullable
        SrtpLink<UdpRoute> link;

        Pending(
                Nonce joinerNonce,
                Nonce hostNonce,
                byte[] welcome,
                Handshake.Introduction peer,
                int localControlSsrc,
                InetSocketAddress from,
                long nowNs) {
            this.joinerNonce = joinerNonce;
            this.hostNonce = hostNonce;
            this.welcome = welcome;
            this.peer = peer;
            this.localControlSsrc = localControlSsrc;
            this.from = from;
            this.sinceNs = nowNs;
            this.answeredNs = nowNs;
        }
    }

    /// Changed by the link thread alone, read by [#close] on any.
    private final List<SrtpLink<UdpRoute>> links = new CopyOnWriteArrayList<>();

    private final Map<InetSocketAddress, SrtpLink<UdpRoute>> byAddress = new HashMap<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final LinkedHashSet<Nonce> usedHellos = new LinkedHashSet<>();

    /// @param port where to listen; closed with this endpoint
    /// @param secret the invite's
    /// @param self who joiners will meet here
    /// @param clockNs the clock of the port's arrival times
    /// @param random for nonces, which must never repeat
    public DirectHost(
            DatagramPort port,
            InviteSecret secret,
            PeerIdentity self,
            LinkListener listener,
            LongSupplier clockNs,
            SecureRandom random) {
        super(port, secret, self, listener, clockNs, random);
    }

    @Override
    void onMessage(byte[] message, InetSocketAddress from, long arrivalNs) {
        if (message[2] != Handshake.HELLO) {
            tally.increment(linkAt(from) == null ? Tally.UNKNOWN_SOURCE : Tally.MALFORMED);
            return;
        }
        if (!handshake.isAuthentic(message)) {
            tally.increment(linkAt(from) == null ? Tally.UNKNOWN_SOURCE : Tally.BAD_TAG);
            return;
        }
        Nonce joinerNonce = Handshake.joinerNonce(message);
        if (usedHellos.contains(joinerNonce)) {
            tally.increment(Tally.REPLAYED);
            return;
        }
        countMessage();
        for (Pending known : pending) {
            if (known.joinerNonce.equals(joinerNonce)) {
                answerAgain(known, from, arrivalNs);
                return;
            }
        }
        Handshake.Introduction peer = handshake.open(message);
        if (peer == null) {
            tally.increment(Tally.MALFORMED);
        } else if (links.size() < MAX_LINKS || linkOf(peer.peer().id()) != null) {
            answer(joinerNonce, peer, from, arrivalNs);
        }
    }

    private void answerAgain(Pending known, InetSocketAddress from, long nowNs) {
        if (nowNs - known.answeredNs >= ANSWER_AGAIN_NS) {
            known.answeredNs = nowNs;
            known.from = from;
            sendMessage(known.welcome, from);
        }
    }

    private void answer(Nonce joinerNonce, Handshake.Introduction peer, InetSocketAddress from, long nowNs) {
        Nonce hostNonce = newNonce();
        int controlSsrc = newSsrc();
        byte[] welcome = handshake.welcome(joinerNonce, hostNonce, new Handshake.Introduction(self, controlSsrc));
        if (pending.size() == MAX_PENDING) {
            forget(pending.removeFirst());
        }
        pending.addLast(new Pending(joinerNonce, hostNonce, welcome, peer, controlSsrc, from, nowNs));
        sendMessage(welcome, from);
    }

    @Override
    @Nullable
    SrtpLink<UdpRoute> linkAt(InetSocketAddress from) {
        return byAddress.get(from);
    }

    @Override
    @Nullable
    SrtpLink<UdpRoute> linkOfStream(int ssrc) {
        for (SrtpLink<UdpRoute> link : links) {
            if (link.accepts(ssrc)) {
                return link;
            }
        }
        return null;
    }

    @Override
    @Nullable
    SrtpLink<UdpRoute> linkOfControl(int ssrc) {
        for (SrtpLink<UdpRoute> link : links) {
            if (link.remoteControlSsrc() == ssrc) {
                return link;
            }
        }
        for (Pending candidate : pending) {
            if (candidate.peer.controlSsrc() == ssrc) {
                return pendingLink(candidate);
            }
        }
        return null;
    }

    private SrtpLink<UdpRoute> pendingLink(Pending candidate) {
        if (candidate.link == null) {
            SrtpLink.Agreement agreement = new SrtpLink.Agreement(
                    newLinkId(),
                    candidate.peer.peer(),
                    handshake.sessionKeys(candidate.joinerNonce, candidate.hostNonce),
                    false,
                    candidate.localControlSsrc,
                    candidate.peer.controlSsrc());
            candidate.link = new SrtpLink<>(agreement, new UdpRoute(port, candidate.from), listener, candidate.sinceNs);
        }
        return candidate.link;
    }

    @Override
    void onAuthentic(SrtpLink<UdpRoute> link, InetSocketAddress from, long nowNs) {
        if (!from.equals(link.route().destination())) {
            byAddress.remove(link.route().destination(), link);
            link.route().moveTo(from);
            byAddress.put(from, link);
        }
        Iterator<Pending> candidates = pending.iterator();
        while (candidates.hasNext()) {
            Pending candidate = candidates.next();
            if (candidate.link == link) {
                candidates.remove();
                confirm(candidate, link, nowNs);
                return;
            }
        }
    }

    /// The peer has shown that it holds the new keys: the link begins.
    private void confirm(Pending candidate, SrtpLink<UdpRoute> link, long nowNs) {
        if (usedHellos.size() == MAX_USED_HELLOS) {
            usedHellos.removeFirst();
        }
        usedHellos.add(candidate.joinerNonce);
        pending.removeIf(other -> isOfPeer(other, link.peer().id()));
        SrtpLink<UdpRoute> before = linkOf(link.peer().id());
        if (before != null) {
            remove(before);
            end(before, before.peer().name() + " joined anew.", false);
        }
        links.add(link);
        byAddress.put(link.route().destination(), link);
        // The joiner waits for this before it calls the link up.
        link.showLife(nowNs);
        listener.onLinkUp(link);
    }

    private boolean isOfPeer(Pending candidate, String peerId) {
        boolean isSame = candidate.peer.peer().id().equals(peerId);
        if (isSame) {
            forget(candidate);
        }
        return isSame;
    }

    private void forget(Pending candidate) {
        if (candidate.link != null) {
            tally.add(candidate.link.counters());
        }
    }

    private @Nullable SrtpLink<UdpRoute> linkOf(String peerId) {
        for (SrtpLink<UdpRoute> link : links) {
            if (link.peer().id().equals(peerId)) {
                return link;
            }
        }
        return null;
    }

    private void remove(SrtpLink<UdpRoute> link) {
        links.remove(link);
        byAddress.values().removeIf(other -> Objects.equals(other, link));
    }

    @Override
    void onDown(SrtpLink<UdpRoute> link) {
        remove(link);
        String name = link.peer().name();
        end(link, link.peerLeft() ? name + " left." : "The link to " + name + " was closed here.", link.peerLeft());
    }

    @Override
    void tick(long nowNs) {
        while (!pending.isEmpty() && nowNs - pending.getFirst().sinceNs >= PENDING_NS) {
            forget(pending.removeFirst());
        }
        for (SrtpLink<UdpRoute> link : links) {
            if (link.isDown()) {
                onDown(link);
            } else if (link.silentNs(nowNs) >= LINK_TIMEOUT_NS) {
                remove(link);
                end(link, "Nothing was heard from " + link.peer().name() + " for 5 seconds.", false);
            } else {
                link.tick(nowNs);
            }
        }
    }

    /// How long nothing authentic came from each linked peer, by peer id. Thread: any.
    public Map<String, Long> silentNs(long nowNs) {
        Map<String, Long> silence = new HashMap<>();
        for (SrtpLink<UdpRoute> link : links) {
            silence.put(link.peer().id(), link.silentNs(nowNs));
        }
        return silence;
    }

    @Override
    void closeLinks() {
        links.forEach(SrtpLink::close);
    }

    /// How many handshakes wait for confirmation. Thread: the link thread.
    int numPending() {
        return pending.size();
    }

    @Override
    public String toString() {
        return "host at " + localAddress() + " with " + links.size() + " links";
    }
}
