package tutti.nat.session;

import org.jspecify.annotations.Nullable;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.LinkListener;
import tutti.nat.link.MediaLink;
import tutti.nat.link.PathReport;
import tutti.nat.link.PeerIdentity;
import tutti.nat.srtp.PacketShape;
import tutti.nat.srtp.SrtpKeys;
import tutti.nat.srtp.SrtpReceiver;
import tutti.nat.srtp.SrtpSender;

/// A link whose keys are agreed: protects and sends, authenticates and hands on, repeats descriptions, shows life.
/// Who calls it sorts the datagrams and decides when the link is up or down.
///
/// @param <R> how its packets travel, which is for whoever made it to change
public final class SrtpLink<R extends LinkRoute> implements MediaLink {
    /// How often a link shows life, media or not: 2 packets a second.
    public static final long KEEP_ALIVE_NS = 500_000_000;

    private static final int GOODBYES = 2;

    /// Who and with what: all that the handshake found out.
    ///
    /// @param linkId see [MediaLink#linkId]
    /// @param peer who is at the other end
    /// @param keys new for this session
    /// @param client whether this side sends with the client's keys
    /// @param localControlSsrc the SSRC of this side's [ControlMessage]s
    /// @param remoteControlSsrc the peer's
    public record Agreement(
            long linkId,
            PeerIdentity peer,
            SrtpKeys keys,
            boolean client,
            int localControlSsrc,
            int remoteControlSsrc) {}

    private final Agreement agreement;
    private final R route;
    private final LinkListener listener;
    private final SrtpSender sender;
    private final SrtpReceiver receiver;
    private final DescriptionOut descriptionOut = new DescriptionOut();

    private volatile boolean down;
    private volatile long heardNs;

    /// Written by the send thread.
    private final Tally media = new Tally();
    /// Written under `this`.
    private final Tally control = new Tally();
    /// Written by the link thread, which owns what follows too.
    private final Tally received = new Tally();

    private long keptAliveNs;
    private int deliveredVersion;
    private boolean peerLeft;
    private boolean reportedDown;

    public SrtpLink(Agreement agreement, R route, LinkListener listener, long nowNs) {
        this.agreement = agreement;
        this.route = route;
        this.listener = listener;
        this.sender = new SrtpSender(agreement.keys(), agreement.client());
        this.receiver = new SrtpReceiver(agreement.keys(), agreement.client());
        this.heardNs = nowNs;
        this.keptAliveNs = nowNs;
    }

    @Override
    public PeerIdentity peer() {
        return agreement.peer();
    }

    @Override
    public long linkId() {
        return agreement.linkId();
    }

    @Override
    public void acceptSsrc(int ssrc) {
        receiver.accept(ssrc);
    }

    @Override
    public void forgetSsrc(int ssrc) {
        receiver.forget(ssrc);
    }

    @Override
    public boolean sendRtp(byte[] buffer, int offsetBytes, int numBytes) {
        return !down && sent(media, buffer, offsetBytes, sender.protectRtp(buffer, offsetBytes, numBytes));
    }

    @Override
    public boolean sendRtcp(byte[] buffer, int offsetBytes, int numBytes) {
        return !down && sent(media, buffer, offsetBytes, sender.protectRtcp(buffer, offsetBytes, numBytes));
    }

    /// @param protectedBytes -1 if it could not be protected
    private boolean sent(Tally tally, byte[] buffer, int offsetBytes, int protectedBytes) {
        if (protectedBytes < 0 || !route.send(buffer, offsetBytes, protectedBytes)) {
            tally.increment(Tally.SEND_FAILURES);
            return false;
        }
        tally.increment(Tally.SENT_PACKETS);
        tally.add(Tally.SENT_BYTES, protectedBytes);
        return true;
    }

    private synchronized void send(ControlMessage message) {
        byte[] packet = ControlMessage.write(message, agreement.localControlSsrc());
        sent(control, packet, 0, sender.protectRtcp(packet, 0, packet.length - TRAILER_BYTES));
    }

    @Override
    public void describe(byte[] description) {
        descriptionOut.set(description);
    }

    @Override
    public LinkCounters counters() {
        return Tally.sum(media, control, received);
    }

    /// Tells the peer at once; the endpoint notices at its next turn and reports the link down.
    @Override
    public synchronized void close() {
        if (!down) {
            down = true;
            for (int i = 0; i < GOODBYES; i++) {
                send(new ControlMessage.Goodbye());
            }
        }
    }

    /// Whether [#close] was called here or the link has ended otherwise. Thread: any.
    public boolean isDown() {
        return down;
    }

