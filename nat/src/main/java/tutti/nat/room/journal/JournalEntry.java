package tutti.nat.room.journal;

import tutti.nat.room.wire.Bytes;

/// Something that happened in a room and must outlive the server. Reading them again from the first gives the same
/// rooms; one that is read twice changes nothing the second time, as its number or content tells that it is known.
public sealed interface JournalEntry {
    /// The room in which it happened.
    String roomId();

    /// A room was opened. In a summary of what is stored, the room stands where its log goes on after `lastSeq`.
    ///
    /// @param hostId who opened it
    /// @param salt from which the room id follows
    /// @param epoch that of the admission
    /// @param admissionHash what newcomers have to show
    /// @param timeMs of the last sign of life, since 1970
    /// @param lastSeq the number of the last entry before those that follow, 0 for none
    record Opened(String roomId, String hostId, Bytes salt, int epoch, Bytes admissionHash, long timeMs, long lastSeq)
            implements JournalEntry {}

    /// The host set what newcomers have to show from now on.
    record EpochSet(String roomId, int epoch, Bytes admissionHash) implements JournalEntry {}

    /// Somebody entered for the first time.
    ///
    /// @param lastId of the member's messages that are stored, 0 for none
    record Known(String roomId, String memberId, long lastId) implements JournalEntry {}

    /// The host banned somebody.
    record Banned(String roomId, String memberId) implements JournalEntry {}

    /// An entry of the room's log.
    ///
    /// @param seq counts from 1 without gaps
    /// @param timeMs the server's clock, since 1970
    /// @param memberId who said it
    /// @param id counts the member's messages
    /// @param isSnapshot whether earlier entries can be forgotten
    /// @param body sealed
    record Logged(String roomId, long seq, long timeMs, String memberId, long id, boolean isSnapshot, Bytes body)
            implements JournalEntry {}

    /// Nobody came for a long time.
    record Forgotten(String roomId) implements JournalEntry {}
}
