package tutti.engine.driver.javasound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverCounters;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.DriverListener;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.wav.SampleFormat;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JavaSoundDriverTest {
    private static final DriverFormat FORMAT = new DriverFormat(48_000, 2);

    private final Queue<FakeDevice> cards = new ArrayDeque<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final DriverListener listener = new DriverListener() {
        @Override
        public void onFormat(DriverFormat format) {
            events.add("format");
        }

        @Override
        public void onLost(String reason) {
            events.add(reason);
        }

        @Override
        public void onBack() {
            events.add("back");
        }
    };

    private JavaSoundDriver driver() {
        return new JavaSoundDriver(
                FORMAT,
                () -> {
                    synchronized (cards) {
                        if (cards.isEmpty()) {
                            throw new DriverException("There is no card.");
                        }
                        return cards.remove();
                    }
                },
                () -> 77,
                1);
    }

    private FakeDevice card(SampleFormat samples, int captureChannels, int playbackChannels) {
        FakeDevice card = new FakeDevice(samples, captureChannels, playbackChannels);
        synchronized (cards) {
            cards.add(card);
        }
        return card;
    }

    @Test
    void shouldTieCapturePortsToInputsAndMonitorPortsToOutputs() throws InterruptedException {
        FakeDevice card = card(SampleFormat.INT_16, 2, 2);
        try (JavaSoundDriver driver = driver()) {
            CapturePort[] in = {
                driver.openCapture("send_main_1"), driver.openCapture("send_main_2"), driver.openCapture("send_main_3")
            };
            PlaybackPort[] out = {
                driver.openPlayback("monitor_2"), driver.openPlayback("monitor_1"), driver.openPlayback("bob/main_1")
            };
            float[] samples = new float[2];
            driver.start(
                    (numFrames, cycleStartNs, captureFrame) -> {
                        for (int i = 0; i < 3; i++) {
                            in[i].read(samples, 0, numFrames);
                            out[i].write(samples, 0, numFrames);
                        }
                    },
                    listener);
            // Frames of left and right: 1, 2 then 3, 4.
            card.toHear.add(new byte[] {1, 0, 2, 0, 3, 0, 4, 0});

            assertArrayEquals(new byte[] {2, 0, 1, 0, 4, 0, 3, 0}, card.played.take());
            assertEquals(4, in[0].latencyFrames());
            assertEquals(4, in[2].latencyFrames());
            assertEquals(16, out[1].latencyFrames());
            assertEquals(0, out[2].latencyFrames());
        }
        assertEquals(0, card.closed.getCount());
    }

    @Test
    void shouldPlaySilenceAndCountWhenTheCallbackThrows() throws InterruptedException {
        FakeDevice card = card(SampleFormat.INT_24, 1, 1);
        try (JavaSoundDriver driver = driver()) {
            PlaybackPort left = driver.openPlayback("monitor_1");
            driver.start(
                    (numFrames, cycleStartNs, captureFrame) -> {
                        left.write(new float[] {0.5f, 0.5f}, 0, numFrames);
                        if (captureFrame == 0) {
                            throw new IllegalStateException("a bug");
                        }
                    },
                    listener);
            card.hasXrun = true;
            card.toHear.add(new byte[6]);
            assertArrayEquals(new byte[6], card.played.take());
            card.toHear.add(new byte[6]);
            assertArrayEquals(new byte[] {0, 0, 0x40, 0, 0, 0x40}, card.played.take());

            assertEquals(new DriverCounters(2, 2, 1, 0), driver.counters());
        }
    }

    @Test
    void shouldComeBackWithTheSamePortsAfterTheCardWasPulledOut() throws InterruptedException {
        FakeDevice first = card(SampleFormat.FLOAT_32, 1, 1);
        try (JavaSoundDriver driver = driver()) {
            BlockingQueue<Long> frames = new LinkedBlockingQueue<>();
            PlaybackPort left = driver.openPlayback("monitor_1");
            driver.start(
                    (numFrames, cycleStartNs, captureFrame) -> {
                        left.write(new float[] {1f, 1f}, 0, numFrames);
                        frames.add(captureFrame);
                    },
                    listener);
            first.toHear.add(new byte[8]);
            assertEquals(0, frames.take());
            first.pullOut();
            assertEquals("The sound card is gone; connect it again.", events.take());
            FakeDevice second = card(SampleFormat.INT_16, 1, 1);
            assertEquals("back", events.take());
            second.toHear.add(new byte[4]);

            assertArrayEquals(new byte[] {-1, 127, -1, 127}, second.played.take());
            assertEquals(2, frames.take());
            assertEquals(1, driver.counters().losses());
        }
    }

    @Test
    void shouldRunWithAnOutputAlone() throws InterruptedException {
        FakeDevice card = card(SampleFormat.INT_16, 0, 2);
        try (JavaSoundDriver driver = driver()) {
            driver.start((numFrames, cycleStartNs, captureFrame) -> {}, listener);
            card.toHear.add(new byte[0]);

            assertEquals(8, card.played.take().length);
        }
    }

    @Test
    void shouldSayInOneSentenceThatThereIsNoCard() {
        String message = String.valueOf(
                assertThrows(DriverException.class, () -> JavaSoundDriver.open("no such card 4711", FORMAT))
                        .getMessage());

        assertTrue(message.startsWith("No sound card named no such card 4711 at 48000 Hz"), message);
        assertTrue(message.endsWith("or use --driver jack or --driver virtual."), message);
    }

    @Test
    void shouldRefuseTakenNamesAndASecondStart() {
        card(SampleFormat.INT_16, 1, 1);
        JavaSoundDriver driver = driver();
        driver.openPlayback("monitor_1");
        assertThrows(DriverException.class, () -> driver.openCapture("monitor_1"));
        driver.start((numFrames, cycleStartNs, captureFrame) -> {}, listener);
        assertThrows(
                IllegalStateException.class,
                () -> driver.start((numFrames, cycleStartNs, captureFrame) -> {}, listener));
        driver.close();
        driver.close();
        assertThrows(DriverException.class, () -> driver.openCapture("send_main_1"));
    }
}
