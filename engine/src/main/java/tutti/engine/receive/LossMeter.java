package tutti.engine.receive;

import java.util.Arrays;

/// Measures how the packets of one stream are lost: the share over two windows, and how long the bursts are.
///
/// A packet that has not come is taken for lost when [#REORDER] later ones have, or [#PATIENCE_NS] after the first
/// later one; if it comes after all, it stays lost, for it would have been of no use. So at most 16 sequence numbers
/// are ever undecided, and each is decided once and in order, which gives the bursts their lengths:
///
/// ```
/// sequence    97  98  99 100 101 102          decided: 97 came, 98 and 99 lost (a burst of two when 100 is decided)
///             came -   -  came -  came        undecided from 98 on, until 16 later ones came
/// ```
///
/// The windows are rings of buckets of [#BUCKET_NS]: the last 10 complete ones are the fast window of 2 s, the last
/// 100 the slow one of 20 s. While a window has not passed once, what it lacks counts as received: one loss right
/// after the start is no great share.
///
/// Thread: the link thread. RT-safe: yes (allocates nothing).
final class LossMeter {
    /// So many later packets make a missing one lost: more than networks reorder, and the furthest copy (8 packets)
    /// is long past.
    static final int REORDER = 16;

    static final long PATIENCE_NS = 100_000_000;
    static final long BUCKET_NS = 200_000_000;
    static final int FAST_BUCKETS = 10;
    static final int SLOW_BUCKETS = 100;

    /// Bursts of so many packets or more are counted together.
    static final int LONGEST = 16;

    private static final int MASK = REORDER - 1;

    /// Of the sequence numbers between [#undecided] and [#highest], by their low bits.
    private final boolean[] came = new boolean[REORDER];

    private final long[] missedAtNs = new long[REORDER];
    private long undecided = Long.MIN_VALUE;
    private long highest;
    private long burstPackets;

    /// By bucket; the one being filled is at [#bucket], and the one after it is the oldest.
    private final int[] decided = new int[SLOW_BUCKETS + 1];

    private final int[] lost = new int[SLOW_BUCKETS + 1];

    /// `[bucket][length]`: bursts that ended then; the last length stands for itself and more.
    private final int[][] bursts = new int[SLOW_BUCKETS + 1][LONGEST + 1];

    /// Packets in bursts of [#LONGEST] and more.
    private final long[] longLost = new long[SLOW_BUCKETS + 1];

    private int bucket;
    private int completeBuckets;
    private long bucketEndNs;

    /// The burst statistics over the slow window, brought up to date when a bucket is complete.
    private final long[] burstCounts = new long[LONGEST + 1];

    private long longBurstPackets;

    /// Takes note of a packet, in any order, repeated or not.
    ///
    /// @param sequence its unwrapped sequence number
    /// @return whether a bucket became complete, so that the figures are new
    boolean onPacket(long sequence, long nowNs) {
        if (undecided == Long.MIN_VALUE) {
            undecided = sequence;
            highest = sequence - 1;
            bucketEndNs = nowNs + BUCKET_NS;
        }
        boolean isNew = nowNs >= bucketEndNs;
        if (isNew) {
            turnTo(nowNs);
        }
        if (sequence > highest) {
            extendTo(sequence, nowNs);
        } else if (sequence >= undecided) {
            came[(int) sequence & MASK] = true;
        }
        while (undecided <= highest && decideNext(nowNs)) {
            undecided++;
        }
        return isNew;
    }

    private void extendTo(long sequence, long nowNs) {
        // What the jump leaves behind by REORDER or more is decided here, before its places are taken.
        long firstOpen = sequence - REORDER + 1;
        while (undecided < firstOpen && undecided <= highest) {
            decide(came[(int) undecided & MASK]);
            undecided++;
        }
        if (undecided < firstOpen) {
            decideLost(firstOpen - undecided);
            undecided = firstOpen;
        }
        for (long missing = Math.max(highest + 1, firstOpen); missing < sequence; missing++) {
            came[(int) missing & MASK] = false;
            missedAtNs[(int) missing & MASK] = nowNs;
        }
        came[(int) sequence & MASK] = true;
        highest = sequence;
    }

