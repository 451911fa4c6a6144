package tutti.nat.room.server;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tutti.nat.room.wire.Bytes;

/// A member's being present in a room: from entering until the connection ends.
final class Seat {
    private final Room room;
    private final KnownMember member;
    private final MemberLine line;
    private final Bytes ticket;
    private final boolean isHost;
    private final AtomicReference<@Nullable RelayLine> relay = new AtomicReference<>();

    /// The first message that was dropped and has not come again, 0 for none. Guarded by the room's lock.
    private long droppedId;

    Seat(Room room, KnownMember member, MemberLine line, Bytes ticket, boolean isHost) {
        this.room = room;
        this.member = member;
        this.line = line;
        this.ticket = ticket;
        this.isHost = isHost;
    }

    Room room() {
        return room;
    }

    KnownMember member() {
        return member;
    }

    String memberId() {
        return member.id();
    }

    MemberLine line() {
        return line;
    }

    /// Opens the relay to this member.
    Bytes ticket() {
        return ticket;
    }

    boolean isHost() {
        return isHost;
    }

    /// The member's relay connection, if there is one. Thread: any.
    @Nullable
    RelayLine relay() {
        return relay.get();
    }

    /// Takes a relay connection in place of an earlier one, which is returned. Thread: any.
    @Nullable
    RelayLine relayBy(@Nullable RelayLine line) {
        return relay.getAndSet(line);
    }

    /// Forgets a relay connection, unless another one is in its place. Thread: any.
    void relayEnded(RelayLine line) {
        relay.compareAndSet(line, null);
    }

    /// Whether a message has to wait until an earlier one that was dropped comes again: what is logged must be in
    /// the order of the member's counting.
    boolean isAhead(long messageId) {
        return droppedId != 0 && messageId > droppedId;
    }

    void dropped(long messageId) {
        droppedId = messageId;
    }

    void accepted() {
        droppedId = 0;
    }
}
