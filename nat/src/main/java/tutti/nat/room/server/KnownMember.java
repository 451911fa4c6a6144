package tutti.nat.room.server;

/// Somebody who has entered a room at least once: what is stored of them, and how much more they may say for now.
/// The latter is here, not with the connection, so that nobody gets more by coming again.
///
/// Thread: whoever holds the room's lock.
final class KnownMember {
    private final String id;
    private final TokenBucket appends;
    private final TokenBucket appendedBytes;
    private final TokenBucket signals;
    private final TokenBucket relayedPackets;
    private final TokenBucket relayedBytes;
    private long storedId;
    private long offeredId;

    KnownMember(String id, long storedId, RoomServerLimits limits, long nowNs) {
        this.id = id;
        this.storedId = storedId;
        this.offeredId = storedId;
        appends = new TokenBucket(limits.appends(), nowNs);
        appendedBytes = new TokenBucket(limits.appendedBytes(), nowNs);
        signals = new TokenBucket(limits.signals(), nowNs);
        relayedPackets = new TokenBucket(limits.relayedPackets(), nowNs);
        relayedBytes = new TokenBucket(limits.relayedBytes(), nowNs);
    }

    String id() {
        return id;
    }

    /// The count of the member's last message that is stored.
    long storedId() {
        return storedId;
    }

    /// The same of those that are on their way to be stored.
    long offeredId() {
        return offeredId;
    }

    void offered(long messageId) {
        offeredId = messageId;
    }

    void stored(long messageId) {
        storedId = Math.max(storedId, messageId);
        offeredId = Math.max(offeredId, messageId);
    }

    boolean mayAppend(int numBytes, long nowNs) {
        return appends.tryTake(1, nowNs) && appendedBytes.tryTake(numBytes, nowNs);
    }

    boolean maySignal(long nowNs) {
        return signals.tryTake(1, nowNs);
    }

    boolean mayRelay(int numBytes, long nowNs) {
        return relayedPackets.tryTake(1, nowNs) && relayedBytes.tryTake(numBytes, nowNs);
    }
}
