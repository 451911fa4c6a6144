package tutti.nat.ice;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Lets in only the STUN (RFC 8489) that this agent has reason to expect, so that what strangers send costs a look
/// and no more: ice4j would hand every message to a pool of threads without a limit.
///
/// - binding requests whose user name begins with this agent's ufrag;
/// - responses to requests that this agent has sent;
/// - from its relays, data of peers.
///
/// Of these at most 500 a second, in bursts of 500, far above what checks need.
///
///     | type 2 | length 2 | magic cookie 4 | transaction id 12 | attributes: type 2, length 2, value, padding ...
///
/// Thread: the link thread, but for [#onRequest].
final class StunGate {
    static final int HEADER_BYTES = 20;
    static final int MAGIC_COOKIE = 0x2112A442;
    static final int BINDING_REQUEST = 0x0001;
    static final int DATA_INDICATION = 0x0017;

    private static final int CLASS_MASK = 0x0110;
    private static final int REQUEST = 0x0000;
    private static final int INDICATION = 0x0010;
    private static final int USERNAME = 0x0006;

    private static final long NS_PER_S = 1_000_000_000;
    private static final int RATE_PER_S = 500;
    private static final int BURST = 500;

    /// Requests that may be waiting for an answer: 64 remote candidates times 8 addresses.
    private static final int MAX_REQUESTS = 512;

    private final byte[] userPrefix;
    private final Set<InetSocketAddress> relays;

    // Owned by the link thread.
    private final Bucket bucket = new Bucket(RATE_PER_S, BURST);
    private volatile long dropped;

    // Guarded by this.
    private final long[] requestsHigh = new long[MAX_REQUESTS];
    private final int[] requestsLow = new int[MAX_REQUESTS];
    private int numRequests;

    StunGate(String ufrag, Set<InetSocketAddress> relays) {
        this.userPrefix = (ufrag + ":").getBytes(StandardCharsets.US_ASCII);
        this.relays = Set.copyOf(relays);
    }

    /// A leaky count of what may still pass. Thread: one.
    static final class Bucket {
        private final long nsPerToken;
        private final long fullNs;
        private long emptyAtNs;
        private boolean used;

        Bucket(int ratePerS, int burst) {
            nsPerToken = NS_PER_S / ratePerS;
            fullNs = burst * nsPerToken;
        }

        boolean take(long nowNs) {
            if (!used || nowNs - emptyAtNs > fullNs) {
                used = true;
                emptyAtNs = nowNs - fullNs;
            }
            if (nowNs - emptyAtNs < nsPerToken) {
                return false;
            }
            emptyAtNs += nsPerToken;
            return true;
        }
    }

    /// Remembers a request that is sent, by its transaction id. Thread: any.
    synchronized void onRequest(byte[] message, int offsetBytes, int numBytes) {
        if (numBytes >= HEADER_BYTES && (uint16(message, offsetBytes) & CLASS_MASK) == REQUEST) {
            int slot = numRequests++ % MAX_REQUESTS;
            requestsHigh[slot] = int64(message, offsetBytes + 8);
            requestsLow[slot] = int32(message, offsetBytes + 16);
        }
    }

    private synchronized boolean isAnswer(byte[] message) {
        long high = int64(message, 8);
        int low = int32(message, 16);
        for (int i = 0; i < Math.min(numRequests, MAX_REQUESTS); i++) {
            if (requestsHigh[i] == high && requestsLow[i] == low) {
                return true;
            }
        }
        return false;
    }

    /// Whether a datagram whose first byte is 0 to 3 may reach ice4j.
    boolean admits(byte[] message, int numBytes, InetSocketAddress from, long nowNs) {
        boolean admitted = isStun(message, numBytes) && isExpected(message, numBytes, from) && bucket.take(nowNs);
        if (!admitted) {
            countDropped();
        }
        return admitted;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // The link thread alone writes it.
    private void countDropped() {
        dropped++;
    }

    /// Whether this has the shape of a STUN message (section 5).
    static boolean isStun(byte[] message, int numBytes) {
        return numBytes >= HEADER_BYTES
                && int32(message, 4) == MAGIC_COOKIE
                && uint16(message, 2) % 4 == 0
                && uint16(message, 2) + HEADER_BYTES == numBytes;
    }

    private boolean isExpected(byte[] message, int numBytes, InetSocketAddress from) {
        int type = uint16(message, 0);
        return switch (type & CLASS_MASK) {
            case REQUEST -> type == BINDING_REQUEST && isForUs(message, numBytes);
            case INDICATION -> type == DATA_INDICATION && relays.contains(from);
            default -> isAnswer(message);
        };
    }

    private boolean isForUs(byte[] message, int numBytes) {
        int at = findAttribute(message, numBytes, USERNAME);
        if (at < 0 || uint16(message, at - 2) < userPrefix.length) {
            return false;
        }
        for (int i = 0; i < userPrefix.length; i++) {
            if (message[at + i] != userPrefix[i]) {
                return false;
            }
        }
        return true;
    }

    /// Where the value of the first such attribute begins; its length stands in the two bytes before. -1 if there
    /// is none that lies wholly within the message.
    static int findAttribute(byte[] message, int numBytes, int type) {
        int at = HEADER_BYTES;
        while (at + 4 <= numBytes) {
            int valueBytes = uint16(message, at + 2);
            if (uint16(message, at) == type) {
                return at + 4 + valueBytes <= numBytes ? at + 4 : -1;
            }
            at += 4 + (valueBytes + 3 & ~3);
        }
        return -1;
    }

    /// How many datagrams were not let in. Thread: any.
    long dropped() {
        return dropped;
    }

    static int uint16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    static int int32(byte[] bytes, int at) {
        return uint16(bytes, at) << 16 | uint16(bytes, at + 2);
    }

    private static long int64(byte[] bytes, int at) {
        return (long) int32(bytes, at) << 32 | (int32(bytes, at + 4) & 0xFFFFFFFFL);
    }
}
