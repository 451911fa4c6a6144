package tutti.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.DriverListener;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.driver.ProcessCallback;
import tutti.engine.driver.jack.JackDriver;
import tutti.engine.driver.jack.JackOptions;
import tutti.engine.driver.jack.JackServer;
import tutti.engine.driver.jack.RequiresJack;
import tutti.engine.driver.virtual.NoiseSource;
import tutti.plugins.api.RealTimeSafe;

/// Two engines as processes on one real JACK server carry sound from `alice:send_main_1` to `bob:alice/main_1`.
@RequiresJack
final class JackEndToEndTest {
    private static final int RATE_HZ = 48_000;
    private static final int PERIOD_FRAMES = 128;
    private static final String FROM = "alice:send_main_1";
    private static final String TO = "bob:alice/main_1";

    @TempDir
    private Path folder;

    @Test
    void shouldCarrySoundFromPortToPortAndFindItsCablesAgain() throws IOException {
        try (JackServer server = new JackServer(PERIOD_FRAMES);
                JackDriver driver = new JackDriver(new JackOptions("ear", server.name(), false, folder))) {
            Tape tape = new Tape(driver);
            driver.start(tape, new Unmoved());
            try (TuttiProcess alice = host(server)) {
                alice.err().await("the invite", 0, line -> line.startsWith("Listening on "));
                try (TuttiProcess bob = join(server)) {
                    awaitPlaying(bob);
                    assertEquals(List.of(), connectedPorts(server), "nothing is plugged unasked");
                    server.plug("ear:played_1", FROM);
                    server.plug(TO, "ear:heard_1");
                    tape.assertHeard("the first time");
                    bob.signal("TERM");
                    assertEquals(0, bob.awaitExit());
                }
                try (TuttiProcess bob = join(server)) {
                    awaitPlaying(bob);
                    JackServer.await("the cables of bob", () -> server.isPlugged(TO, "ear:heard_1"));
                    assertTrue(server.isPlugged("ear:played_1", FROM), "alice's cable");
                    tape.assertHeard("after bob's restart");
                }
            }
        }
    }

    private static List<String> connectedPorts(JackServer server) {
        List<String> connected = new ArrayList<>();
        for (String port : List.of("bob:alice/main_1", "bob:alice/main_2", "bob:monitor_1", "bob:monitor_2")) {
            for (String other : List.of("system:playback_1", "system:playback_2", "alice:send_main_1", "ear:heard_1")) {
                if (server.isPlugged(port, other)) {
                    connected.add(port);
                }
            }
        }
        return connected;
    }

    private static void awaitPlaying(TuttiProcess process) {
        process.out()
                .awaitNew(
                        "a stream that plays",
                        line -> Json.object(line).at("peers").list().stream()
                                .flatMap(peer -> peer.at("streams").list().stream())
                                .anyMatch(stream -> stream.at("playing").isTrue()));
    }

    private TuttiProcess host(JackServer server) {
        return start(
                server,
                "host",
                "--direct",
                "--name",
                "alice",
                "--client",
                "alice",
                "--listen",
                "127.0.0.1:0",
                "--invite-file",
                "" + folder.resolve("invite"));
    }

    private TuttiProcess join(JackServer server) throws IOException {
        String invite = Files.readString(folder.resolve("invite")).strip();
        return start(server, "join", invite, "--name", "bob", "--client", "bob");
    }

    private TuttiProcess start(JackServer server, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(
                "--driver",
                "jack",
                "--server",
                server.name(),
                "--headless",
                "--stats",
                "0.1",
                "--config",
                "" + folder.resolve("config")));
        return TuttiProcess.start(all.toArray(String[]::new));
    }

    /// Plays noise into JACK and remembers what comes back.
    private static final class Tape implements ProcessCallback {
        private static final int CAPACITY_FRAMES = 180 * RATE_HZ;
        private static final int PROBE_FRAMES = 16;

        private final NoiseSource noise = new NoiseSource(1);
        private final PlaybackPort playedPort;
        private final CapturePort heardPort;
        private final float[] played = new float[DriverFormat.MAX_PERIOD_FRAMES];
        private final float[] heard = new float[CAPACITY_FRAMES];
        private final AtomicInteger numFrames = new AtomicInteger();

        Tape(JackDriver driver) {
            playedPort = driver.openPlayback("played_1");
            heardPort = driver.openCapture("heard_1");
        }

        @Override
        @RealTimeSafe
        public void process(int frames, long cycleStartNs, long captureFrame) {
            int at = numFrames.getPlain();
            if (at + frames > CAPACITY_FRAMES) {
                return;
            }
            noise.fill(0, at, played, 0, frames);
            playedPort.write(played, 0, frames);
            heardPort.read(heard, at, frames);
            numFrames.set(at + frames);
        }

        /// Waits until half a second in one piece has come back, from now on, to the bit. Missed cycles of this
        /// client or the engines break a piece; then the next one counts.
        void assertHeard(String when) {
            int[] start = {numFrames.get()};
            JackServer.await("half a second of sound, to the bit, " + when, () -> {
                int end = numFrames.get();
                while (start[0] + PROBE_FRAMES <= end) {
                    int distance = distance(start[0]);
                    int next = start[0];
                    while (distance >= 0 && next < end && heard[next] == noise.sample(0, next - distance)) {
                        next++;
                    }
                    if (next - start[0] >= RATE_HZ / 2) {
                        System.out.printf(Locale.ROOT, "JACK port to port %s: %d frames.%n", when, distance);
                        return true;
                    }
                    if (distance >= 0 && next == end) {
                        return false;
                    }
                    start[0] = Math.max(start[0] + PROBE_FRAMES, next);
                }
                return false;
            });
        }

        /// How long before `frame` what is heard there was played; -1 if never.
        private int distance(int frame) {
            if (heard[frame] == 0) {
                return -1;
            }
            for (int distance = 0; distance < Math.min(frame, RATE_HZ / 10); distance++) {
                int i = 0;
                while (i < PROBE_FRAMES && heard[frame + i] == noise.sample(0, frame + i - distance)) {
                    i++;
                }
                if (i == PROBE_FRAMES) {
                    return distance;
                }
            }
            return -1;
        }
    }

    /// Nothing changes during the test.
    private static final class Unmoved implements DriverListener {
        @Override
        public void onFormat(DriverFormat format) {}

        @Override
        public void onLost(String reason) {}

        @Override
        public void onBack() {}
    }
}
