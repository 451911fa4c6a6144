package tutti.nat.direct;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tutti.nat.invite.InviteSecret;
import tutti.nat.link.LinkEndpoint;
import tutti.nat.link.MediaLink;
import tutti.nat.link.PeerIdentity;

/// A host and its joiners on a [HandNet], with the steps that tests repeat.
final class Stage {
    static final InetSocketAddress HOST = HandNet.address(1);
    static final int SSRC = 0x1234_5678;
    static final long STEP_NS = 5_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    final HandNet net = new HandNet();
    final InviteSecret secret = InviteSecret.random(RANDOM);
    final Map<LinkEndpoint, HandNet.Port> ports = new HashMap<>();
    private final List<LinkEndpoint> running = new ArrayList<>();

    static PeerIdentity player(String name) {
        return new PeerIdentity(String.format("%032x", name.hashCode() & 0xFFFFFFFFL), name);
    }

    DirectHost host(Ear ear) {
        return host(ear, secret);
    }

    DirectHost host(Ear ear, InviteSecret itsSecret) {
        HandNet.Port port = net.open(HOST);
        DirectHost host = new DirectHost(port, itsSecret, player("alice"), ear, net, RANDOM);
        return run(host, port);
    }

    DirectJoin join(String name, int number, Ear ear) {
        HandNet.Port port = net.open(HandNet.address(number));
        DirectJoin join = new DirectJoin(port, HOST, secret, player(name), ear, net, RANDOM);
        return run(join, port);
    }

    private <E extends LinkEndpoint> E run(E endpoint, HandNet.Port port) {
        ports.put(endpoint, port);
        running.add(endpoint);
        return endpoint;
    }

    /// Takes an endpoint away without a word, as when its process is killed.
    void kill(LinkEndpoint endpoint) {
        running.remove(endpoint);
        HandNet.Port port = ports.get(endpoint);
        if (port != null) {
            port.close();
        }
    }

    /// Lets an endpoint stand still, as when its computer has no time for it; what is sent to it waits.
    void halt(LinkEndpoint endpoint) {
        running.remove(endpoint);
    }

    /// The end of that.
    void resume(LinkEndpoint endpoint) {
        running.add(endpoint);
    }

    /// Lets everybody work, without time passing, until nothing moves any more.
    void settle() {
        // In the first round timers may send what nobody has counted as handled yet.
        int numHandled;
        int numRounds = 0;
        do {
            numHandled = 0;
            for (LinkEndpoint endpoint : running) {
                numHandled += endpoint.doWork(0);
            }
            numRounds++;
        } while (numRounds < 2 || (numHandled > 0 && numRounds < 1000));
    }

    void passMs(long ms) {
        long endNs = net.nowNs + ms * 1_000_000;
        while (net.nowNs < endNs) {
            net.nowNs += STEP_NS;
            settle();
        }
    }

    /// Passes time until something is so, at most `ms`.
    boolean passUntil(long ms, BooleanSupplier condition) {
        long endNs = net.nowNs + ms * 1_000_000;
        settle();
        while (!condition.getAsBoolean() && net.nowNs < endNs) {
            net.nowNs += STEP_NS;
            settle();
        }
        return condition.getAsBoolean();
    }

    /// An RTP packet whose payload is its number, with room for the trailer.
    static byte[] rtp(int ssrc, int number) {
        return ByteBuffer.allocate(12 + 8 + MediaLink.TRAILER_BYTES)
                .put((byte) 0x80)
                .put((byte) 96)
                .putShort((short) number)
                .putInt(64 * number)
                .putInt(ssrc)
                .putLong(number)
                .array();
    }

    static boolean sendRtp(MediaLink link, int number) {
        byte[] packet = rtp(SSRC, number);
        return link.sendRtp(packet, 0, packet.length - MediaLink.TRAILER_BYTES);
    }

    /// A receiver report without blocks (RFC 3550, section 6.4.2), with room for the trailer.
    static byte[] receiverReport(int ssrc) {
        return ByteBuffer.allocate(8 + MediaLink.TRAILER_BYTES)
                .put((byte) 0x80)
                .put((byte) 201)
                .putShort((short) 1)
                .putInt(ssrc)
                .array();
    }

    static boolean sendRtcp(MediaLink link, int ssrc) {
        byte[] packet = receiverReport(ssrc);
        return link.sendRtcp(packet, 0, packet.length - MediaLink.TRAILER_BYTES);
    }
}
