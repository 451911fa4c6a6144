package tutti.nat.dtls;

import tutti.nat.srtp.SrtpKeys;

/// What one handshake tells. Thread: the handshake's; every method must return at once.
public interface DtlsListener {
    /// The peer is who it should be, and these are the session's keys. Once.
    void onKeys(SrtpKeys keys);

    /// There will be no keys. Instead of [#onKeys].
    ///
    /// @param reason one sentence for people
    void onFailed(String reason);

    /// The peer has said goodbye. After [#onKeys].
    void onClosed();
}
