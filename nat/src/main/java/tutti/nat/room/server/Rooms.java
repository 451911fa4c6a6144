package tutti.nat.room.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tutti.nat.room.RoomId;
import tutti.nat.room.journal.JournalEntry;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.ToServer;

/// All rooms of a server. Thread: any.
final class Rooms {
    private final RoomParts parts;
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();

    /// Of members that are present, by their tickets for the relay.
    private final Map<Bytes, Seat> tickets = new ConcurrentHashMap<>();

    Rooms(RoomParts parts, StoredRooms stored) {
        this.parts = parts;
        stored.states().forEach((id, state) -> rooms.put(id, new Room(id, state, parts)));
    }

    int number() {
        return rooms.size();
    }

    boolean exists(String roomId) {
        return rooms.containsKey(roomId);
    }

    /// Lets somebody in whose signature holds, or not; opens the room first if they ask for it and it is theirs.
    ///
    /// @param mayOpen whether a new room is within the limits
    Entry enter(MemberLine line, String memberId, ToServer.Enter wish, BooleanSupplier mayOpen) {
        Entry entry;
        do {
            Room room = rooms.get(wish.roomId());
            entry = room == null ? open(line, memberId, wish, mayOpen) : room.enter(line, memberId, wish);
        } while (entry instanceof Entry.TooLate);
        if (entry instanceof Entry.Granted granted) {
            tickets.put(granted.seat().ticket(), granted.seat());
        }
        return entry;
    }

    private Entry open(MemberLine line, String memberId, ToServer.Enter wish, BooleanSupplier mayOpen) {
        Bytes salt = wish.createSalt();
        if (salt == null
                || !RoomId.matches(
                        wish.roomId(), salt.copy(), wish.certificate().copy())) {
            return Entry.noRoom();
        }
        if (rooms.size() >= parts.limits().rooms()) {
            return Entry.busy("The server has as many rooms as it takes; try another one.");
        }
        if (!mayOpen.getAsBoolean()) {
            return Entry.busy("Too many rooms were opened from your address; try again in a minute.");
        }
        JournalEntry.Opened opened = new JournalEntry.Opened(
                wish.roomId(),
                memberId,
                salt,
                wish.epoch(),
                EntryProof.admissionHash(wish.admission()),
                parts.nowMs(),
                0);
        Room room = open(opened);
        return room == null
                ? Entry.busy("The server cannot store a new room; try again later.")
                : room.enter(line, memberId, wish);
    }

    private @Nullable Room open(JournalEntry.Opened opened) {
        AtomicReference<@Nullable Room> made = new AtomicReference<>();
        rooms.computeIfAbsent(opened.roomId(), id -> {
            if (parts.journal().offer(opened, () -> {})) {
                made.set(new Room(id, new RoomState(opened, parts.limits()), parts));
            }
            return made.get();
        });
        Room mine = made.get();
        return mine == null ? rooms.get(opened.roomId()) : mine;
    }

    /// A member's connection has ended, or is about to.
    void leave(Seat seat, boolean hasSaidSo) {
        tickets.remove(seat.ticket());
        seat.room().leave(seat, hasSaidSo);
    }

    /// Who has this ticket, if they are present.
    @Nullable
    Seat byTicket(Bytes ticket) {
        return tickets.get(ticket);
    }

    /// Ends rooms to which nobody has come for long.
    void forgetDeserted() {
        long sinceMs = parts.nowMs() - parts.limits().forgetAfterMs();
        rooms.values().removeIf(room -> room.forgetIfDeserted(sinceMs));
    }

    /// The shortest entries that give all that is stored. Can be read any number of times, each while rooms change.
    Iterable<JournalEntry> summary() {
        return () ->
                rooms.values().stream().flatMap(room -> room.summary().stream()).iterator();
    }

    /// Ends the connections of everybody.
    void endAll(CloseCode code, String reason) {
        rooms.values().stream()
                .flatMap(room -> room.seats().stream())
                .forEach(seat -> seat.line().end(code, reason));
    }
}
