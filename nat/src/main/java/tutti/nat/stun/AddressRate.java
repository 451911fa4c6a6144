package tutti.nat.stun;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// How often each address may ask: a token bucket an IPv4 address or an IPv6 network of 64 bits, in a table of fixed
/// size. Senders of forged addresses can neither make it grow nor crowd anybody out: an address that is not in the
/// table has a full bucket, and a set of [#WAYS] entries that is full gives up the one that has been silent longest,
/// never the one that floods. Which set an address falls in depends on a random key, so none can be aimed at.
///
/// Each bucket is one number, the time at which it will be full again (the generic cell rate algorithm, ITU-T I.371).
/// One thread.
public final class AddressRate {
    private static final int WAYS = 8;
    private static final long NS_PER_S = 1_000_000_000L;

    private final long intervalNs;
    private final long burstNs;
    private final long key;
    private final int numSets;
    private final long[] addresses;
    private final long[] fullNs;
    private final long[] seenNs;

    /// @param perSecond what an address may ask for in the long run
    /// @param burst what it may ask for at once after a silence
    /// @param numSets how many sets of eight addresses are remembered, a power of two
    /// @param key random
    /// @param nowNs the time, on the clock of [#permits]
    public AddressRate(int perSecond, int burst, int numSets, long key, long nowNs) {
        if (Integer.bitCount(numSets) != 1) {
            throw new IllegalArgumentException("The number of sets is a power of two.");
        }
        this.intervalNs = NS_PER_S / perSecond;
        this.burstNs = burst * intervalNs;
        this.key = key;
        this.numSets = numSets;
        this.addresses = new long[numSets * WAYS];
        this.fullNs = new long[numSets * WAYS];
        this.seenNs = new long[numSets * WAYS];
        // Entries that nobody has used look like those of address 0 with a full bucket, which is as good as none.
        Arrays.fill(fullNs, nowNs);
        Arrays.fill(seenNs, nowNs);
    }

    /// Whether this address may ask once more, which then counts.
    public boolean permits(InetAddress address, long nowNs) {
        long name = name(address);
        int entry = entry(name, nowNs);
        seenNs[entry] = nowNs;
        long fullAfterNs = Math.max(fullNs[entry] - nowNs, 0) + intervalNs;
        if (fullAfterNs > burstNs) {
            return false;
        }
        fullNs[entry] = nowNs + fullAfterNs;
        return true;
    }

    private int entry(long name, long nowNs) {
        int first = (int) (mixed(name ^ key) & (numSets - 1)) * WAYS;
        int oldest = first;
        for (int i = first; i < first + WAYS; i++) {
            if (addresses[i] == name) {
                return i;
            }
            if (seenNs[i] - seenNs[oldest] < 0) {
                oldest = i;
            }
        }
        addresses[oldest] = name;
        fullNs[oldest] = nowNs;
        return oldest;
    }

    /// An IPv4 address behind 16 ones, where no IPv6 network that sends is; of an IPv6 address the network, as
    /// whoever has one has 2^64 addresses.
    private static long name(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == Integer.BYTES
                ? 0xFFFF_0000_0000_0000L | (ByteBuffer.wrap(bytes).getInt() & 0xFFFF_FFFFL)
                : ByteBuffer.wrap(bytes).getLong();
    }

    /// Spreads every bit over all (the finalizer of SplitMix64; Steele, Lea, Flood 2014).
    private static long mixed(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
