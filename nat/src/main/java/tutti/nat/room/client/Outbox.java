package tutti.nat.room.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tutti.nat.room.RoomEvent;
import tutti.nat.room.wire.Bytes;

/// What the player wants in the log and has not seen there: first waiting, then sent under a number, and gone when it
/// comes back. What was sent is sent again unchanged after a lost connection, so the log has it once; only when it can
/// no longer come back under its number does it wait again, for another one.
///
/// At most [#CAPACITY] events wait; what is more is refused.
///
/// Thread: the room's.
final class Outbox {
    static final int CAPACITY = 512;

    /// Sent and not come back. Half a second's worth of what the server takes.
    static final int WINDOW = 32;

    /// What is on its way.
    ///
    /// @param isDuty whether it follows from what the log says, so that it is made anew rather than said again
    record Sent(long id, int epoch, RoomEvent event, boolean isDuty, Bytes body) {}

    private final Deque<RoomEvent> waiting = new ArrayDeque<>();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private long lastId;

    /// Adds something behind the rest; false if too much waits.
    boolean add(RoomEvent event) {
        return waiting.size() < CAPACITY && waiting.add(event);
    }

    /// Adds something in front of the rest.
    void addFirst(RoomEvent event) {
        waiting.addFirst(event);
    }

    /// What waits in front, or null.
    @Nullable
    RoomEvent next() {
        return waiting.peek();
    }

    /// What waited in front is taken to be sent.
    void taken() {
        waiting.remove();
    }

    /// Whether something of a kind waits.
    boolean awaits(Class<? extends RoomEvent> kind) {
        return waiting.stream().anyMatch(kind::isInstance);
    }

    /// Whether something of a kind is on its way.
    boolean isSent(Class<? extends RoomEvent> kind) {
        return sent.stream().anyMatch(each -> kind.isInstance(each.event()));
    }

    /// Whether nothing is on its way.
    boolean isQuiet() {
        return sent.isEmpty();
    }

    /// Whether more may be on its way.
    boolean hasWindow() {
        return sent.size() < WINDOW;
    }

    /// Numbers up to this one are used, whoever used them.
    void used(long id) {
        lastId = Math.max(lastId, id);
    }

    /// The number for the next thing.
    long nextId() {
        return lastId + 1;
    }

    /// Something is on its way.
    void sent(Sent one) {
        sent.add(one);
        used(one.id());
    }

    /// All that is on its way, in its order.
    List<Sent> allSent() {
        return new ArrayList<>(sent);
    }

    /// An entry of the player's has come.
    ///
    /// @return what it was, if it was this very body
    Optional<Sent> came(long id, Bytes body) {
        used(id);
        Optional<Sent> match = sent.stream()
                .filter(each -> each.id() == id && each.body().equals(body))
                .findFirst();
        match.ifPresent(sent::remove);
        return match;
    }

    /// Calls back what was sent and is like this: events wait again, in their order and in front; duties are dropped.
    ///
    /// @return how many events
    int callBack(Predicate<Sent> like) {
        List<RoomEvent> again = new ArrayList<>();
        for (Iterator<Sent> each = sent.iterator(); each.hasNext(); ) {
            Sent one = each.next();
            if (like.test(one)) {
                each.remove();
                if (!one.isDuty()) {
                    again.add(one.event());
                }
            }
        }
        again.reversed().forEach(waiting::addFirst);
        return again.size();
    }
}
