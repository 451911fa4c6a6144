package tutti.engine.driver.jack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tutti.engine.driver.jack.JackServer.await;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.DriverListener;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.driver.ProcessCallback;

/// The driver on a real server.
@RequiresJack
@Timeout(120)
class JackDriverTest {
    private static final int PERIOD_FRAMES = 256;

    @TempDir
    Path folder;

    @Test
    void shouldCarrySamplesUnchanged() throws InterruptedException {
        int numBlocks = 200;
        CountDownLatch isFull = new CountDownLatch(1);
        List<float[]> heard = new ArrayList<>();
        try (JackServer server = new JackServer(PERIOD_FRAMES);
                JackDriver from = driver(server, "from");
                JackDriver to = driver(server, "to")) {
            PlaybackPort number = from.openPlayback("number_1");
            PlaybackPort noise = from.openPlayback("noise_1");
            float[] numbers = new float[PERIOD_FRAMES];
            float[] noises = new float[PERIOD_FRAMES];
            AtomicLong next = new AtomicLong(1);
            from.start(
                    (numFrames, _, _) -> {
                        for (int i = 0; i < numFrames; i++) {
                            long n = next.getAndIncrement();
                            numbers[i] = n;
                            noises[i] = noise(n);
                        }
                        number.write(numbers, 0, numFrames);
                        noise.write(noises, 0, numFrames);
                    },
                    new Diary());
            CapturePort numberIn = to.openCapture("send_1");
            CapturePort noiseIn = to.openCapture("send_2");
            to.start(
                    (numFrames, _, _) -> {
                        float[] block = new float[2 * numFrames];
                        numberIn.read(block, 0, numFrames);
                        noiseIn.read(block, numFrames, numFrames);
                        if (block[0] != 0 && block[numFrames] != 0 && heard.size() < numBlocks) {
                            heard.add(block);
                        } else if (heard.size() == numBlocks) {
                            isFull.countDown();
                        }
                    },
                    new Diary());
            server.plug("from:number_1", "to:send_1");
            server.plug("from:noise_1", "to:send_2");
            assertTrue(isFull.await(60, TimeUnit.SECONDS));
            server.letGo();
        }
        float before = 0;
        for (float[] block : heard) {
            assertTrue(block[0] > before, "blocks come in order");
            before = block[0];
            for (int i = 0; i < PERIOD_FRAMES; i++) {
                assertEquals(block[0] + i, block[i], "the frames of a block are those of one cycle");
                assertEquals(
                        Float.floatToRawIntBits(noise((long) block[i])),
                        Float.floatToRawIntBits(block[PERIOD_FRAMES + i]));
            }
        }
    }

    @Test
    void shouldShowPortsUnderTheirNames() {
        try (JackServer server = new JackServer(PERIOD_FRAMES);
                JackDriver driver = driver(server, "tutti")) {
            driver.openCapture("send_main_1");
            PlaybackPort bob = driver.openPlayback("bob/main_1");
            assertEquals("bob/main_1", bob.name());
            assertEquals(new DriverFormat(48_000, PERIOD_FRAMES), driver.format());
            assertTrue(server.ports(LibJack.PORT_IS_INPUT).contains("tutti:send_main_1"));
            assertTrue(server.ports(LibJack.PORT_IS_OUTPUT).contains("tutti:bob/main_1"));
            assertThrows(DriverException.class, () -> driver.openCapture("bob/main_1"));
            assertThrows(DriverException.class, () -> driver.openCapture("bob:main"));

            bob.close();
            bob.close();
            assertFalse(server.ports(LibJack.PORT_IS_OUTPUT).contains("tutti:bob/main_1"));
            server.letGo();
        }
    }

    @Test
    void shouldCloseAPortWhileSoundFlows() {
        try (JackServer server = new JackServer(PERIOD_FRAMES);
                JackDriver driver = driver(server, "tutti")) {
            driver.start((_, _, _) -> {}, new Diary());
            for (int i = 0; i < 20; i++) {
                CapturePort port = driver.openCapture("send_" + i);
                server.plug("system:capture_1", "tutti:send_" + i);
                port.close();
            }
            assertFalse(server.ports(LibJack.PORT_IS_INPUT).stream().anyMatch(name -> name.startsWith("tutti:")));
            long before = driver.cycles();
            await("the callback to go on", () -> driver.cycles() > before + 10);
            server.letGo();
        }
    }

