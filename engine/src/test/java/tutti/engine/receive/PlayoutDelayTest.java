package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.driver.DriverFormat;

/// Two drivers on one ideal clock, a network between them, and the delay that is found.
class PlayoutDelayTest {
    private static final int RATE_HZ = 48_000;
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;
    private static final long UNKNOWN = Long.MIN_VALUE;

    private Band band = new Band(BufferTarget.AUTO, 64, 64, 0);

    @BeforeEach
    void quickNetwork() {
        band.networkNs = packet -> 100_000;
    }

    @Test
    void shouldListenBeforeItPlays() {
        band.runTo(190 * MS);
        assertEquals(UNKNOWN, band.offset());
        assertEquals(0, band.delay.keptFrames());

        band.runTo(300 * MS);
        assertNotEquals(UNKNOWN, band.offset());
    }

    @Test
    void shouldKnowNothingBeforeTheFirstCycle() {
        PlayoutClock clock = new PlayoutClock();
        for (long packet = 0; packet < 1_000; packet++) {
            band.delay.onPacket(packet * 64, 64, packet * MS, clock);
        }

        assertEquals(UNKNOWN, band.offset());
    }

    @Test
    void shouldFindExactlyOnePeriodOnACommonClock() {
        band.runTo(60 * SECOND);

        assertEquals(-64, band.offset());
        assertEquals(64, band.latencyFrames());
        assertEquals(0, band.latePackets);
        assertEquals(0, band.delay.moves());
    }

    /// Whatever part of a period lies between the two drivers' cycles: the frame is played in the first cycle that
    /// begins after its packet has come and the guard is over.
    @ParameterizedTest
    @ValueSource(longs = {100_000, 500_000, 900_000, 1_000_000, 1_200_000, 1_300_000})
    void shouldFindTheFloorForAnyPhase(long phaseNs) {
        band = new Band(BufferTarget.AUTO, 64, 64, phaseNs);
        band.networkNs = packet -> 100_000;
        band.runTo(5 * SECOND);
        double periodNs = 64e9 / RATE_HZ;
        long cycles = (long) Math.floor((phaseNs + 100_000 + PlayoutDelay.GUARD_NS) / periodNs) + 1;

        assertEquals(cycles * -64, band.offset());
        assertEquals(0, band.latePackets);
    }

    /// The least delay with which nothing is late, by trying them all.
    @ParameterizedTest
    @CsvSource({"64, 256", "256, 64", "96, 64", "64, 96", "128, 1024", "1024, 128", "441, 512"})
    void shouldFindTheFloorForAnyPeriods(int senderFrames, int receiverFrames) {
        band = new Band(BufferTarget.AUTO, senderFrames, receiverFrames, 0);
        band.networkNs = packet -> 100_000;
        band.runTo(60 * SECOND);
        long offset = band.offset();

        assertEquals(0, band.latePackets);
        assertTrue(band.wouldBeLate(offset + 1) > 0, "one frame less would be too little");
        assertTrue(band.latencyFrames() <= senderFrames + receiverFrames);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldKeepLatePacketsWithinTheBudget(long seed) {
        Random random = new Random(seed);
        band.networkNs = packet -> 10 * MS + (long) (-Math.log(1 - random.nextDouble()) * MS);
        band.runTo(30 * SECOND);
        band.latePackets = 0;
        band.packets = 0;
        band.runTo(150 * SECOND);

        double budget = BufferTarget.DEFAULT_BUDGET * band.packets;
        assertTrue(band.latePackets <= 2 * budget, band.latePackets + " late of " + band.packets);
        // The quantile of the exponential jitter is ln(1 / budget) = 8.5 ms; more than half above would be waste.
        double allowanceMs = band.delay.keptFrames() / 48.0;
        assertTrue(allowanceMs > 6 && allowanceMs < 13, allowanceMs + " ms");
    }

    @Test
    void shouldGrowAtOnce() {
        band.runTo(SECOND);
        band.networkNs = packet -> 100_000 + 5 * MS;
        band.runTo(SECOND + 110 * MS);

        assertEquals(-256, band.offset(), "5.1 ms and the guard are 4 periods");
        assertEquals(1, band.delay.moves());
    }

    @Test
    void shouldShrinkOnlyWhenLessHasBeenEnoughForTenSeconds() {
        band.runTo(SECOND);
        long firstLate = band.nextPacket;
        band.networkNs = packet -> 100_000 + (packet >= firstLate && packet < firstLate + 40 ? 5 * MS : 0);
        band.runTo(SECOND + 150 * MS);
        assertEquals(-256, band.offset());

        // Forty packets, forgotten with a time constant of 60 s, are within 0.7 of the budget after 50 s:
        // 40 x = 0.0007 * 750 * 60 (1 - x) with x = exp(-t / 60 s). Then the ten seconds begin.
        band.runTo(56 * SECOND);
        assertEquals(-256, band.offset());
        band.runTo(66 * SECOND);
        assertEquals(-64, band.offset());
        assertEquals(2, band.delay.moves());
    }

    @Test
    void shouldNotChaseASpikeSoonAfterTheStart() {
        band.runTo(SECOND);
        long latePacket = band.nextPacket;
        band.networkNs = packet -> 100_000 + (packet == latePacket ? 5 * MS : 0);
        band.runTo(20 * SECOND);

        assertEquals(-64, band.offset());
        assertEquals(0, band.delay.moves());
        assertEquals(1, band.latePackets);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000_000, -20_000, 1L << 33})
    void shouldStartAnewWhenTheTimelineJumps(long jumpFrames) {
        band.runTo(2 * SECOND);
        band.firstFrameOffset = jumpFrames;
        band.runTo(5 * SECOND);

        assertEquals(jumpFrames - 64, band.offset());
    }

