package tutti.nat.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jspecify.annotations.Nullable;

/// Authenticates and decrypts what one side of one session receives. Streams must have been accepted: an unknown SSRC
/// makes no state. The replay window is 64 packets a stream, and 64 for all RTCP together (see [SrtpSender]).
///
/// A stream's context outlives [#forget]: one made anew would take packets again that were heard before.
public final class SrtpReceiver {
    /// Answers of [#unprotectRtp] and [#unprotectRtcp] instead of a length.
    public static final int BAD_TAG = -1;

    /// The packet came before, or is older than the window.
    public static final int REPLAYED = -2;

    /// The packet's shape is wrong.
    public static final int MALFORMED = -3;

    /// RTP of a stream that was not accepted.
    public static final int UNKNOWN_SSRC = -4;

    /// Streams that a session may ever accept; a peer that announces more goes unheard until it joins anew.
    public static final int MAX_STREAMS = 256;

    /// All streams ever accepted; replaced, never changed, so that the link thread reads it without a lock.
    private static final class Streams {
        final int[] ssrcs;
        final boolean[] accepted;
        final SrtpCryptoContext[] contexts;

        Streams(int[] ssrcs, boolean[] accepted, SrtpCryptoContext[] contexts) {
            this.ssrcs = ssrcs;
            this.accepted = accepted;
            this.contexts = contexts;
        }

        int indexOf(int ssrc) {
            for (int i = 0; i < ssrcs.length; i++) {
                if (ssrcs[i] == ssrc) {
                    return i;
                }
            }
            return -1;
        }

        Streams with(int index, boolean nowAccepted) {
            boolean[] changed = accepted.clone();
            changed[index] = nowAccepted;
            return new Streams(ssrcs, changed, contexts);
        }

        Streams plus(int ssrc, SrtpCryptoContext context) {
            int n = ssrcs.length;
            int[] moreSsrcs = Arrays.copyOf(ssrcs, n + 1);
            boolean[] moreAccepted = Arrays.copyOf(accepted, n + 1);
            SrtpCryptoContext[] moreContexts = Arrays.copyOf(contexts, n + 1);
            moreSsrcs[n] = ssrc;
            moreAccepted[n] = true;
            moreContexts[n] = context;
            return new Streams(moreSsrcs, moreAccepted, moreContexts);
        }
    }

    private final SrtpContextFactory factory;
    private final SrtcpCryptoContext control;
    private final PacketView view = new PacketView();
    private volatile Streams streams = new Streams(new int[0], new boolean[0], new SrtpCryptoContext[0]);

    /// @param client whether this side's own role is the client, so that it receives with the server's keys
    public SrtpReceiver(SrtpKeys keys, boolean client) {
        factory = SrtpCrypto.factory(false, keys.key(!client), keys.salt(!client));
        try {
            control = factory.deriveControlContext(0);
        } catch (GeneralSecurityException e) {
            throw SrtpCrypto.broken(e);
        }
    }

    /// Lets a stream in. Thread: any. RT-safe: no (derives keys).
    ///
    /// @return false if the session has had [#MAX_STREAMS] already
    public synchronized boolean accept(int ssrc) {
        Streams now = streams;
        int index = now.indexOf(ssrc);
        if (index >= 0) {
            streams = now.with(index, true);
            return true;
        }
        if (now.ssrcs.length == MAX_STREAMS) {
            return false;
        }
        try {
            streams = now.plus(ssrc, factory.deriveContext(ssrc, 0));
            return true;
        } catch (GeneralSecurityException e) {
            throw SrtpCrypto.broken(e);
        }
    }

    /// Shuts a stream out. Thread: any. RT-safe: no (allocates).
    public synchronized void forget(int ssrc) {
        int index = streams.indexOf(ssrc);
        if (index >= 0) {
            streams = streams.with(index, false);
        }
    }

    /// Whether a stream is let in. Thread: any.
    public boolean accepts(int ssrc) {
        return accepted(ssrc) != null;
    }

    private @Nullable SrtpCryptoContext accepted(int ssrc) {
        Streams now = streams;
        int index = now.indexOf(ssrc);
        return index >= 0 && now.accepted[index] ? now.contexts[index] : null;
    }

    /// Authenticates and decrypts an SRTP packet at the start of `buffer`, in place. After a failure the content of
    /// the buffer is undefined, but no state has changed.
    ///
    /// Thread: the link thread. RT-safe: no (allocates).
    ///
    /// @return the plain packet's length in bytes, or one of the negative answers
    public int unprotectRtp(byte[] buffer, int numBytes) {
        if (!PacketShape.isProtectedRtp(buffer, numBytes)) {
            return MALFORMED;
        }
        SrtpCryptoContext context = accepted(PacketShape.rtpSsrc(buffer, 0));
        if (context == null) {
            return UNKNOWN_SSRC;
        }
        view.wrap(buffer, 0, numBytes);
        try {
            return answer(context.reverseTransformPacket(view, false));
        } catch (GeneralSecurityException e) {
            return BAD_TAG;
        }
    }

    /// The same for an SRTCP packet.
    public int unprotectRtcp(byte[] buffer, int numBytes) {
        if (!PacketShape.isProtectedRtcp(buffer, numBytes)) {
            return MALFORMED;
        }
        view.wrap(buffer, 0, numBytes);
        try {
            return answer(control.reverseTransformPacket(view));
        } catch (GeneralSecurityException e) {
            return BAD_TAG;
        }
    }

    private int answer(SrtpErrorStatus status) {
        return switch (status) {
            case OK -> view.getLength();
            case REPLAY_FAIL, REPLAY_OLD -> REPLAYED;
            case INVALID_PACKET -> MALFORMED;
            case AUTH_FAIL, FAIL -> BAD_TAG;
        };
    }
}
