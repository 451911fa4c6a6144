package tutti.nat.room.server;

import java.util.LinkedHashSet;
import java.util.Set;

/// What is remembered of an address. Thread: whoever holds the door's lock.
final class Caller {
    private static final long MINUTE_NS = 60_000_000_000L;

    /// Its connections that wait, in the order of their coming.
    final Set<FrontDoor.Visitor> waiting = new LinkedHashSet<>();

    private final RoomServerLimits limits;
    private final TokenBucket connections;
    private final TokenBucket rooms;
    private int numRefused;
    private long refusedSinceNs;
    private long closedUntilNs;

    Caller(RoomServerLimits limits, long nowNs) {
        this.limits = limits;
        this.connections = new TokenBucket(limits.newConnections(), nowNs);
        this.rooms = new TokenBucket(limits.newRooms(), nowNs);
        this.closedUntilNs = nowNs;
    }

    boolean mayConnect(long nowNs) {
        return closedUntilNs - nowNs <= 0 && connections.tryTake(1, nowNs);
    }

    boolean mayOpenRoom(long nowNs) {
        return rooms.tryTake(1, nowNs);
    }

    void refused(long nowNs) {
        if (numRefused == 0 || nowNs - refusedSinceNs > MINUTE_NS) {
            numRefused = 0;
            refusedSinceNs = nowNs;
        }
        numRefused++;
        if (numRefused > limits.refusalsPerMinute()) {
            numRefused = 0;
            closedUntilNs = nowNs + MINUTE_NS;
        }
    }
}