    @Test
    void shouldTellTheTimeOfEachCycle() {
        int numCycles = 100;
        long[] startNs = new long[numCycles];
        long[] wakeNs = new long[numCycles];
        long[] frame = new long[numCycles];
        AtomicLong count = new AtomicLong();
        try (JackServer server = new JackServer(PERIOD_FRAMES);
                JackDriver driver = driver(server, "tutti")) {
            driver.start(
                    (_, cycleStartNs, captureFrame) -> {
                        int n = (int) count.get();
                        if (n < numCycles) {
                            startNs[n] = cycleStartNs;
                            wakeNs[n] = System.nanoTime();
                            frame[n] = captureFrame;
                            count.lazySet(n + 1);
                        }
                    },
                    new Diary());
            await("100 cycles", () -> count.get() == numCycles);
        }
        assertEquals(0, frame[0]);
        long periodNs = new DriverFormat(48_000, PERIOD_FRAMES).periodNs();
        for (int i = 0; i < numCycles; i++) {
            assertEquals(0, frame[i] % PERIOD_FRAMES);
            assertTrue(i == 0 || frame[i] > frame[i - 1]);
            assertTrue(startNs[i] <= wakeNs[i] + periodNs, "a cycle begins on the clock of System.nanoTime");
            assertTrue(startNs[i] >= wakeNs[0] - 3 * periodNs, "a cycle begins on the clock of System.nanoTime");
        }
    }

    @Test
    void shouldPlaySilenceWhereTheCallbackThrowsOrDoesNotWrite() {
        AtomicLong mode = new AtomicLong();
        AtomicLong heardBits = new AtomicLong();
        float[] ones = new float[PERIOD_FRAMES];
        Arrays.fill(ones, 1f);
        try (JackServer server = new JackServer(PERIOD_FRAMES);
                JackDriver driver = driver(server, "tutti")) {
            PlaybackPort out = driver.openPlayback("out_1");
            CapturePort in = driver.openCapture("in_1");
            float[] block = new float[PERIOD_FRAMES];
            driver.start(
                    (numFrames, _, _) -> {
                        in.read(block, 0, numFrames);
                        heardBits.lazySet(Float.floatToRawIntBits(block[numFrames - 1]));
                        if (mode.get() != 1) {
                            out.write(ones, 0, numFrames);
                        }
                        if (mode.get() == 2) {
                            throw new IllegalStateException("a fault in the callback");
                        }
                    },
                    new Diary());
            server.plug("tutti:out_1", "tutti:in_1");
            int one = Float.floatToRawIntBits(1f);
            await("sound", () -> heardBits.get() == one);
            mode.set(1);
            await("silence where nothing is written", () -> heardBits.get() == 0);
            assertEquals(0, driver.counters().faults());
            mode.set(0);
            await("sound again", () -> heardBits.get() == one);
            mode.set(2);
            await("silence where the callback throws", () -> heardBits.get() == 0);
            await("faults", () -> driver.counters().faults() > 10);
            mode.set(0);
            await("sound after faults", () -> heardBits.get() == one);
            server.letGo();
        }
    }

