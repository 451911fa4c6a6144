package tutti.nat.room.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the room server says to a player.
public sealed interface FromServer {
    /// The first message of a connection.
    ///
    /// @param version of the protocol
    /// @param nonce 32 bytes
    record Challenge(int version, Bytes nonce) implements FromServer {}

    /// Credentials of a relay.
    ///
    /// @param uris `turn:HOST:PORT`
    /// @param seconds how long they are good
    record Turn(List<String> uris, String username, String password, long seconds) implements FromServer {
        public Turn {
            uris = List.copyOf(uris);
        }

        @Override
        public String toString() {
            return "Turn" + uris;
        }
    }

    /// The player is in.
    ///
    /// @param hostId who opened the room
    /// @param firstSeq the first entry that follows
    /// @param nextSeq what the next new entry will have
    /// @param timeMs the server's clock, since 1970
    /// @param relayTicket 32 bytes
    /// @param turn null where the server has none
    /// @param memberIds who is present
    record Entered(
            String hostId,
            long firstSeq,
            long nextSeq,
            long timeMs,
            Bytes relayTicket,
            @Nullable Turn turn,
            List<String> memberIds)
            implements FromServer {
        public Entered {
            memberIds = List.copyOf(memberIds);
        }
    }

    /// The player may not come in.
    record Refused(RefusalCode code, String reason) implements FromServer {}

    /// An entry of the log.
    ///
    /// @param id the sender's count
    record Log(long seq, long timeMs, String fromMemberId, long id, Bytes body) implements FromServer {}

    /// A member's signal.
    record Signal(String fromMemberId, Bytes body) implements FromServer {}

    /// Somebody came.
    record Present(String memberId) implements FromServer {}

    /// Somebody went.
    ///
    /// @param left whether the member said so
    record Absent(String memberId, boolean left) implements FromServer {}

    /// A message was dropped because of a limit.
    record Slow(String reason) implements FromServer {}

    /// The relay connection is open.
    record RelayReady() implements FromServer {}
}