    private boolean decideNext(long nowNs) {
        int at = (int) undecided & MASK;
        if (!came[at] && nowNs - missedAtNs[at] < PATIENCE_NS) {
            return false;
        }
        decide(came[at]);
        return true;
    }

    private void decide(boolean hasCome) {
        if (!hasCome) {
            decideLost(1);
            return;
        }
        decided[bucket]++;
        if (burstPackets > 0) {
            bursts[bucket][(int) Math.min(burstPackets, LONGEST)]++;
            longLost[bucket] += burstPackets >= LONGEST ? burstPackets : 0;
            burstPackets = 0;
        }
    }

    private void decideLost(long numPackets) {
        decided[bucket] += (int) numPackets;
        lost[bucket] += (int) numPackets;
        burstPackets += numPackets;
    }

    private void turnTo(long nowNs) {
        long turns = 1 + (nowNs - bucketEndNs) / BUCKET_NS;
        bucketEndNs += turns * BUCKET_NS;
        for (long i = Math.min(turns, SLOW_BUCKETS + 1); i > 0; i--) {
            bucket = (bucket + 1) % decided.length;
            completeBuckets = Math.min(completeBuckets + 1, SLOW_BUCKETS);
            decided[bucket] = 0;
            lost[bucket] = 0;
            Arrays.fill(bursts[bucket], 0);
            longLost[bucket] = 0;
        }
        Arrays.fill(burstCounts, 0);
        longBurstPackets = 0;
        for (int back = 1; back <= completeBuckets; back++) {
            int at = at(back);
            for (int length = 1; length <= LONGEST; length++) {
                burstCounts[length] += bursts[at][length];
            }
            longBurstPackets += longLost[at];
        }
    }

    private int at(int back) {
        return Math.floorMod(bucket - back, decided.length);
    }

    /// Share of packets lost in the last 2 s, 0 to 1.
    double fastShare() {
        return share(FAST_BUCKETS);
    }

    /// Share of packets lost in the last 20 s, 0 to 1.
    double slowShare() {
        return share(SLOW_BUCKETS);
    }

    private double share(int numBuckets) {
        int known = Math.min(numBuckets, completeBuckets);
        long allLost = 0;
        long all = 0;
        for (int back = 1; back <= known; back++) {
            allLost += lost[at(back)];
            all += decided[at(back)];
        }
        return all == 0 ? 0 : (double) allLost / all * known / numBuckets;
    }

    /// Bursts of that length in the last 20 s.
    ///
    /// @param length 1 to [#LONGEST], which stands for itself and more
    int bursts(int length) {
        return (int) burstCounts[length];
    }

    /// Packets lost in bursts that ended in the last 20 s.
    private long burstPackets() {
        long packets = longBurstPackets;
        for (int length = 1; length < LONGEST; length++) {
            packets += length * burstCounts[length];
        }
        return packets;
    }

    /// Mean length of a burst, 0 if there was none.
    double meanBurst() {
        long bursts = 0;
        for (long count : burstCounts) {
            bursts += count;
        }
        return bursts == 0 ? 0 : (double) burstPackets() / bursts;
    }

    /// The length so that `share` of the lost packets lay in bursts of at most that; 255 if longer ones than are told
    /// apart are needed, 0 if there was none.
    int burstCovering(double share) {
        double wanted = share * burstPackets();
        if (wanted == 0) {
            return 0;
        }
        long covered = 0;
        for (int length = 1; length < LONGEST; length++) {
            covered += length * burstCounts[length];
            if (covered >= wanted) {
                return length;
            }
        }
        return 255;
    }

    /// The share of the lost packets that a copy `distance` packets back would have repaired: of a burst of L packets
    /// the last `min(distance, L)`.
    ///
    /// @param distance at most [#LONGEST]
    double repairedShare(int distance) {
        long packets = burstPackets();
        long repaired = 0;
        for (int length = 1; length <= LONGEST; length++) {
            repaired += Math.min(distance, length) * burstCounts[length];
        }
        return packets == 0 ? 0 : (double) repaired / packets;
    }
}
