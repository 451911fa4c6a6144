package tutti.engine.driver.virtual;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverCounters;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.DriverListener;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.driver.ProcessCallback;

class SteppedDriverTest {
    private static final int PERIOD = 64;
    private static final NoiseSource NOISE = new NoiseSource(5);

    private final MemorySink sink = new MemorySink(List.of("monitor_1", "monitor_2"), 1 << 16);
    private final List<String> events = new ArrayList<>();
    private final DriverListener listener = new DriverListener() {
        @Override
        public void onFormat(DriverFormat format) {
            events.add(format.toString());
        }

        @Override
        public void onLost(String reason) {
            events.add("lost: " + reason);
        }

        @Override
        public void onBack() {
            events.add("back");
        }
    };

    private SteppedDriver driver() {
        return VirtualDriver.stepped(
                VirtualOptions.of(48_000, PERIOD).withSource(NOISE).withSink(sink), 1_000);
    }

    /// Carries captures to playbacks, one to one.
    private static ProcessCallback patch(CapturePort[] captures, PlaybackPort[] playbacks) {
        float[] samples = new float[PERIOD];
        return (numFrames, cycleStartNs, captureFrame) -> {
            for (int i = 0; i < captures.length; i++) {
                captures[i].read(samples, 0, numFrames);
                playbacks[i].write(samples, 0, numFrames);
            }
        };
    }

    @Test
    void shouldCarryTheSourceToTheSinkSampleBySample() {
        SteppedDriver driver = driver();
        CapturePort[] captures = {driver.openCapture("send_main_1"), driver.openCapture("send_main_2")};
        PlaybackPort[] playbacks = {driver.openPlayback("monitor_1"), driver.openPlayback("monitor_2")};
        driver.start(patch(captures, playbacks), listener);
        for (int i = 0; i < 10; i++) {
            driver.step();
        }

        assertEquals(10 * PERIOD, sink.numFrames());
        for (int frame = 0; frame < 10 * PERIOD; frame++) {
            assertEquals(NOISE.sample(0, frame), sink.samples("monitor_1")[frame]);
            assertEquals(NOISE.sample(1, frame), sink.samples("monitor_2")[frame]);
        }
        assertEquals(new DriverCounters(10, 0, 0, 0), driver.counters());
    }

    @Test
    void shouldComputeItsOwnTimeWithDriftAndPhase() {
        VirtualOptions options =
                VirtualOptions.of(48_000, 480).withDriftPpm(100).withPhaseNs(333);
        SteppedDriver driver = VirtualDriver.stepped(options, 1_000_000);
        List<Long> times = new ArrayList<>();
        List<Long> frames = new ArrayList<>();
        driver.start(
                (numFrames, cycleStartNs, captureFrame) -> {
                    times.add(cycleStartNs);
                    frames.add(captureFrame);
                },
                listener);
        assertEquals(1_000_333, driver.nextCycleNs());
        for (int i = 0; i <= 360_000; i++) {
            driver.step();
        }

        assertEquals(1_000_333, times.getFirst());
        // An hour of its own takes 3600 s / 1.0001 = 3,599.640,035,996,400... s of everybody's.
        assertEquals(1_000_333 + 3_599_640_035_996L, times.getLast());
        assertEquals(3_600L * 48_000, frames.getLast());
    }

    @Test
    void shouldHearSilenceWhereACallbackThrewAndGoOn() {
        SteppedDriver driver = driver();
        PlaybackPort monitor = driver.openPlayback("monitor_1");
        float[] ones = new float[PERIOD];
        Arrays.fill(ones, 1f);
        driver.start(
                (numFrames, cycleStartNs, captureFrame) -> {
                    monitor.write(ones, 0, numFrames);
                    if (captureFrame == PERIOD) {
                        throw new IllegalStateException("a bug");
                    }
                },
                listener);
        for (int i = 0; i < 3; i++) {
            driver.step();
        }

        float[] heard = Arrays.copyOf(sink.samples("monitor_1"), 3 * PERIOD);
        assertArrayEquals(ones, Arrays.copyOfRange(heard, 0, PERIOD));
        assertArrayEquals(new float[PERIOD], Arrays.copyOfRange(heard, PERIOD, 2 * PERIOD));
        assertArrayEquals(ones, Arrays.copyOfRange(heard, 2 * PERIOD, 3 * PERIOD));
        assertEquals(new DriverCounters(3, 0, 1, 0), driver.counters());
    }

