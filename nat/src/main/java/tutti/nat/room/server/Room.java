package tutti.nat.room.server;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tutti.nat.room.journal.JournalEntry;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.RefusalCode;
import tutti.nat.room.wire.RoomJson;
import tutti.nat.room.wire.ToServer;
import tutti.nat.room.wire.WireLimits;

/// A room: what is stored of it, who is present, and what passes between them.
///
/// An entry of the log gets its number under the room's lock, and goes to the journal under it; so the journal has
/// the entries of a room in order, tells that they are stored in order, and they are sent to everybody in order.
/// Only what is stored is seen by anybody.
///
/// Thread: any; each room has a lock of its own, under which nothing waits.
final class Room {
    private final String id;
    private final RoomParts parts;
    private final ReentrantLock lock = new ReentrantLock();
    private final RoomState state;
    private final Map<String, Seat> present = new LinkedHashMap<>();

    /// The number of the last entry that is on its way to be stored.
    private long offeredSeq;

    private long aliveMs;
    private boolean isForgotten;

    Room(String id, RoomState state, RoomParts parts) {
        this.id = id;
        this.state = state;
        this.parts = parts;
        this.offeredSeq = state.lastSeq();
        this.aliveMs = state.lastTimeMs();
        parts.metrics().logEntries.add(state.logEntries());
        parts.metrics().logBytes.add(state.logBytes());
    }

    /// Lets somebody in whose signature holds, or not. Who is in has been sent all that it lacks when this returns.
    Entry enter(MemberLine line, String memberId, ToServer.Enter wish) {
        lock.lock();
        try {
            if (isForgotten) {
                return new Entry.TooLate();
            }
            Entry.Refused refused = refusal(memberId, wish);
            if (refused != null) {
                return refused;
            }
            KnownMember member = know(memberId);
            if (member == null) {
                return Entry.busy("The server cannot store that somebody came; try again later.");
            }
            Seat seat = new Seat(this, member, line, parts.newTicket(), memberId.equals(state.hostId()));
            Seat former = present.put(memberId, seat);
            welcome(seat, wish.sinceSeq());
            if (former == null) {
                parts.metrics().members.increment();
                tellOthers(memberId, new FromServer.Present(memberId));
            } else {
                former.line().end(CloseCode.REPLACED, "You came in by another connection.");
            }
            return new Entry.Granted(seat);
        } finally {
            lock.unlock();
        }
    }

    private Entry.@Nullable Refused refusal(String memberId, ToServer.Enter wish) {
        Entry.Refused refused = state.refusal(memberId, wish);
        if (refused == null
                && !present.containsKey(memberId)
                && present.size() >= parts.limits().present()) {
            return new Entry.Refused(RefusalCode.FULL, "The room is full.");
        }
        return refused;
    }

    private @Nullable KnownMember know(String memberId) {
        KnownMember known = state.known(memberId);
        if (known == null && store(new JournalEntry.Known(id, memberId, 0))) {
            return state.known(memberId);
        }
        return known;
    }

    /// Makes an entry that nobody waits for count at once.
    private boolean store(JournalEntry entry) {
        if (!parts.journal().offer(entry, () -> {})) {
            return false;
        }
        state.apply(entry, parts.nowNs());
        return true;
    }

    private void welcome(Seat seat, long sinceSeq) {
        long first = Math.max(state.firstSeq(), Math.min(sinceSeq, state.lastSeq()) + 1);
        FromServer.Entered entered = new FromServer.Entered(
                state.hostId(),
                first,
                state.lastSeq() + 1,
                parts.nowMs(),
                seat.ticket(),
                parts.turnFor(seat.memberId()),
                List.copyOf(present.keySet()));
        Iterator<String> backlog = Stream.concat(
                        Stream.of(RoomJson.encode(entered)),
                        state.from(first).stream().map(Room::text))
                .iterator();
        seat.line().send(backlog);
    }

    private static String text(JournalEntry.Logged entry) {
        return RoomJson.encode(
                new FromServer.Log(entry.seq(), entry.timeMs(), entry.memberId(), entry.id(), entry.body()));
    }

