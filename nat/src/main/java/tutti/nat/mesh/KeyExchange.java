package tutti.nat.mesh;

import tutti.nat.identity.Fingerprint;
import tutti.nat.srtp.SrtpKeys;
import tutti.nat.udp.PacketRoute;

/// Agrees on a session's keys with one member and makes sure that it is the right one; the real one is DTLS.
public interface KeyExchange extends AutoCloseable {
    /// One datagram from the other end. Thread: the link thread; nothing waits.
    void offer(byte[] buffer, int offsetBytes, int numBytes);

    /// Ends it, whatever its state.
    @Override
    void close();

    /// What comes of it. Threads: any; must return at once.
    interface Listener {
        /// Both ends have the same keys, and the other end is who it should be.
        void onKeys(SrtpKeys keys);

        /// It has come to nothing.
        ///
        /// @param reason one sentence for people
        void onFailed(String reason);

        /// The other end has said goodbye. After [#onKeys].
        void onLeft();
    }

    /// Begins exchanges.
    interface Factory {
        /// Begins at once; the first datagram goes out if this end is the client.
        ///
        /// @param route how datagrams go there
        KeyExchange begin(boolean client, Fingerprint expected, PacketRoute route, Listener listener);
    }
}