    @Test
    void shouldOpenAndClosePortsWhileItRuns() {
        SteppedDriver driver = driver();
        CapturePort first = driver.openCapture("send_main_1");
        CapturePort[] late = new CapturePort[1];
        float[] heard = new float[PERIOD];
        driver.start(
                (numFrames, cycleStartNs, captureFrame) -> {
                    if (late[0] != null) {
                        late[0].read(heard, 0, numFrames);
                    }
                },
                listener);
        driver.step();
        late[0] = driver.openCapture("send_main_2");
        driver.step();
        assertEquals(NOISE.sample(1, PERIOD), heard[0]);
        assertThrows(DriverException.class, () -> driver.openCapture("send_main_2"));

        late[0].close();
        late[0].close();
        driver.step();
        assertArrayEquals(new float[PERIOD], heard);

        first.close();
        late[0] = driver.openCapture("send_main_2");
        driver.step();
        assertEquals(NOISE.sample(1, 3 * PERIOD), heard[0], "the same name hears the same channel");
        assertThrows(DriverException.class, () -> driver.openCapture("a:b"));
    }

    @Test
    void shouldRunTheFrameNumberOnThroughMissedPeriodsAndLosses() {
        SteppedDriver driver = driver();
        List<Long> frames = new ArrayList<>();
        driver.start((numFrames, cycleStartNs, captureFrame) -> frames.add(captureFrame), listener);
        driver.step();
        driver.miss(3);
        driver.step();
        driver.lose("JACK was killed.");
        driver.step();
        driver.step();
        driver.comeBack();
        driver.step();

        assertEquals(List.of(0L, 4L * PERIOD, 7L * PERIOD), frames);
        assertEquals(List.of("lost: JACK was killed.", "back"), events);
        assertEquals(new DriverCounters(3, 3, 0, 1), driver.counters());
    }

    @Test
    void shouldStartOnceAndStopWhenClosed() {
        SteppedDriver driver = driver();
        assertThrows(IllegalStateException.class, driver::step);
        driver.start((numFrames, cycleStartNs, captureFrame) -> {}, listener);
        assertThrows(
                IllegalStateException.class,
                () -> driver.start((numFrames, cycleStartNs, captureFrame) -> {}, listener));
        driver.step();
        driver.close();
        driver.close();

        assertThrows(IllegalStateException.class, driver::step);
        assertThrows(DriverException.class, () -> driver.openCapture("send_main_1"));
        assertEquals(1, driver.cycles());
    }

    @Test
    void shouldAllocateNothingInTheCallback() {
        SteppedDriver driver = driver();
        CapturePort[] captures = {driver.openCapture("send_main_1"), driver.openCapture("send_main_2")};
        PlaybackPort[] playbacks = {driver.openPlayback("monitor_1"), driver.openPlayback("elsewhere")};
        driver.start(patch(captures, playbacks), listener);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        allocatedBytes(driver, threads);

        // While it still compiles, the JVM allocates some 50 bytes on this thread once or twice; the driver's own
        // allocations would be in every round.
        long leastBytes = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            leastBytes = Math.min(leastBytes, allocatedBytes(driver, threads));
        }
        assertEquals(0, leastBytes);
        assertTrue(sink.forgottenFrames() > 0);
    }

    private static long allocatedBytes(SteppedDriver driver, com.sun.management.ThreadMXBean threads) {
        long beforeBytes = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100_000; i++) {
            driver.step();
        }
        return threads.getCurrentThreadAllocatedBytes() - beforeBytes;
    }

    @Test
    void shouldRefuseOptionsThatNoDriverHas() {
        VirtualOptions options = VirtualOptions.of(48_000, 64);
        assertThrows(IllegalArgumentException.class, () -> options.withDriftPpm(1_001));
        assertThrows(IllegalArgumentException.class, () -> options.withDriftPpm(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> options.withPhaseNs(-1));
    }
}