    /// Adds a message to the log.
    ///
    /// @param arrivalNs when it came, on the monotonic clock
    /// @return false if it was dropped because of a limit
    boolean append(Seat seat, ToServer.Append message, long arrivalNs) {
        lock.lock();
        try {
            KnownMember member = seat.member();
            boolean isNew = message.id() > member.offeredId();
            if (!member.mayAppend(message.body().length(), arrivalNs)) {
                return isNew && drop(seat, message);
            }
            if (!isNew) {
                sendAgain(seat, message.id());
                return true;
            }
            if (seat.isAhead(message.id())) {
                return false;
            }
            if (hasRoomFor(message) && offer(seat, message, arrivalNs)) {
                return true;
            }
            return drop(seat, message);
        } finally {
            lock.unlock();
        }
    }

    private static boolean drop(Seat seat, ToServer.Append message) {
        if (!seat.isAhead(message.id())) {
            seat.dropped(message.id());
        }
        return false;
    }

    private void sendAgain(Seat seat, long messageId) {
        JournalEntry.Logged entry = state.find(seat.memberId(), messageId);
        if (entry != null) {
            seat.line().send(text(entry));
        }
    }

    private boolean hasRoomFor(ToServer.Append message) {
        if (message.snapshot()) {
            return true;
        }
        RoomServerLimits limits = parts.limits();
        int numBytes = message.body().length();
        return offeredSeq - state.firstSeq() + 1 < limits.roomEntries()
                && state.logBytes() + numBytes <= limits.roomBytes()
                && parts.metrics().logBytes.sum() + numBytes <= limits.bytes();
    }

    private boolean offer(Seat seat, ToServer.Append message, long arrivalNs) {
        KnownMember member = seat.member();
        long timeMs = Math.max(parts.nowMs(), state.lastTimeMs());
        JournalEntry.Logged entry = new JournalEntry.Logged(
                id, offeredSeq + 1, timeMs, member.id(), message.id(), message.snapshot(), message.body());
        String text = text(entry);
        long formerId = member.offeredId();
        offeredSeq++;
        member.offered(message.id());
        if (!parts.journal().offer(entry, () -> stored(entry, text, arrivalNs))) {
            offeredSeq--;
            member.offered(formerId);
            return false;
        }
        seat.accepted();
        return true;
    }

    private void stored(JournalEntry.Logged entry, String text, long arrivalNs) {
        lock.lock();
        try {
            int formerEntries = state.logEntries();
            long formerBytes = state.logBytes();
            state.apply(entry, parts.nowNs());
            parts.metrics().logEntries.add(state.logEntries() - formerEntries);
            parts.metrics().logBytes.add(state.logBytes() - formerBytes);
            present.values().forEach(seat -> seat.line().send(text));
        } finally {
            lock.unlock();
        }
        parts.metrics().append.add(parts.nowNs() - arrivalNs);
    }