    @Test
    void shouldNotBeThrownByASinglePacketFromElsewhere() {
        band.runTo(2 * SECOND);
        band.delay.onPacket(1L << 40, 64, 2 * SECOND, band.clock);
        band.delay.onPacket(0, 64, 2 * SECOND, band.clock);
        band.runTo(3 * SECOND);

        assertEquals(-64, band.offset());
    }

    @ParameterizedTest
    @CsvSource({"0, -64", "1, -112", "5, -304", "100, -4864"})
    void shouldKeepAFixedAllowance(double ms, long offsetFrames) {
        band = new Band(new BufferTarget.Fixed(ms), 64, 64, 0);
        band.networkNs = packet -> 100_000;
        band.runTo(20 * SECOND);

        assertEquals(offsetFrames, band.offset());
        assertEquals(Math.round(ms * 48), band.delay.keptFrames());
        assertEquals(0, band.delay.moves());
    }

    @Test
    void shouldCorrectAFixedDelayOnlyWhenItIsFarOff() {
        band = new Band(new BufferTarget.Fixed(10), 64, 64, 0);
        band.networkNs = packet -> 100_000;
        band.runTo(SECOND);
        band.networkNs = packet -> 100_000 + MS;
        band.runTo(30 * SECOND);
        assertEquals(-64 - 480, band.offset(), "a millisecond more still ends in the same period");

        band.networkNs = packet -> 100_000 + 6 * MS;
        band.runTo(150 * SECOND);
        assertEquals(-64 - 480 - 256, band.offset());
        assertTrue(band.delay.moves() <= 2, band.delay.moves() + " moves");
    }

    @Test
    void shouldFollowAFixedDelayUpAndDownAlike() {
        band = new Band(new BufferTarget.Fixed(0), 64, 64, 0);
        band.networkNs = packet -> 100_000 + 8 * MS;
        band.runTo(SECOND);
        assertEquals(-64 - 384, band.offset());

        band.networkNs = packet -> 100_000;
        band.runTo(10 * SECOND);
        assertEquals(-64, band.offset());
    }

    /// The receiver's cycles fall at multiples of its period; packets are sent a phase later than multiples of the
    /// sender's.
    private static final class Band {
        final PlayoutClock clock = new PlayoutClock();
        final PlayoutClock.Reading cycle = new PlayoutClock.Reading();
        final PlayoutDelay delay;
        final int senderFrames;
        final int receiverFrames;
        final long phaseNs;
        final PriorityQueue<long[]> underWay = new PriorityQueue<>((a, b) -> Long.compare(a[0], b[0]));
        LongUnaryOperator networkNs = packet -> 0;
        long firstFrameOffset;
        long nextPacket;
        long nextCycle;
        long packets;
        long latePackets;

        Band(BufferTarget target, int senderFrames, int receiverFrames, long phaseNs) {
            delay = new PlayoutDelay(target, new DriverFormat(RATE_HZ, senderFrames), RATE_HZ);
            this.senderFrames = senderFrames;
            this.receiverFrames = receiverFrames;
            this.phaseNs = phaseNs;
        }

        /// Where it is to be read against the local frame count, or [#UNKNOWN].
        long offset() {
            PlayoutPlan plan = delay.plan();
            return plan == null ? UNKNOWN : (long) plan.offsetAt(nextCycle * receiverFrames);
        }

        /// Runs what happens before `endNs`, in order.
        void runTo(long endNs) {
            while (true) {
                // Whatever is sent from now on cannot overtake what arrives before it is sent.
                while (underWay.isEmpty() || sentNs(nextPacket) <= underWay.element()[0]) {
                    underWay.add(new long[] {sentNs(nextPacket) + networkNs.applyAsLong(nextPacket), nextPacket});
                    nextPacket++;
                }
                long cycleNs = cycleNs(nextCycle);
                long arrivalNs = underWay.element()[0];
                if (Math.min(cycleNs, arrivalNs) >= endNs) {
                    return;
                }
                if (cycleNs <= arrivalNs) {
                    cycle.cycleStartNs = cycleNs;
                    cycle.localFrame = nextCycle * receiverFrames;
                    cycle.periodFrames = receiverFrames;
                    cycle.nsPerFrame = 1e9 / RATE_HZ;
                    clock.publish(cycle);
                    nextCycle++;
                } else {
                    arrive(underWay.remove());
                }
            }
        }

        private void arrive(long[] arrival) {
            long firstFrame = arrival[1] * senderFrames + firstFrameOffset;
            long offset = offset();
            if (offset != UNKNOWN) {
                packets++;
                latePackets += playedNs(firstFrame, offset) <= arrival[0] ? 1 : 0;
            }
            delay.onPacket(firstFrame, senderFrames, arrival[0], clock);
        }

        /// When the cycle begins that plays a frame.
        private long playedNs(long frame, long offset) {
            return cycleNs(Math.floorDiv(frame - offset, receiverFrames));
        }

        /// How many of 10,000 packets would be late with another offset, on a quiet network.
        long wouldBeLate(long offset) {
            long late = 0;
            for (long packet = 0; packet < 10_000; packet++) {
                long readyNs = sentNs(packet) + networkNs.applyAsLong(packet) + PlayoutDelay.GUARD_NS;
                late += playedNs(packet * senderFrames, offset) <= readyNs ? 1 : 0;
            }
            return late;
        }

        /// From a frame's capture to its being played.
        double latencyFrames() {
            return -offset() - phaseNs * 1e-9 * RATE_HZ;
        }

        private long sentNs(long packet) {
            return phaseNs + packet * senderFrames * SECOND / RATE_HZ;
        }

        private long cycleNs(long cycle) {
            return cycle * receiverFrames * SECOND / RATE_HZ;
        }
    }
}
