package tutti.nat.room.client;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tutti.nat.room.wire.WireLimits;

/// Packets that wait for their turn on a [RelaySocket], from any thread to the socket's: at most [#CAPACITY], the
/// oldest
/// dropped and counted when there are more. What has waited longer than [#MAX_AGE_NS] is dropped and counted instead of
/// being sent: late music is worth nothing, and would make all that follows late, too.
///
/// Thread: any; the lock is held for a copy of one packet.
final class RelayQueue {
    static final int CAPACITY = 64;
    static final long MAX_AGE_NS = 40_000_000;

    private static final int MESSAGE_BYTES = WireLimits.MEMBER_ID_BYTES + WireLimits.MAX_DATAGRAM_BYTES;

    private final byte[][] messages = new byte[CAPACITY][MESSAGE_BYTES];
    private final int[] lengths = new int[CAPACITY];
    private final long[] sinceNs = new long[CAPACITY];
    private final ByteBuffer out = ByteBuffer.allocate(MESSAGE_BYTES);
    private int head;
    private int numWaiting;
    private long stale;
    private long overflown;

    /// Adds a copy of a packet.
    ///
    /// @param memberId 16 bytes
    synchronized void add(byte[] memberId, byte[] buffer, int offsetBytes, int numBytes, long nowNs) {
        if (numWaiting == CAPACITY) {
            overflown++;
            remove();
        }
        int at = (head + numWaiting) % CAPACITY;
        System.arraycopy(memberId, 0, messages[at], 0, memberId.length);
        System.arraycopy(buffer, offsetBytes, messages[at], memberId.length, numBytes);
        lengths[at] = memberId.length + numBytes;
        sinceNs[at] = nowNs;
        numWaiting++;
    }

    private void remove() {
        head = (head + 1) % CAPACITY;
        numWaiting--;
    }

    /// The oldest packet that is still worth sending, with the member id in front; null for none. Good until this is
    /// asked
    /// again.
    synchronized @Nullable ByteBuffer next(long nowNs) {
        while (numWaiting > 0) {
            int at = head;
            remove();
            if (nowNs - sinceNs[at] <= MAX_AGE_NS) {
                return out.clear().put(messages[at], 0, lengths[at]).flip();
            }
            stale++;
        }
        return null;
    }

    /// How many were dropped because they had waited too long.
    synchronized long stale() {
        return stale;
    }

    /// How many were dropped because too many waited.
    synchronized long overflown() {
        return overflown;
    }
}
