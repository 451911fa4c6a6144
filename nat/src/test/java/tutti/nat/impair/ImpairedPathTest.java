package tutti.nat.impair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImpairedPathTest {
    private static final int NUM_PACKETS = 200_000;
    private static final long PERIOD_NS = 1_333_333;
    private static final long LOST = Long.MIN_VALUE;

    /// One packet a period; delays of the first copies, or LOST.
    private static long[] delaysNs(Impairment impairment, long seed) {
        ImpairedPath path = new ImpairedPath(impairment, new SplittableRandom(seed));
        long[] delaysNs = new long[NUM_PACKETS];
        for (int i = 0; i < NUM_PACKETS; i++) {
            delaysNs[i] = path.offer(i * PERIOD_NS, 200) == 0 ? LOST : path.deliveryNs(0) - i * PERIOD_NS;
        }
        return delaysNs;
    }

    @Test
    void shouldDelayByExactlyTheDelayWithoutJitter() {
        long[] delaysNs = delaysNs(Impairment.NONE.withDelayNs(12_000_000), 1);

        assertTrue(Arrays.stream(delaysNs).allMatch(delayNs -> delayNs == 12_000_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldScatterByTheStandardDeviationWhenNormal(long seed) {
        long[] delaysNs = delaysNs(
                Impairment.NONE
                        .withDelayNs(12_000_000)
                        .withJitter(JitterLaw.NORMAL, 1_000_000)
                        .withReordering(),
                seed);

        double meanNs = Arrays.stream(delaysNs).average().orElseThrow();
        double variance = Arrays.stream(delaysNs)
                .mapToDouble(delayNs -> (delayNs - meanNs) * (delayNs - meanNs))
                .average()
                .orElseThrow();
        assertEquals(12e6, meanNs, 15e3);
        assertEquals(1e6, Math.sqrt(variance), 15e3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldStayWithinTheHalfWidthWhenUniform(long seed) {
        long[] delaysNs = delaysNs(
                Impairment.NONE
                        .withDelayNs(5_000_000)
                        .withJitter(JitterLaw.UNIFORM, 2_000_000)
                        .withReordering(),
                seed);

        assertEquals(3e6, (double) Arrays.stream(delaysNs).min().orElseThrow(), 1e3);
        assertEquals(7e6, (double) Arrays.stream(delaysNs).max().orElseThrow(), 1e3);
        assertEquals(5e6, Arrays.stream(delaysNs).average().orElseThrow(), 20e3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldOnlyAddAndHaveALongTailWhenPareto(long seed) {
        long[] delaysNs = delaysNs(
                Impairment.NONE
                        .withDelayNs(5_000_000)
                        .withJitter(JitterLaw.PARETO, 1_000_000)
                        .withReordering(),
                seed);

        Arrays.sort(delaysNs);
        assertTrue(delaysNs[0] >= 5_000_000);
        assertEquals(10.31e6, (double) delaysNs[NUM_PACKETS * 99 / 100], 0.3e6);
        assertEquals(19.85e6, (double) delaysNs[NUM_PACKETS / 1000 * 999], 1.5e6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 3, 10})
    void shouldLoseTheAskedShareInBurstsOfTheAskedLength(double meanBurstPackets) {
        double loss = 0.02;
        long[] delaysNs = delaysNs(Impairment.NONE.withLoss(loss, meanBurstPackets), 7);

        int lost = 0;
        int bursts = 0;
        for (int i = 1; i < NUM_PACKETS; i++) {
            if (delaysNs[i] == LOST) {
                lost++;
                bursts += delaysNs[i - 1] == LOST ? 0 : 1;
            }
        }
        // Independent losses (1) touch each other now and then: 1 / (1 - loss) in a row.
        double expectedBurst = meanBurstPackets == 1 ? 1 / (1 - loss) : meanBurstPackets;
        assertEquals(loss, (double) lost / NUM_PACKETS, loss * 0.15);
        assertEquals(expectedBurst, (double) lost / bursts, expectedBurst * 0.1);
    }

    @Test
    void shouldLoseEverythingAtFullLossAndInAnOutage() {
        ImpairedPath path = new ImpairedPath(Impairment.NONE.withLoss(1, 1), new SplittableRandom(1));
        assertEquals(0, path.offer(0, 10));
        path.impair(Impairment.NONE);
        assertEquals(1, path.offer(1, 10));
        path.outage(true);
        assertEquals(0, path.offer(2, 10));
        path.outage(false);
        assertEquals(1, path.offer(3, 10));
        assertEquals(new ImpairmentCounters(4, 2, 0, 0), path.counters());
    }

    @ParameterizedTest
    @EnumSource(JitterLaw.class)
    void shouldKeepTheOrderUnlessReorderingIsAllowed(JitterLaw law) {
        Impairment kept = Impairment.NONE.withDelayNs(20_000_000).withJitter(law, 5_000_000);

        assertEquals(0, overtakes(delaysNs(kept, 3)));
        assertTrue(overtakes(delaysNs(kept.withReordering(), 3)) > NUM_PACKETS / 20);
    }

    private static int overtakes(long[] delaysNs) {
        int overtakes = 0;
        for (int i = 1; i < delaysNs.length; i++) {
            overtakes += delaysNs[i] + PERIOD_NS < delaysNs[i - 1] ? 1 : 0;
        }
        return overtakes;
    }

    @Test
    void shouldDuplicateTheAskedShare() {
        ImpairedPath path = new ImpairedPath(Impairment.NONE.withDuplicates(0.1), new SplittableRandom(5));
        int copies = 0;
        for (int i = 0; i < NUM_PACKETS; i++) {
            copies += path.offer(i, 10);
        }

        assertEquals(0.1, (double) (copies - NUM_PACKETS) / NUM_PACKETS, 0.005);
        assertEquals(copies - NUM_PACKETS, path.counters().duplicated());
    }

    @Test
    void shouldQueueBehindARateLimitAndDropWhenTheQueueIsFull() {
        // 972 + 28 bytes at 1 Mbit/s take 8 ms each; all are offered at once.
        ImpairedPath path = new ImpairedPath(Impairment.NONE.withRateBps(1_000_000), new SplittableRandom(1));
        int passed = 0;
        for (int i = 0; i < 30; i++) {
            if (path.offer(1_000, 972) == 1) {
                passed++;
                assertEquals(1_000 + passed * 8_000_000L, path.deliveryNs(0));
            }
        }

        assertEquals(ImpairedPath.MAX_QUEUE_NS / 8_000_000, passed);
        assertEquals(30 - passed, path.counters().overflowed());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, -9})
    void shouldRepeatItselfForTheSameSeedAlone(long seed) {
        Impairment impairment = Impairment.NONE
                .withDelayNs(12_000_000)
                .withJitter(JitterLaw.PARETO, 1_000_000)
                .withLoss(0.02, 3)
                .withReordering();

        assertArrayEquals(delaysNs(impairment, seed), delaysNs(impairment, seed));
        assertFalse(Arrays.equals(delaysNs(impairment, seed), delaysNs(impairment, seed + 1)));
    }
}
