package tutti.nat.direct;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.nat.invite.InviteSecret;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.LinkEndpoint;
import tutti.nat.link.LinkListener;
import tutti.nat.link.PeerIdentity;
import tutti.nat.session.SrtpLink;
import tutti.nat.session.Tally;
import tutti.nat.srtp.PacketShape;
import tutti.nat.udp.DatagramPort;

/// What host and joiner do alike: take datagrams from the port, drop what cannot be before any key is touched, and
/// hand the rest to the handshake or to the link that it belongs to. Time comes in from outside and nothing waits but
/// the port, so a test can step it.
abstract sealed class DirectEndpoint implements LinkEndpoint permits DirectHost, DirectJoin {
    /// A link with nothing authentic for so long is down.
    static final long LINK_TIMEOUT_NS = 5_000_000_000L;

    /// How often timers are looked at, and so the longest wait for a datagram.
    private static final long TICK_NS = 5_000_000;

    /// Datagrams handled in one turn before the timers get theirs, so that a flood cannot starve them.
    private static final int MAX_BATCH = 64;

    final DatagramPort port;
    final Handshake handshake;
    final PeerIdentity self;
    final LinkListener listener;

    /// Written by the link thread.
    final Tally tally = new Tally();

    private final SecureRandom random;
    private final LongSupplier clockNs;
    private final byte[] buffer = new byte[DatagramPort.MAX_DATAGRAM_BYTES + 1];
    private long tickedNs;
    private volatile boolean closed;

    DirectEndpoint(
            DatagramPort port,
            InviteSecret secret,
            PeerIdentity self,
            LinkListener listener,
            LongSupplier clockNs,
            SecureRandom random) {
        this.port = port;
        this.handshake = new Handshake(secret);
        this.self = self;
        this.listener = listener;
        this.clockNs = clockNs;
        this.random = random;
        this.tickedNs = clockNs.getAsLong() - TICK_NS;
    }

    @Override
    public final int doWork(long maxWaitNs) {
        if (closed) {
            return 0;
        }
        int numHandled = 0;
        int numBytes = port.receive(buffer, Math.min(maxWaitNs, TICK_NS));
        while (numBytes != DatagramPort.NONE) {
            handle(numBytes, port.sender(), port.arrivalNs());
            numHandled++;
            numBytes = numHandled < MAX_BATCH ? port.receive(buffer, 0) : DatagramPort.NONE;
        }
        long nowNs = clockNs.getAsLong();
        if (nowNs - tickedNs >= TICK_NS && !closed) {
            tickedNs = nowNs;
            tick(nowNs);
        }
        return numHandled;
    }

    private void handle(int numBytes, InetSocketAddress from, long arrivalNs) {
        if (numBytes > DatagramPort.MAX_DATAGRAM_BYTES) {
            malformed(from);
        } else if (Handshake.isMessage(buffer, numBytes)) {
            onMessage(buffer, from, arrivalNs);
        } else if (PacketShape.isMedia(buffer, numBytes)) {
            if (PacketShape.isControl(buffer)) {
                onRtcp(numBytes, from, arrivalNs);
            } else {
                onRtp(numBytes, from, arrivalNs);
            }
        } else {
            malformed(from);
        }
    }

    private void malformed(InetSocketAddress from) {
        SrtpLink<UdpRoute> link = linkAt(from);
        if (link == null) {
            tally.increment(Tally.MALFORMED);
        } else {
            link.onMalformed();
        }
    }

    private void onRtp(int numBytes, InetSocketAddress from, long arrivalNs) {
        if (!PacketShape.isProtectedRtp(buffer, numBytes)) {
            malformed(from);
            return;
        }
        int ssrc = PacketShape.rtpSsrc(buffer, 0);
        SrtpLink<UdpRoute> link = linkAt(from);
        if (link == null || !link.accepts(ssrc)) {
            // A router between may have given the peer another address: its streams are known all the same.
            SrtpLink<UdpRoute> moved = linkOfStream(ssrc);
            link = moved == null ? link : moved;
        }
        receive(link, numBytes, from, arrivalNs);
    }

    private void onRtcp(int numBytes, InetSocketAddress from, long arrivalNs) {
        if (!PacketShape.isProtectedRtcp(buffer, numBytes)) {
            malformed(from);
            return;
        }
        SrtpLink<UdpRoute> link = linkOfControl(PacketShape.rtcpSsrc(buffer, 0));
        receive(link == null ? linkAt(from) : link, numBytes, from, arrivalNs);
    }

    private void receive(@Nullable SrtpLink<UdpRoute> link, int numBytes, InetSocketAddress from, long arrivalNs) {
        if (link == null) {
            tally.increment(Tally.UNKNOWN_SOURCE);
            return;
        }
        int plainBytes = link.authenticate(buffer, numBytes, arrivalNs);
        if (plainBytes < 0) {
            return;
        }
        onAuthentic(link, from, arrivalNs);
        link.deliver(buffer, plainBytes, arrivalNs);
        if (link.isDown()) {
            onDown(link);
        }
    }

    /// A message of the handshake's shape, not yet authenticated.
    abstract void onMessage(byte[] message, InetSocketAddress from, long arrivalNs);

    /// The link whose peer was last heard at an address.
    abstract @Nullable SrtpLink<UdpRoute> linkAt(InetSocketAddress from);

    /// A link that accepted a stream.
    abstract @Nullable SrtpLink<UdpRoute> linkOfStream(int ssrc);

    /// A link, or one that will be, whose peer's own messages have this SSRC.
    abstract @Nullable SrtpLink<UdpRoute> linkOfControl(int ssrc);

    /// A packet of this link was authentic and came from there.
    abstract void onAuthentic(SrtpLink<UdpRoute> link, InetSocketAddress from, long nowNs);

    /// The peer has said goodbye, or the link was closed on this side.
    abstract void onDown(SrtpLink<UdpRoute> link);

    /// Does what is due.
    abstract void tick(long nowNs);

    /// Says goodbye on every link. Thread: any.
    abstract void closeLinks();

    final boolean sendMessage(byte[] message, InetSocketAddress to) {
        boolean sent = port.send(message, 0, message.length, to);
        if (sent) {
            tally.increment(Tally.SENT_PACKETS);
            tally.add(Tally.SENT_BYTES, message.length);
        } else {
            tally.increment(Tally.SEND_FAILURES);
        }
        return sent;
    }

    final void countMessage() {
        tally.increment(Tally.RECEIVED_PACKETS);
        tally.add(Tally.RECEIVED_BYTES, Handshake.MESSAGE_BYTES);
    }

    final Nonce newNonce() {
        return Nonce.random(random);
    }

    final int newSsrc() {
        return random.nextInt();
    }

    /// 63 random bits: no other link of this process has had them, nor of any other.
    final long newLinkId() {
        return random.nextLong() >>> 1;
    }

    final void end(SrtpLink<UdpRoute> link, String reason, boolean left) {
        link.end(reason, left);
        tally.add(link.counters());
    }

    final boolean isClosed() {
        return closed;
    }

    /// Where this endpoint listens. Thread: any.
    public final InetSocketAddress localAddress() {
        return port.localAddress();
    }

    @Override
    public final LinkCounters counters() {
        return Tally.sum(tally);
    }

    /// Links are not reported down after this: whoever closes the endpoint has ended them all.
    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            closeLinks();
            port.close();
        }
    }
}
