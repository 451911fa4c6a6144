package tutti.nat.mesh;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/// Whom the room wants linked, dropped and heard. The room's threads write, the link thread follows. It is a state
/// and no queue: each member's last word replaces the one before, so however much is said, nothing of it is lost and
/// there is never more than one entry for each member that the room knows.
final class Roster {
    /// The last word on one member.
    sealed interface Word {}

    /// To be linked.
    ///
    /// @param number counts what was said, so that a word that is repeated can be told from the old one
    /// @param present false if it is not in the room any more, though it may still play
    record Admitted(MeshMember member, long number, boolean present) implements Word {}

    /// Not to be linked.
    ///
    /// @param reason one sentence for people
    /// @param left whether it said that it goes
    record Dismissed(String reason, boolean left) implements Word {}

    private final Map<String, Word> words = new ConcurrentHashMap<>();
    private final Set<String> unheard = ConcurrentHashMap.newKeySet();
    private final AtomicLong number = new AtomicLong();
    private final AtomicBoolean changed = new AtomicBoolean();
    private final Runnable wake;

    /// @param wake lets the link thread look
    Roster(Runnable wake) {
        this.wake = wake;
    }

    // --- Thread: any ------------------------------------------------------------------------------------------------

    void admit(MeshMember member) {
        words.put(member.id(), new Admitted(member, number.incrementAndGet(), true));
        tell();
    }

    void dismiss(String memberId, String reason, boolean left) {
        words.put(memberId, new Dismissed(reason, left));
        tell();
    }

    void absent(String memberId) {
        words.computeIfPresent(
                memberId,
                (id, word) -> word instanceof Admitted admitted
                        ? new Admitted(admitted.member(), admitted.number(), false)
                        : word);
        tell();
    }

    void heard(String memberId, boolean heard) {
        if (heard) {
            unheard.remove(memberId);
        } else {
            unheard.add(memberId);
        }
        tell();
    }

    private void tell() {
        changed.set(true);
        wake.run();
    }

    // --- Thread: the link thread ------------------------------------------------------------------------------------

    /// Whether anything was said since it was asked last.
    boolean takeChange() {
        return changed.get() && changed.getAndSet(false);
    }

    void forEach(BiConsumer<String, Word> what) {
        words.forEach(what);
    }

    boolean isHeard(String memberId) {
        return !unheard.contains(memberId);
    }

    /// It has been done as this word says; a newer one stays.
    void settle(String memberId, Word word) {
        words.remove(memberId, word);
    }
}
