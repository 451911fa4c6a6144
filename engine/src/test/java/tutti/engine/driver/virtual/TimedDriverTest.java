package tutti.engine.driver.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.engine.driver.DriverCounters;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.DriverListener;
import tutti.engine.driver.ProcessCallback;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimedDriverTest {
    private static final long PERIOD_NS = 10_000_000;

    private static final DriverListener NOBODY = new DriverListener() {
        @Override
        public void onFormat(DriverFormat format) {}

        @Override
        public void onLost(String reason) {}

        @Override
        public void onBack() {}
    };

    private final List<Long> times = new ArrayList<>();
    private final List<Long> frames = new ArrayList<>();
    private final ProcessCallback callback = (numFrames, cycleStartNs, captureFrame) -> {
        times.add(cycleStartNs);
        frames.add(captureFrame);
    };
    private long nowNs = 500;

    /// Its first cycle is due at 500 + a period; the thread is not started, the test runs its loop's body.
    private TimedDriver driver(Pacer pacer) {
        TimedDriver driver = new TimedDriver(VirtualOptions.of(48_000, 480), () -> nowNs, pacer);
        driver.beginNow();
        return driver;
    }

    private void onTime(long deadlineNs) {
        nowNs = Math.max(nowNs, deadlineNs + 70_000);
    }

    @Test
    void shouldGiveTheTimesThatWereDueAndNotTheJitterOfWakingUp() {
        TimedDriver driver = driver(this::onTime);
        for (int i = 0; i < 3; i++) {
            driver.runNext(callback);
        }

        assertEquals(List.of(10_000_500L, 20_000_500L, 30_000_500L), times);
        assertEquals(List.of(0L, 480L, 960L), frames);
        assertEquals(new DriverCounters(3, 0, 0, 0), driver.counters());
    }

    @Test
    void shouldTellWhenFrameZeroWas() {
        TimedDriver unstarted =
                new TimedDriver(VirtualOptions.of(48_000, 480).withPhaseNs(7_000), () -> nowNs, this::onTime);
        assertEquals(OptionalLong.empty(), unstarted.frameZeroNs());

        unstarted.beginNow();
        unstarted.runNext(callback);

        assertEquals(OptionalLong.of(times.getFirst()), unstarted.frameZeroNs());
        unstarted.close();
        assertEquals(OptionalLong.of(10_007_500), unstarted.frameZeroNs());
    }

    @Test
    void shouldRunMissedCyclesAtOnceAndCountTheLateOnes() {
        TimedDriver driver = driver(this::onTime);
        driver.runNext(callback);
        nowNs += 35_000_000;
        for (int i = 0; i < 4; i++) {
            driver.runNext(callback);
        }

        // Late by 25, 15 and 5 ms of a period of 10 ms.
        assertEquals(List.of(0L, 480L, 960L, 1440L, 1920L), frames);
        assertEquals(500 + 5 * PERIOD_NS, times.getLast());
        assertEquals(new DriverCounters(5, 2, 0, 0), driver.counters());
    }

    @Test
    void shouldSkipWhatIsTooLongAgoAndRunTheFrameNumberOn() {
        TimedDriver driver = driver(this::onTime);
        driver.runNext(callback);
        nowNs += 1_000_000_000;
        while (frames.size() < 3) {
            driver.runNext(callback);
        }

        assertEquals(List.of(0L, 100L * 480, 101L * 480), frames);
        assertEquals(500 + 101 * PERIOD_NS, times.get(1));
        assertEquals(new DriverCounters(3, 99, 0, 0), driver.counters());
    }

    @Test
    void shouldNotRunACycleBeforeItsTimeWhenWokenEarly() {
        TimedDriver driver = driver(deadlineNs -> nowNs += 4_000_000);
        driver.runNext(callback);
        driver.runNext(callback);
        assertTrue(frames.isEmpty());
        driver.runNext(callback);

        assertEquals(List.of(0L), frames);
    }

    @Test
    void shouldRunOnAThreadOfItsOwnUntilClosed() throws InterruptedException {
        TimedDriver driver = VirtualDriver.timed(VirtualOptions.of(48_000, 64));
        CountDownLatch cycles = new CountDownLatch(20);
        AtomicReference<Thread> thread = new AtomicReference<>();
        driver.start(
                (numFrames, cycleStartNs, captureFrame) -> {
                    thread.set(Thread.currentThread());
                    cycles.countDown();
                },
                NOBODY);
        cycles.await();
        driver.close();

        assertEquals("tutti-virtual", thread.get().getName());
        assertFalse(thread.get().isAlive());
        assertTrue(driver.cycles() >= 20);
    }

    @Test
    void shouldCloseWithoutAStart() {
        TimedDriver driver = VirtualDriver.timed(VirtualOptions.of(48_000, 64));
        driver.close();

        assertEquals(0, driver.cycles());
    }
}
