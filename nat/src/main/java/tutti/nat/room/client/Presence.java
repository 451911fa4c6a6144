package tutti.nat.room.client;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Who is connected to the room server besides the player. The observer is told while the player is inside, and then of
/// what has changed since.
///
/// Thread: the room's.
final class Presence {
    private final String self;
    private final RoomObserver observer;
    private final Set<String> present = new LinkedHashSet<>();
    private final Set<String> told = new LinkedHashSet<>();
    private boolean isTelling;

    Presence(String self, RoomObserver observer) {
        this.self = self;
        this.observer = observer;
    }

    /// These are present, and nobody else; to be told later.
    void are(List<String> memberIds) {
        isTelling = false;
        present.clear();
        present.addAll(memberIds);
        present.remove(self);
    }

    /// Tells what has changed, and from now on whatever changes.
    void tell() {
        isTelling = true;
        for (String memberId : Set.copyOf(told)) {
            if (!present.contains(memberId)) {
                goes(memberId, false);
            }
        }
        List.copyOf(present).forEach(this::comes);
    }

    void comes(String memberId) {
        if (!memberId.equals(self)) {
            present.add(memberId);
            if (isTelling && told.add(memberId)) {
                observer.onPresent(memberId);
            }
        }
    }

    void goes(String memberId, boolean left) {
        present.remove(memberId);
        if (isTelling && told.remove(memberId)) {
            observer.onAbsent(memberId, left);
        }
    }
}
