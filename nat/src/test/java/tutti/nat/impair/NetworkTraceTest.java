package tutti.nat.impair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTraceTest {
    private static final long PERIOD_NS = 1_333_333;
    private static final long START_NS = 5_000_000_000L;
    private static final int TEN_MINUTES = 450_000;
    private static final double MS = 1e6;

    /// Delays of packets that are sent every period, in nanoseconds; -1 = lost.
    private static long[] delaysNs(NetworkTrace trace, long seed, int numPackets) {
        PacketPath path = trace.newPath(seed);
        long[] delays = new long[numPackets];
        for (int i = 0; i < numPackets; i++) {
            long sentNs = START_NS + i * PERIOD_NS;
            delays[i] = path.offer(sentNs, 400) == 0 ? -1 : path.deliveryNs(0) - sentNs;
        }
        return delays;
    }

    private static double[] quantilesMs(long[] delaysNs, double... shares) {
        long[] arrived =
                Arrays.stream(delaysNs).filter(delay -> delay >= 0).sorted().toArray();
        return Arrays.stream(shares)
                .map(share -> arrived[(int) (share * (arrived.length - 1))] / MS)
                .toArray();
    }

    private static double lostPercent(long[] delaysNs) {
        return 100.0 * Arrays.stream(delaysNs).filter(delay -> delay < 0).count() / delaysNs.length;
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheSameFatesForTheSameSeed(NetworkTrace trace) {
        assertArrayEquals(delaysNs(trace, 7, 50_000), delaysNs(trace, 7, 50_000));
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheOrderAndNeverBeEarly(NetworkTrace trace) {
        long[] delays = delaysNs(trace, 8, TEN_MINUTES);
        long before = 0;
        for (int i = 0; i < delays.length; i++) {
            if (delays[i] >= 0) {
                long arrival = i * PERIOD_NS + delays[i];
                assertTrue(arrival >= before, trace + " packet " + i);
                before = arrival;
            }
        }
    }

    /// Least, median and 99.9th percentile of the delay, and the loss, each within a tenth or so of what the traces'
    /// parameters make: the hops' are sums of two.
    @ParameterizedTest
    @CsvSource({
        // trace, at least, median from, to, 99.9 % from, to, lost from, to
        "CLEAN,         0,   0,   0,    0,   0,   0,    0",
        "LAN,         0.1, 0.19, 0.21, 0.29, 0.31, 0,   0",
        "FIBRE,       6.5, 7.9, 8.1,   8.5, 12.5, 0,    0",
        "CABLE,      15.0, 15.3, 19.0, 28,  120,  0.25, 0.35",
        "WIFI,        5.0, 5.1, 6.0,   28,  45,   0.85, 1.15",
        "MOBILE,     33.0, 38,  42,    170, 245,  0,    0",
        "OUTAGE,      6.5, 7.9, 8.5,   8.5, 9.5,  4.9,  5.1",
        "NORMAL_HOPS, 6.0, 10, 10.6,   11.2, 13,  0,    0",
        "PARETO_HOPS, 10, 10.4, 11.0,  16,  60,   0.9,  1.1",
        "BURSTY_HOPS, 16, 17.0, 18.2,  29,  150,  2.7,  3.3"
    })
    void shouldBehaveAsDescribed(
            NetworkTrace trace,
            double leastMs,
            double medianFrom,
            double medianTo,
            double highFrom,
            double highTo,
            double lostFrom,
            double lostTo) {
        long[] delays = delaysNs(trace, 9, TEN_MINUTES);
        double[] found = quantilesMs(delays, 0, 0.5, 0.999);
        String told = trace + " " + Arrays.toString(found) + " lost " + lostPercent(delays);

        assertTrue(found[0] >= leastMs - 1e-6, told);
        assertTrue(found[1] >= medianFrom && found[1] <= medianTo, told);
        assertTrue(found[2] >= highFrom && found[2] <= highTo, told);
        assertTrue(lostPercent(delays) >= lostFrom && lostPercent(delays) <= lostTo, told);
    }

    @Test
    void shouldLoseASecondInAnOutageAndNothingElse() {
        long[] delays = delaysNs(NetworkTrace.OUTAGE, 10, 15_000);

        for (int i = 0; i < delays.length; i++) {
            double seconds = i * PERIOD_NS / 1e9;
            assertEquals(seconds >= 10 && seconds < 11, delays[i] < 0, "at " + seconds + " s");
        }
    }

    @Test
    void shouldDeliverWhatAStallHeldAllAtOnce() {
        long[] delays = delaysNs(NetworkTrace.MOBILE, 11, 60_000);
        int longest = 0;
        int together = 0;
        for (int i = 1; i < delays.length; i++) {
            together = i * PERIOD_NS + delays[i] == (i - 1) * PERIOD_NS + delays[i - 1] ? together + 1 : 0;
            longest = Math.max(longest, together);
        }

        // 100 to 200 ms of packets.
        assertTrue(longest >= 70 && longest <= 160, "together: " + longest);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLEAN")
    void shouldGiveOtherFatesForAnotherSeed(NetworkTrace trace) {
        assertNotEquals(Arrays.hashCode(delaysNs(trace, 1, 20_000)), Arrays.hashCode(delaysNs(trace, 2, 20_000)));
    }

    @Test
    void shouldCountAndObeyAnOutageFromOutside() {
        PacketPath path = NetworkTrace.LAN.newPath(3);
        path.outage(true);
        assertEquals(0, path.offer(0, 100));
        path.outage(false);
        assertEquals(1, path.offer(PERIOD_NS, 100));
        path.countOverflow();

        assertEquals(new ImpairmentCounters(2, 1, 1, 0), path.counters());
    }
}
