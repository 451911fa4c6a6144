package tutti.nat.room.server;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tutti.nat.room.journal.JournalEntry;

/// Makes rooms of what a journal tells. Thread: one.
final class StoredRooms implements Consumer<JournalEntry> {
    private final Map<String, RoomState> states = new HashMap<>();
    private final RoomServerLimits limits;
    private final long nowNs;

    StoredRooms(RoomServerLimits limits, long nowNs) {
        this.limits = limits;
        this.nowNs = nowNs;
    }

    @Override
    public void accept(JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Opened opened ->
                states.computeIfAbsent(opened.roomId(), _ -> new RoomState(opened, limits));
            case JournalEntry.Forgotten forgotten -> states.remove(forgotten.roomId());
            default -> {
                RoomState state = states.get(entry.roomId());
                if (state != null) {
                    state.apply(entry, nowNs);
                }
            }
        }
    }

    /// By room id.
    Map<String, RoomState> states() {
        return states;
    }
}
