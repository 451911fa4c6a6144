package tutti.nat.room.journal;

import java.io.IOException;

/// Where a room server keeps what must outlive it. Whoever opens one is given all that is stored, in order.
///
/// Several servers that share rooms would have one behind this that orders for all of them (NATS JetStream:
/// sequenced and replicated).
public interface RoomJournal extends AutoCloseable {
    /// Adds an entry behind all earlier ones. Never waits.
    ///
    /// Thread: any; entries of one room by one thread at a time.
    ///
    /// @param whenStored runs once the entry outlives the death of this process; entries are told in their order.
    ///     On the journal's thread, or before this method returns: must neither wait nor throw
    /// @return false if too much is waiting to be stored or nothing can be stored any more; then nothing happened
    boolean offer(JournalEntry entry, Runnable whenStored);

    /// How much is stored, in bytes. Thread: any.
    long storedBytes();

    /// Replaces all that is stored by a summary with the same meaning. Takes as long as writing it does; adding
    /// entries goes on meanwhile.
    ///
    /// Thread: any, one at a time.
    ///
    /// @param summary read once, and later than this method begins. May hold entries that were added since
    /// @throws IOException if it cannot be written; what was stored still is
    void compact(Iterable<JournalEntry> summary) throws IOException;

    /// Stores what waits and ends.
    @Override
    void close();
}
