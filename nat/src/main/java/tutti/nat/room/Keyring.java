package tutti.nat.room;

import java.util.Optional;
import java.util.TreeMap;

/// The keys of the epochs that a player knows: at most the newest [#MAX_EPOCHS], the oldest forgotten beyond that.
///
/// Thread: the room's.
public final class Keyring {
    static final int MAX_EPOCHS = 64;

    private final TreeMap<Integer, RoomKeys> keys = new TreeMap<>();

    /// @param first what the player was invited with, or has made
    public Keyring(RoomKeys first) {
        add(first);
    }

    /// Adds the keys of an epoch.
    public void add(RoomKeys more) {
        keys.put(more.epoch(), more);
        if (keys.size() > MAX_EPOCHS) {
            keys.pollFirstEntry();
        }
    }

    /// Those of an epoch; empty if they are not known.
    public Optional<RoomKeys> of(int epoch) {
        return Optional.ofNullable(keys.get(epoch));
    }

    /// Those of the newest epoch.
    public RoomKeys newest() {
        return keys.lastEntry().getValue();
    }
}
