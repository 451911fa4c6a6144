package tutti.nat.session;

import java.util.concurrent.atomic.AtomicLongArray;
import tutti.nat.link.LinkCounters;

/// Counters that one thread writes and any thread reads; whoever has several writers keeps several tallies and adds
/// them up. Opaque writes: no locked instruction, and every value is seen sooner or later. [LinkCounters] says what
/// each counter means.
public final class Tally {
    public static final int SENT_PACKETS = 0;
    public static final int SENT_BYTES = 1;
    public static final int SEND_FAILURES = 2;
    public static final int RECEIVED_PACKETS = 3;
    public static final int RECEIVED_BYTES = 4;
    public static final int BAD_TAG = 5;
    public static final int REPLAYED = 6;
    public static final int MALFORMED = 7;
    public static final int UNKNOWN_SSRC = 8;
    public static final int UNKNOWN_SOURCE = 9;
    private static final int NUM_COUNTERS = 10;

    private final AtomicLongArray values = new AtomicLongArray(NUM_COUNTERS);

    /// Thread: the writer. RT-safe: yes.
    ///
    /// @param counter one of the constants
    public void add(int counter, long amount) {
        values.setOpaque(counter, values.getPlain(counter) + amount);
    }

    /// Thread: the writer. RT-safe: yes.
    public void increment(int counter) {
        add(counter, 1);
    }

    /// Adds all that a snapshot says. Thread: the writer.
    public void add(LinkCounters more) {
        add(SENT_PACKETS, more.sentPackets());
        add(SENT_BYTES, more.sentBytes());
        add(SEND_FAILURES, more.sendFailures());
        add(RECEIVED_PACKETS, more.receivedPackets());
        add(RECEIVED_BYTES, more.receivedBytes());
        add(BAD_TAG, more.badTag());
        add(REPLAYED, more.replayed());
        add(MALFORMED, more.malformed());
        add(UNKNOWN_SSRC, more.unknownSsrc());
        add(UNKNOWN_SOURCE, more.unknownSource());
    }

    /// The sum of several tallies. Thread: any.
    public static LinkCounters sum(Tally... tallies) {
        long[] sums = new long[NUM_COUNTERS];
        for (Tally tally : tallies) {
            for (int i = 0; i < NUM_COUNTERS; i++) {
                sums[i] += tally.values.getOpaque(i);
            }
        }
        return new LinkCounters(
                sums[SENT_PACKETS],
                sums[SENT_BYTES],
                sums[SEND_FAILURES],
                sums[RECEIVED_PACKETS],
                sums[RECEIVED_BYTES],
                sums[BAD_TAG],
                sums[REPLAYED],
                sums[MALFORMED],
                sums[UNKNOWN_SSRC],
                sums[UNKNOWN_SOURCE]);
    }
}