    /// Passes a signal on, if its recipient is present.
    ///
    /// @return false if it was dropped because of a limit
    boolean signal(Seat from, ToServer.Signal message) {
        lock.lock();
        try {
            if (!from.member().maySignal(parts.nowNs())) {
                return false;
            }
            Seat to = present.get(message.toMemberId());
            if (to != null) {
                to.line().send(RoomJson.encode(new FromServer.Signal(from.memberId(), message.body())));
                parts.metrics().signals.increment();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Sets what newcomers have to show. The same again is no change.
    ///
    /// @return false if the epoch is not a new one, or cannot be stored
    boolean epoch(ToServer.Epoch message) {
        lock.lock();
        try {
            Bytes former = state.admissionHash(message.epoch());
            if (former != null) {
                return former.equals(message.admissionHash());
            }
            return message.epoch() > state.epoch()
                    && store(new JournalEntry.EpochSet(id, message.epoch(), message.admissionHash()));
        } finally {
            lock.unlock();
        }
    }

    /// Ends a member's connection.
    void remove(String memberId) {
        expel(memberId, CloseCode.REMOVED, "The host has removed you from this room.");
    }

    /// Ends a member's connection for good.
    ///
    /// @return false if that cannot be stored
    boolean ban(String memberId) {
        lock.lock();
        try {
            if (memberId.equals(state.hostId())) {
                return true;
            }
            if (!state.isBanned(memberId)
                    && (state.numBanned() >= parts.limits().known() || !store(new JournalEntry.Banned(id, memberId)))) {
                return false;
            }
            expel(memberId, CloseCode.BANNED, "The host has banned you from this room.");
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void expel(String memberId, CloseCode code, String reason) {
        lock.lock();
        try {
            Seat seat = present.get(memberId);
            if (seat != null && !seat.isHost()) {
                leave(seat, false);
                seat.line().end(code, reason);
            }
        } finally {
            lock.unlock();
        }
    }

    /// A member's connection has ended, or is about to.
    ///
    /// @param hasSaidSo whether the member meant to go
    void leave(Seat seat, boolean hasSaidSo) {
        lock.lock();
        try {
            if (present.remove(seat.memberId(), seat)) {
                aliveMs = parts.nowMs();
                parts.metrics().members.decrement();
                tellOthers(seat.memberId(), new FromServer.Absent(seat.memberId(), hasSaidSo));
            }
        } finally {
            lock.unlock();
        }
        RelayLine relay = seat.relayBy(null);
        if (relay != null) {
            relay.end(CloseCode.NORMAL, "You have left the room.");
        }
    }

    private void tellOthers(String memberId, FromServer message) {
        String text = RoomJson.encode(message);
        for (Seat seat : present.values()) {
            if (!seat.memberId().equals(memberId)) {
                seat.line().send(text);
            }
        }
    }

    /// Opens a member's way for packets; false if the member has gone.
    boolean openRelay(Seat seat, RelayLine line) {
        lock.lock();
        try {
            if (present.get(seat.memberId()) != seat) {
                return false;
            }
            RelayLine former = seat.relayBy(line);
            if (former != null) {
                former.end(CloseCode.REPLACED, "You opened another relay connection.");
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Passes a packet on, if its recipient has a relay connection.
    ///
    /// @param message the recipient's member id and the datagram; becomes the sender's id and the datagram
    /// @return false if it was dropped because of a limit
    boolean relay(Seat from, byte[] message) {
        String to = HexFormat.of().formatHex(message, 0, WireLimits.MEMBER_ID_BYTES);
        RelayLine line = null;
        lock.lock();
        try {
            if (present.get(from.memberId()) != from || !from.member().mayRelay(message.length, parts.nowNs())) {
                return false;
            }
            Seat seat = present.get(to);
            line = seat == null ? null : seat.relay();
        } finally {
            lock.unlock();
        }
        if (line != null) {
            byte[] sender = HexFormat.of().parseHex(from.memberId());
            System.arraycopy(sender, 0, message, 0, sender.length);
            line.relay(message);
        }
        return true;
    }

    /// Ends the room if nobody is here and nobody was since a time.
    ///
    /// @param sinceMs since 1970
    boolean forgetIfDeserted(long sinceMs) {
        lock.lock();
        try {
            if (!isForgotten
                    && present.isEmpty()
                    && aliveMs < sinceMs
                    && parts.journal().offer(new JournalEntry.Forgotten(id), () -> {})) {
                isForgotten = true;
                parts.metrics().logEntries.add(-state.logEntries());
                parts.metrics().logBytes.add(-state.logBytes());
            }
            return isForgotten;
        } finally {
            lock.unlock();
        }
    }

    /// The shortest entries that give what is stored of this room; none if it has ended.
    List<JournalEntry> summary() {
        lock.lock();
        try {
            return isForgotten
                    ? List.of()
                    : state.summary(present.isEmpty() ? aliveMs : Math.max(aliveMs, parts.nowMs()));
        } finally {
            lock.unlock();
        }
    }

    /// Those who are present.
    List<Seat> seats() {
        lock.lock();
        try {
            return new ArrayList<>(present.values());
        } finally {
            lock.unlock();
        }
    }
}
