package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossMeterTest {
    /// 750 packets a second.
    private static final long SPACING_NS = 1_333_333;

    private static final long START = 70_000;

    private final LossMeter meter = new LossMeter();

    @Test
    void shouldFindNothingOnACleanPath() {
        for (int i = 0; i < 20_000; i++) {
            meter.onPacket(START + i, i * SPACING_NS);
        }

        assertEquals(0, meter.fastShare());
        assertEquals(0, meter.slowShare());
        assertEquals(0, meter.meanBurst());
        assertEquals(0, meter.burstCovering(0.9));
        assertEquals(0, meter.repairedShare(1));
    }

    @Test
    void shouldCountBurstsByTheirLengths() {
        // Every 100 packets 1, then 3 are lost; every 1,000 packets, 20.
        for (int i = 0; i < 30_000; i++) {
            boolean isLost = i % 100 == 10 || (i % 100 >= 50 && i % 100 < 53) || (i % 1_000 >= 970 && i % 1_000 < 990);
            if (!isLost) {
                meter.onPacket(START + i, i * SPACING_NS);
            }
        }

        // The last 20 s are 15,000 packets: 150 single ones, 150 of three, 15 of twenty.
        assertEquals(150.0, meter.bursts(1), 1.0);
        assertEquals(0, meter.bursts(2));
        assertEquals(150.0, meter.bursts(3), 1.0);
        assertEquals(15.0, meter.bursts(LossMeter.LONGEST), 1.0);
        assertEquals(900 / 15_000.0, meter.slowShare(), 0.001);
        assertEquals(900 / 15_000.0, meter.fastShare(), 0.01);
        assertEquals(900 / 315.0, meter.meanBurst(), 0.02);
        assertEquals(3, meter.burstCovering(600 / 900.0 - 0.01));
        assertEquals(255, meter.burstCovering(0.9));
        assertEquals(315 / 900.0, meter.repairedShare(1), 0.01);
        assertEquals((150 + 2 * 165) / 900.0, meter.repairedShare(2), 0.01);
        assertEquals((150 + 3 * 165) / 900.0, meter.repairedShare(3), 0.01);
        assertEquals((150 + 3 * 150 + 8 * 15) / 900.0, meter.repairedShare(8), 0.01);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldMeasureAGilbertChannel(long seed) {
        // A burst begins after a received packet with p and goes on with q: loss p / (p + 1 - q), mean 1 / (1 - q), and
        // a copy d packets back repairs 1 - q^d of the losses.
        double p = 0.02;
        double q = 0.6;
        Random random = new Random(seed);
        boolean isLost = false;
        for (int i = 0; i < 15_500; i++) {
            isLost = random.nextDouble() < (isLost ? q : p);
            if (!isLost) {
                meter.onPacket(START + i, i * SPACING_NS);
            }
        }

        assertEquals(p / (p + 1 - q), meter.slowShare(), 0.01);
        assertEquals(1 / (1 - q), meter.meanBurst(), 0.3);
        assertEquals(1 - q, meter.repairedShare(1), 0.05);
        assertEquals(1 - q * q * q, meter.repairedShare(3), 0.05);
        assertTrue(meter.burstCovering(0.9) >= 6 && meter.burstCovering(0.9) <= 10);
    }

    @Test
    void shouldNotTakeReorderedOrRepeatedPacketsForLost() {
        // In blocks of 16, backwards: the first is overtaken by 15 others.
        for (int block = 0; block < 1_000; block++) {
            for (int i = 15; i >= 0; i--) {
                meter.onPacket(START + block * 16L + i, (block * 16L + 15 - i) * SPACING_NS);
                meter.onPacket(START + block * 16L + i, (block * 16L + 15 - i) * SPACING_NS);
            }
        }

        assertEquals(0, meter.slowShare());
    }

    @Test
    void shouldTakeAPacketForLostThatSixteenHaveOvertaken() {
        for (int block = 0; block < 1_000; block++) {
            for (int i = 1; i < 20; i++) {
                meter.onPacket(START + block * 20L + i, (block * 20L + i) * SPACING_NS);
            }
            meter.onPacket(START + block * 20L, (block * 20L + 20) * SPACING_NS);
        }

        // The very first is not known to be missing when the count begins with the second.
        assertEquals(1 / 20.0, meter.slowShare(), 0.001);
        assertEquals(1, meter.meanBurst());
    }

    @Test
    void shouldWaitNoLongerThanATenthOfASecond() {
        // Packets of 20 ms: sixteen would take 320 ms. What is missing at 60 ms is lost at 180 ms, before 200.
        for (int i = 0; i <= 10; i++) {
            if (i != 3) {
                meter.onPacket(START + i, i * 20_000_000L);
            }
        }

        assertEquals(1, meter.bursts(1));
    }

    @Test
    void shouldForgetWithTime() {
        for (int i = 0; i < 1_500; i++) {
            if (i % 10 != 0) {
                meter.onPacket(START + i, i * SPACING_NS);
            }
        }
        assertEquals(0.1, meter.fastShare(), 0.02);
        double slow = meter.slowShare();
        assertEquals(0.01, slow, 0.002, "a tenth of the window, a tenth lost");

        for (int i = 1_500; i < 3_500; i++) {
            meter.onPacket(START + i, i * SPACING_NS);
        }
        assertEquals(0, meter.fastShare());
        assertTrue(meter.slowShare() > 0.005);

        // Silence of an hour, and everything is forgotten.
        meter.onPacket(START + 3_500, 3_600_000_000_000L);
        assertEquals(0, meter.slowShare());
        assertEquals(0, meter.meanBurst());
    }

    @Test
    void shouldSurviveLeapsInEitherDirection() {
        Random random = new Random(7);
        long nowNs = -5_000_000_000L;
        long sequence = START;
        for (int i = 0; i < 100_000; i++) {
            nowNs += random.nextInt(3_000_000);
            int leap = 1 << random.nextInt(15);
            sequence += random.nextInt(-leap, 2 * leap);
            meter.onPacket(sequence, nowNs);

            assertTrue(meter.fastShare() >= 0 && meter.fastShare() <= 1);
        }
        assertTrue(meter.repairedShare(8) >= 0 && meter.repairedShare(8) <= 1);
        assertTrue(meter.slowShare() > 0);
    }
}