    /// Whether the peer said goodbye. Thread: the link thread.
    public boolean peerLeft() {
        return peerLeft;
    }

    @Override
    public PathReport path() {
        return down ? PathReport.NONE : route.path();
    }

    @Override
    public long silentNs(long nowNs) {
        return Math.max(0, nowNs - heardNs);
    }

    /// When something authentic last came. Thread: any.
    public long heardNs() {
        return heardNs;
    }

    /// How packets go. Thread: any.
    public R route() {
        return route;
    }

    /// The SSRC of the peer's own messages, by which a datagram from an unknown address finds its link. Thread: any.
    public int remoteControlSsrc() {
        return agreement.remoteControlSsrc();
    }

    /// Whether RTP with this SSRC is let in. Thread: any.
    public boolean accepts(int ssrc) {
        return receiver.accepts(ssrc);
    }

    /// Counts a datagram from this peer's address that is nothing. Thread: the link thread.
    public void onMalformed() {
        received.increment(Tally.MALFORMED);
    }

    /// Authenticates an RTP or RTCP packet in place, and counts it. Thread: the link thread.
    ///
    /// @return its plain length, or negative if it is not authentic or not new
    public int authenticate(byte[] buffer, int numBytes, long arrivalNs) {
        int plainBytes = PacketShape.isControl(buffer)
                ? receiver.unprotectRtcp(buffer, numBytes)
                : receiver.unprotectRtp(buffer, numBytes);
        if (plainBytes < 0) {
            received.increment(
                    switch (plainBytes) {
                        case SrtpReceiver.BAD_TAG -> Tally.BAD_TAG;
                        case SrtpReceiver.REPLAYED -> Tally.REPLAYED;
                        case SrtpReceiver.UNKNOWN_SSRC -> Tally.UNKNOWN_SSRC;
                        default -> Tally.MALFORMED;
                    });
            return plainBytes;
        }
        received.increment(Tally.RECEIVED_PACKETS);
        received.add(Tally.RECEIVED_BYTES, numBytes);
        heardNs = arrivalNs;
        return plainBytes;
    }

    /// Hands on what was authenticated: to the listener, or to the link itself. Thread: the link thread.
    public void deliver(byte[] buffer, int plainBytes, long arrivalNs) {
        if (down) {
            return;
        }
        if (!PacketShape.isControl(buffer)) {
            listener.onRtp(this, buffer, 0, plainBytes, arrivalNs);
        } else if (ControlMessage.isOne(buffer, plainBytes)) {
            onControl(ControlMessage.read(buffer, plainBytes));
        } else {
            listener.onRtcp(this, buffer, 0, plainBytes, arrivalNs);
        }
    }

    private void onControl(@Nullable ControlMessage message) {
        switch (message) {
            case null -> onMalformed();
            case ControlMessage.Description description -> onDescription(description);
            case ControlMessage.Acknowledgement acknowledgement ->
                descriptionOut.onAcknowledgement(acknowledgement.version());
            case ControlMessage.Goodbye _ -> {
                peerLeft = true;
                down = true;
            }
            case ControlMessage.KeepAlive _, ControlMessage.Unknown _ -> {
                // Being authentic was all that it had to say.
            }
        }
    }

    private void onDescription(ControlMessage.Description description) {
        boolean isNew = description.version > deliveredVersion;
        if (isNew) {
            deliveredVersion = description.version;
        }
        send(new ControlMessage.Acknowledgement(deliveredVersion));
        if (isNew) {
            listener.onDescription(this, description.bytes);
        }
    }

    /// Sends what is due: descriptions, signs of life. Thread: the link thread.
    public void tick(long nowNs) {
        if (down) {
            return;
        }
        ControlMessage.Description description = descriptionOut.due(nowNs);
        if (description != null) {
            send(description);
        }
        if (nowNs - keptAliveNs >= KEEP_ALIVE_NS) {
            showLife(nowNs);
        }
    }

    /// Sends a sign of life now. Thread: the link thread.
    public void showLife(long nowNs) {
        keptAliveNs = nowNs;
        send(new ControlMessage.KeepAlive());
    }

    /// Ends the link and tells the listener, once. Thread: the link thread.
    ///
    /// @param reason one sentence for people
    public void end(String reason, boolean left) {
        down = true;
        if (!reportedDown) {
            reportedDown = true;
            listener.onLinkDown(this, reason, left);
        }
    }

    @Override
    public String toString() {
        return "link to " + agreement.peer().name() + " by " + route;
    }
}