    @Test
    void shouldCountXruns() {
        AtomicLong stalls = new AtomicLong();
        try (JackServer server = new JackServer(64);
                JackDriver driver = driver(server, "tutti")) {
            driver.start(
                    (_, _, _) -> {
                        if (stalls.getAndIncrement() % 100 == 50) {
                            long untilNs = System.nanoTime() + 10_000_000;
                            while (System.nanoTime() < untilNs) {
                                Thread.onSpinWait();
                            }
                        }
                    },
                    new Diary());
            await("an xrun", () -> driver.counters().xruns() > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldComeBackWithItsServer(boolean isKilled) throws InterruptedException {
        Diary diary = new Diary();
        AtomicLong lastFrame = new AtomicLong();
        try (JackServer server = new JackServer(PERIOD_FRAMES);
                JackDriver driver = driver(server, "tutti")) {
            CapturePort in = driver.openCapture("send_main_1");
            PlaybackPort out = driver.openPlayback("monitor_1");
            driver.start((_, _, captureFrame) -> lastFrame.lazySet(captureFrame), diary);
            server.plug("system:capture_2", "tutti:send_main_1");
            server.plug("tutti:monitor_1", "system:playback_1");
            await("cycles", () -> driver.cycles() > 10);
            server.letGo();
            if (isKilled) {
                server.kill();
            } else {
                server.stop();
            }
            assertTrue(diary.next().startsWith("lost: The JACK server went away"));
            long before = driver.cycles();
            long frameBefore = lastFrame.get();
            assertEquals(0, in.latencyFrames());
            driver.openPlayback("bob/main_1");

            server.start("-p", "128");
            assertEquals("format: " + new DriverFormat(48_000, 128), diary.next());
            assertEquals("back", diary.next());
            assertEquals(1, driver.counters().losses());
            assertTrue(server.isPlugged("system:capture_2", "tutti:send_main_1"));
            assertTrue(server.isPlugged("tutti:monitor_1", "system:playback_1"));
            assertTrue(server.ports(LibJack.PORT_IS_OUTPUT).contains("tutti:bob/main_1"));
            await("cycles", () -> driver.cycles() > before + 10 && lastFrame.get() > frameBefore);
            assertEquals("monitor_1", out.name());
            server.letGo();
        }
    }

    @Test
    void shouldTellAnotherPeriodBeforeItIsUsed() throws InterruptedException {
        BlockingQueue<Integer> periods = new LinkedBlockingQueue<>(10_000);
        Diary diary = new Diary();
        try (JackServer server = new JackServer(64);
                JackDriver driver = driver(server, "tutti")) {
            driver.start((numFrames, _, _) -> periods.offer(numFrames), diary);
            assertEquals(64, periods.take());
            server.period(128);
            assertEquals("format: " + new DriverFormat(48_000, 128), diary.next());
            int period = 64;
            while (period == 64) {
                period = periods.take();
            }
            assertEquals(128, period);
            assertEquals(128, driver.format().periodFrames());
            server.letGo();
        }
    }

    @Test
    void shouldSayThatTheClientNameIsTaken() {
        try (JackServer server = new JackServer(PERIOD_FRAMES);
                JackDriver first = driver(server, "tutti")) {
            DriverException e = assertThrows(DriverException.class, () -> driver(server, "tutti"));
            assertEquals(
                    "Another program is using the JACK client name tutti; choose another with --client, for example"
                            + " --client tutti2.",
                    e.getMessage());
            assertEquals("jack", first.name());
        }
    }

    @Test
    void shouldSayThatThereIsNoServer() {
        DriverException e = assertThrows(
                DriverException.class, () -> new JackDriver(new JackOptions("tutti", "nowhere", false, null)));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith("No JACK server named nowhere is running; start one with `jackd -n nowhere -d"));
        assertTrue(message.contains("--driver javasound"), message);
        assertTrue(message.contains("--driver virtual"), message);
    }

    @Test
    void shouldSayThatThePortsAreUsedUp() {
        try (JackServer server = new JackServer(PERIOD_FRAMES, "-p", "32");
                JackDriver driver = driver(server, "tutti")) {
            DriverException e = assertThrows(DriverException.class, () -> {
                for (int i = 0; i < 40; i++) {
                    driver.openCapture("send_" + i);
                }
            });
            assertTrue(String.valueOf(e.getMessage()).contains("--port-max"), e.getMessage());
        }
    }

    @Test
    void shouldRefuseNamesThatJackCannotHave() {
        assertThrows(DriverException.class, () -> new JackOptions("a:b", null, false, null));
        assertThrows(DriverException.class, () -> new JackOptions(" ", null, false, null));
        try (JackServer server = new JackServer(PERIOD_FRAMES)) {
            DriverException e = assertThrows(DriverException.class, () -> driver(server, "x".repeat(100)));
            assertTrue(String.valueOf(e.getMessage()).contains("choose a shorter one with --client"), e.getMessage());
        }
    }

    @Test
    void shouldReportTheLatencyOfWhatIsPluggedIn() {
        try (JackServer server = new JackServer(PERIOD_FRAMES);
                JackDriver driver = driver(server, "tutti")) {
            CapturePort in = driver.openCapture("send_main_1");
            PlaybackPort out = driver.openPlayback("monitor_1");
            assertEquals(0, in.latencyFrames());
            driver.start((_, _, _) -> {}, new Diary());
            server.plug("system:capture_1", "tutti:send_main_1");
            server.plug("tutti:monitor_1", "system:playback_1");
            await("a capture latency of one period", () -> in.latencyFrames() == PERIOD_FRAMES);
            await("a playback latency", () -> out.latencyFrames() >= PERIOD_FRAMES);
            server.letGo();
        }
    }

    @Test
    void shouldPutCablesBackAfterARestart() {
        try (JackServer server = new JackServer(PERIOD_FRAMES)) {
            try (JackDriver driver = started(server, false)) {
                server.plug("tutti:monitor_1", "system:playback_2");
                server.plug("system:capture_2", "tutti:send_main_1");
                awaitRemembered("tutti:monitor_1 -> system:playback_2");
                awaitRemembered("system:capture_2 -> tutti:send_main_1");
                assertEquals(0, driver.droppedEvents());
            }
            try (JackDriver driver = started(server, false)) {
                assertTrue(server.isPlugged("tutti:monitor_1", "system:playback_2"));
                assertTrue(server.isPlugged("system:capture_2", "tutti:send_main_1"));
                assertFalse(server.isPlugged("tutti:monitor_1", "system:playback_1"));

                server.pull("tutti:monitor_1", "system:playback_2");
                await("a cable to be forgotten", () -> !remembered().contains("playback_2"));
                assertTrue(remembered().contains("system:capture_2 -> tutti:send_main_1"));
                assertEquals(0, driver.counters().losses());
            }
            try (JackDriver driver = started(server, false)) {
                assertFalse(server.isPlugged("tutti:monitor_1", "system:playback_2"));
                assertTrue(server.isPlugged("system:capture_2", "tutti:send_main_1"));
                assertEquals("jack", driver.name());
            }
            server.letGo();
        }
    }

    @Test
    void shouldPutCablesBackWhenTheOtherProgramReturns() {
        try (JackServer server = new JackServer(PERIOD_FRAMES);
                JackDriver driver = started(server, false)) {
            try (JackDriver daw = daw(server)) {
                server.plug("daw:out_1", "tutti:send_main_1");
                awaitRemembered("daw:out_1 -> tutti:send_main_1");
                assertEquals("jack", daw.name());
            }
            await("the other program to leave", () -> !server.ports(0).contains("daw:out_1"));
            try (JackDriver daw = daw(server)) {
                await("the cable", () -> server.isPlugged("daw:out_1", "tutti:send_main_1"));
                assertEquals("jack", daw.name());
            }
            assertTrue(remembered().contains("daw:out_1 -> tutti:send_main_1"));
            assertEquals(0, driver.droppedEvents());
            server.letGo();
        }
    }

    @Test
    void shouldPlugTheSoundCardInWhereAsked() {
        try (JackServer server = new JackServer(PERIOD_FRAMES)) {
            try (JackDriver driver = started(server, true)) {
                driver.openPlayback("click");
                await("the microphone", () -> server.isPlugged("system:capture_1", "tutti:send_main_1"));
                await("the speaker", () -> server.isPlugged("tutti:monitor_1", "system:playback_1"));
                assertFalse(server.isPlugged("tutti:click", "system:playback_1"));
            }
            try (JackDriver driver = started(server, false)) {
                assertFalse(server.isPlugged("system:capture_1", "tutti:send_main_1"));
                assertFalse(server.isPlugged("tutti:monitor_1", "system:playback_1"));
                assertEquals("jack", driver.name());
            }
            server.letGo();
        }
    }

    /// What allocates in a cycle does so in every one. What the VM allocates once, when it links or compiles a line
    /// that was never run before, is over after a while: so the test waits for a run of cycles without a byte.
    @Test
    void shouldAllocateNothingInACycle() throws InterruptedException {
        int runCycles = 3_000;
        int maxCycles = 60_000;
        int numPorts = 16;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        AtomicLong longestRun = new AtomicLong();
        AtomicLong allBytes = new AtomicLong();
        CountDownLatch isDone = new CountDownLatch(1);
        try (JackServer server = new JackServer(96_000, 32);
                JackDriver driver = driver(server, "tutti")) {
            CapturePort[] in = new CapturePort[numPorts];
            PlaybackPort[] out = new PlaybackPort[numPorts];
            for (int i = 0; i < numPorts; i++) {
                in[i] = driver.openCapture("send_" + i);
                out[i] = driver.openPlayback("play_" + i);
            }
            driver.start(
                    new ProcessCallback() {
                        private final float[] block = new float[32];
                        private int cycle;
                        private int run;
                        private long lastBytes;

                        @Override
                        public void process(int numFrames, long cycleStartNs, long captureFrame) {
                            for (int i = 0; i < numPorts; i++) {
                                in[i].read(block, 0, numFrames);
                                // Every other port is left for the driver to silence.
                                if (i % 2 == 0) {
                                    out[i].write(block, 0, numFrames);
                                }
                            }
                            long bytes = threads.getCurrentThreadAllocatedBytes();
                            run = bytes == lastBytes ? run + 1 : 0;
                            lastBytes = bytes;
                            longestRun.lazySet(Math.max(longestRun.get(), run));
                            allBytes.lazySet(bytes);
                            if (run == runCycles || ++cycle == maxCycles) {
                                isDone.countDown();
                            }
                        }
                    },
                    new Diary());
            server.plug("system:capture_1", "tutti:send_0");
            server.plug("tutti:play_0", "system:playback_1");
            assertTrue(isDone.await(60, TimeUnit.SECONDS));
            server.letGo();
        }
        assertTrue(allBytes.get() > 0, "the first cycles allocate, so allocation is measured");
        assertTrue(longestRun.get() >= runCycles, "cycles in a row without allocation: " + longestRun.get());
    }

    private JackDriver driver(JackServer server, String client) {
        return new JackDriver(new JackOptions(client, server.name(), false, null));
    }

    private JackDriver daw(JackServer server) {
        JackDriver daw = driver(server, "daw");
        daw.openPlayback("out_1");
        daw.start((_, _, _) -> {}, new Diary());
        return daw;
    }

    private JackDriver started(JackServer server, boolean connectPhysical) {
        JackDriver driver = new JackDriver(new JackOptions("tutti", server.name(), connectPhysical, folder));
        driver.openCapture("send_main_1");
        driver.start((_, _, _) -> {}, new Diary());
        driver.openPlayback("monitor_1");
        return driver;
    }

    private void awaitRemembered(String cable) {
        await(cable, () -> remembered().contains(cable));
    }

    private String remembered() {
        try {
            return Files.readString(folder.resolve("tutti.cables"));
        } catch (IOException e) {
            return "";
        }
    }

    private static float noise(long n) {
        return Float.intBitsToFloat(0x3f000000 | ((int) (n * 2_654_435_761L) & 0x7fffff));
    }

    /// Writes down what a driver reports.
    private static final class Diary implements DriverListener {
        private final BlockingQueue<String> entries = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            @Nullable String entry = entries.poll(30, TimeUnit.SECONDS);
            assertNotNull(entry, "the driver reports nothing");
            return entry;
        }

        @Override
        public void onFormat(DriverFormat format) {
            entries.add("format: " + format);
        }

        @Override
        public void onLost(String reason) {
            entries.add("lost: " + reason);
        }

        @Override
        public void onBack() {
            entries.add("back");
        }
    }
}
