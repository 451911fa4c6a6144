package tutti.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.driver.virtual.NoiseSource;
import tutti.engine.wav.SampleFormat;
import tutti.engine.wav.WavFile;
import tutti.engine.wav.WavWriter;

/// Two whole processes, real sockets, real time, sound from file to file; and both of them killed in the middle.
final class EndToEndTest {
    private static final int RATE_HZ = 48_000;
    private static final int LOOP_FRAMES = 2 * RATE_HZ;

    @TempDir
    private Path folder;

    private int port;

    @Test
    void shouldCarrySoundAndComeBackWhenEitherSideIsKilled() throws IOException {
        port = freePort();
        float[] alicePlays = write("alice.wav", 1);
        float[] bobPlays = write("bob.wav", 2);
        try (TuttiProcess alice = host("alice-hears-1.wav")) {
            alice.err().await("the invite", 0, line -> line.startsWith("Listening on "));
            try (TuttiProcess bob = join("bob-hears-1.wav")) {
                awaitSound(alice, "bob");
                awaitSound(bob, "alice");
                bob.signal("KILL");
                bob.awaitExit();
            }
            assertHeard("bob-hears-1.wav", alicePlays);

            try (TuttiProcess bob = join("bob-hears-2.wav")) {
                awaitSound(bob, "alice");
                awaitSound(alice, "bob");
                assertEquals(
                        List.of("bob is here.", "bob is gone: bob joined anew.", "bob is here."), said(alice, "bob"));
                alice.signal("KILL");
                alice.awaitExit();
                try (TuttiProcess again = host("alice-hears-2.wav")) {
                    awaitSound(again, "bob");
                    awaitSound(bob, "alice");
                    bob.signal("TERM");
                    assertEquals(0, bob.awaitExit());
                    again.err().await("the goodbye", 0, "bob has left."::equals);
                    again.signal("TERM");
                    assertEquals(0, again.awaitExit());
                    List<String> atBob = said(bob, "alice");
                    assertEquals(3, atBob.size(), "" + atBob);
                    assertEquals("alice is here.", atBob.getFirst());
                    assertEquals("alice is here.", atBob.getLast());
                }
            }
            assertHeard("alice-hears-1.wav", bobPlays);
            assertHeard("bob-hears-2.wav", alicePlays);
            assertHeard("alice-hears-2.wav", bobPlays);
        }
    }

    private TuttiProcess host(String heard) {
        return TuttiProcess.start(
                "host",
                "--direct",
                "--name",
                "alice",
                "--headless",
                "--driver",
                "virtual",
                "--stats",
                "0.1",
                "--listen",
                "127.0.0.1:" + port,
                "--invite-file",
                path("invite"),
                "--config",
                path("config"),
                "--in",
                path("alice.wav"),
                "--out",
                path(heard));
    }

    private TuttiProcess join(String heard) throws IOException {
        return TuttiProcess.start(
                "join",
                Files.readString(folder.resolve("invite")).strip(),
                "--name",
                "bob",
                "--headless",
                "--driver",
                "virtual",
                "--stats",
                "0.1",
                "--config",
                path("config"),
                "--in",
                path("bob.wav"),
                "--out",
                path(heard));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /// Waits until two seconds of a peer have been played, from now on, on one set of ports.
    private static void awaitSound(TuttiProcess hearer, String peer) {
        double[] before = {Double.NaN};
        hearer.out().awaitNew("sound of " + peer, line -> {
            List<Json.Node> peers = Json.object(line).at("peers").list();
            if (peers.isEmpty() || !peers.getFirst().at("connected").isTrue()) {
                before[0] = Double.NaN;
                return false;
            }
            assertEquals(1, peers.size(), line);
            assertEquals(peer, peers.getFirst().at("name").string());
            double frames = peers.getFirst().at("streams").list().stream()
                    .filter(stream -> stream.at("playing").isTrue())
                    .filter(stream -> stream.at("peak_db").number() > -20)
                    .mapToDouble(stream -> stream.at("played_frames").number())
                    .findFirst()
                    .orElse(Double.NaN);
            if (!(frames >= before[0])) {
                before[0] = frames;
            }
            return frames - before[0] >= 2 * RATE_HZ;
        });
    }

    private static List<String> said(TuttiProcess process, String peer) {
        return process.err().all().stream()
                .filter(line -> line.startsWith(peer + " "))
                .toList();
    }

    private float[] write(String name, long seed) {
        float[][] channels = new float[2][LOOP_FRAMES];
        NoiseSource noise = new NoiseSource(seed);
        noise.fill(0, 0, channels[0], 0, LOOP_FRAMES);
        noise.fill(1, 0, channels[1], 0, LOOP_FRAMES);
        try (WavWriter writer = new WavWriter(folder.resolve(name), RATE_HZ, 2, SampleFormat.INT_24)) {
            writer.write(channels, 0, LOOP_FRAMES);
        }
        return channels[0];
    }

    /// A tenth of a second that is to the bit what was played; on a busy computer not all of it need be.
    private void assertHeard(String file, float[] played) {
        float[] heard = WavFile.read(folder.resolve(file)).channel(0);
        int longest = 0;
        for (int frame = heard.length - 1; frame >= 16 && longest < RATE_HZ / 10; frame -= RATE_HZ / 20) {
            int place = find(heard, frame - 16, played);
            longest = place < 0 ? longest : Math.max(longest, matching(heard, frame - 16, played, place));
        }
        assertTrue(longest >= RATE_HZ / 10, file + ": only " + longest + " frames of " + heard.length + " are true");
    }

    /// Where in the loop the 16 frames come from; -1 if from nowhere.
    private static int find(float[] heard, int from, float[] played) {
        for (int place = 0; place < played.length; place++) {
            int i = 0;
            while (i < 16 && heard[from + i] == played[(place + i) % played.length]) {
                i++;
            }
            if (i == 16) {
                return place;
            }
        }
        return -1;
    }

    /// How many frames before `from` match, too.
    private static int matching(float[] heard, int from, float[] played, int place) {
        int back = 0;
        while (back < from && heard[from - 1 - back] == played[Math.floorMod(place - 1 - back, played.length)]) {
            back++;
        }
        return back;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return free.getLocalPort();
        }
    }
}
