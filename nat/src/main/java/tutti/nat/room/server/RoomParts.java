package tutti.nat.room.server;

import java.security.SecureRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.nat.room.journal.RoomJournal;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.WireLimits;

/// What all rooms of a server share.
///
/// @param turn makes credentials for a relay, or null
/// @param clockNs the monotonic clock
/// @param clockMs the time since 1970
record RoomParts(
        RoomJournal journal,
        RoomServerLimits limits,
        RoomMetrics metrics,
        @Nullable TurnCredentials turn,
        LongSupplier clockNs,
        LongSupplier clockMs,
        SecureRandom random) {
    long nowNs() {
        return clockNs.getAsLong();
    }

    long nowMs() {
        return clockMs.getAsLong();
    }

    FromServer.@Nullable Turn turnFor(String memberId) {
        return turn == null ? null : turn.make(memberId, nowMs());
    }

    Bytes newTicket() {
        return randomBytes(WireLimits.TICKET_BYTES);
    }

    Bytes newNonce() {
        return randomBytes(WireLimits.NONCE_BYTES);
    }

    private Bytes randomBytes(int number) {
        byte[] bytes = new byte[number];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
