package tutti.nat.room;

import java.security.interfaces.ECPublicKey;
import tutti.nat.identity.Fingerprint;

/// An entry of the log that was opened and whose signature holds. Whether it is allowed is for [RoomState] to tell.
///
/// @param seq its number in the log, from 1
/// @param timeMs when the server stored it, says the server; since 1970
/// @param speaker whose it is
/// @param key by which it was verified
/// @param counter the speaker's count
/// @param run the speaker's
/// @param epoch with whose key it was sealed
/// @param event what it says
public record LogEntry(
        long seq,
        long timeMs,
        Fingerprint speaker,
        ECPublicKey key,
        long counter,
        long run,
        int epoch,
        RoomEvent event) {
    /// See [Fingerprint#memberId].
    public String memberId() {
        return speaker.memberId();
    }
}
