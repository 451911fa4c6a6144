package tutti.nat.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jspecify.annotations.Nullable;

/// Protects what one side of one session sends. A stream's context is made at its first packet (100 to 200 us) and
/// kept as long as the session, because a second one for the same SSRC would count its packets from the start and use
/// nonces again. For the same reason a sequence number that was sent before is refused.
///
/// All RTCP of a side shares one context, so one SRTCP index, whatever the sender SSRC in the packet: fewer states,
/// and nonces stay distinct by the index alone.
public final class SrtpSender {
    /// Streams that one session may send; far above any player's tracks.
    public static final int MAX_STREAMS = 256;

    private final SrtpContextFactory factory;
    private final SrtcpCryptoContext control;
    private final PacketView rtpView = new PacketView();
    private final PacketView rtcpView = new PacketView();

    // Owned by the thread that sends RTP.
    private int[] ssrcs = new int[4];
    private @Nullable SrtpCryptoContext[] contexts = new @Nullable SrtpCryptoContext[4];
    private int numStreams;

    /// @param client whether this side sends with the client's keys
    public SrtpSender(SrtpKeys keys, boolean client) {
        factory = SrtpCrypto.factory(true, keys.key(client), keys.salt(client));
        try {
            control = factory.deriveControlContext(0);
        } catch (GeneralSecurityException e) {
            throw SrtpCrypto.broken(e);
        }
    }

    /// Encrypts one RTP packet in place and puts the tag behind it.
    ///
    /// Thread: one, always the same. RT-safe: no (allocates).
    ///
    /// @param buffer with 16 bytes of room behind the packet
    /// @return the protected packet's length in bytes, or -1 if it cannot be sent: not an RTP packet, no room, a
    ///     sequence number that was used before, or too many streams
    public int protectRtp(byte[] buffer, int offsetBytes, int numBytes) {
        if (!fits(buffer, offsetBytes, numBytes, SrtpCrypto.RTP_TRAILER_BYTES)
                || !PacketShape.isPlainRtp(buffer, offsetBytes, numBytes)) {
            return -1;
        }
        try {
            SrtpCryptoContext context = context(PacketShape.rtpSsrc(buffer, offsetBytes));
            rtpView.wrap(buffer, offsetBytes, numBytes);
            boolean done = context != null && context.transformPacket(rtpView) == SrtpErrorStatus.OK;
            return done ? rtpView.getLength() : -1;
        } catch (GeneralSecurityException e) {
            throw SrtpCrypto.broken(e);
        }
    }

    private @Nullable SrtpCryptoContext context(int ssrc) throws GeneralSecurityException {
        for (int i = 0; i < numStreams; i++) {
            if (ssrcs[i] == ssrc) {
                return contexts[i];
            }
        }
        if (numStreams == MAX_STREAMS) {
            return null;
        }
        if (numStreams == ssrcs.length) {
            ssrcs = Arrays.copyOf(ssrcs, 2 * numStreams);
            contexts = Arrays.copyOf(contexts, 2 * numStreams);
        }
        ssrcs[numStreams] = ssrc;
        contexts[numStreams] = factory.deriveContext(ssrc, 0);
        return contexts[numStreams++];
    }

    /// The same for one compound RTCP packet.
    ///
    /// Thread: any. RT-safe: no (locks, allocates).
    ///
    /// @param buffer with 20 bytes of room behind the packet
    public int protectRtcp(byte[] buffer, int offsetBytes, int numBytes) {
        if (!fits(buffer, offsetBytes, numBytes, SrtpCrypto.RTCP_TRAILER_BYTES)
                || !PacketShape.isPlainRtcp(buffer, offsetBytes, numBytes)) {
            return -1;
        }
        synchronized (control) {
            try {
                rtcpView.wrap(buffer, offsetBytes, numBytes);
                return control.transformPacket(rtcpView) == SrtpErrorStatus.OK ? rtcpView.getLength() : -1;
            } catch (GeneralSecurityException e) {
                throw SrtpCrypto.broken(e);
            }
        }
    }

    /// The native cipher does not look whether the tag has room, so this must.
    private static boolean fits(byte[] buffer, int offsetBytes, int numBytes, int trailerBytes) {
        return offsetBytes >= 0 && numBytes >= 0 && offsetBytes + numBytes + trailerBytes <= buffer.length;
    }
}
