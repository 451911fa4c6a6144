package tutti.nat.room.wire;

import org.jspecify.annotations.Nullable;

/// What a player says to the room server.
public sealed interface ToServer {
    /// Asks to be let in (section 3.1).
    ///
    /// @param roomId 16 characters
    /// @param certificate DER
    /// @param admission 32 bytes
    /// @param epoch that of the admission
    /// @param signature 64 bytes
    /// @param sinceSeq the highest entry that the player has, 0 for none
    /// @param createSalt 16 bytes to open the room if it does not exist, or null
    record Enter(
            String roomId,
            Bytes certificate,
            Bytes admission,
            int epoch,
            Bytes signature,
            long sinceSeq,
            @Nullable Bytes createSalt)
            implements ToServer {}

    /// Adds a sealed message to the log.
    ///
    /// @param id counts the player's messages
    /// @param snapshot whether newcomers need nothing before it
    record Append(long id, Bytes body, boolean snapshot) implements ToServer {}

    /// Passes a sealed message to a present member.
    record Signal(String toMemberId, Bytes body) implements ToServer {}

    /// Sets what newcomers have to show from now on.
    record Epoch(int epoch, Bytes admissionHash) implements ToServer {}

    /// Ends a member's connection.
    record Remove(String memberId) implements ToServer {}

    /// Ends a member's connection for good.
    record Ban(String memberId) implements ToServer {}

    /// Asks for fresh credentials of the relay.
    record AskTurn() implements ToServer {}

    /// Goes.
    record Leave() implements ToServer {}

    /// The first message of a relay connection (section 7).
    ///
    /// @param ticket 32 bytes
    record Relay(Bytes ticket) implements ToServer {}
}
