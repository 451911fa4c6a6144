package tutti.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.wav.WavFile;

/// What only a whole process can show: signals, exit codes, native libraries, a host to be refused by.
final class CommandProcessTest {
    @TempDir
    private Path folder;

    private TuttiProcess host(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "host", "--direct", "--name", "alice", "--headless", "--listen", "127.0.0.1:0", "--invite-file"));
        words.addAll(List.of(folder.resolve("invite").toString(), "--config", "" + folder.resolve("config")));
        words.addAll(List.of(more));
        return TuttiProcess.start(words.toArray(String[]::new));
    }

    private static int awaitListening(TuttiProcess host) {
        String line = host.err().await("the port", 0, said -> said.startsWith("Listening on "));
        String address = line.split("[ ;]", -1)[2];
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void shouldLeaveWhenAsked(String signal) throws IOException {
        try (TuttiProcess host = host("--driver", "virtual", "--out", "" + folder.resolve("heard.wav"))) {
            int port = awaitListening(host);
            long beganNs = System.nanoTime();
            host.signal(signal);
            assertEquals(0, host.awaitExit());
            double seconds = (System.nanoTime() - beganNs) / 1e9;
            System.out.printf(Locale.ROOT, "Left on SIG%s after %.2f s.%n", signal, seconds);
            assertTrue(seconds < 10, "it took " + seconds + " s");
            assertEquals(List.of(), host.out().all(), "standard output is for statistics");
            try (DatagramSocket again =
                    new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                assertEquals(port, again.getLocalPort());
            }
            assertTrue(WavFile.read(folder.resolve("heard.wav")).numFrames() > 0, "the recording");
        }
    }

    @Test
    void shouldKeepTheInviteToItsUser() throws IOException {
        try (TuttiProcess host = host("--driver", "virtual")) {
            int port = awaitListening(host);
            Path invite = folder.resolve("invite");
            assertTrue(Files.readString(invite).startsWith("tutti://127.0.0.1:" + port + "/direct#"));
            assertEquals("[OWNER_READ, OWNER_WRITE]", "" + new TreeSet<>(Files.getPosixFilePermissions(invite)));
        }
    }

    @Test
    void shouldExplainThatThereIsNoJackServer() {
        try (TuttiProcess host = host("--driver", "jack", "--server", "nonexistent-xyz")) {
            assertMistake(host, "JACK");
        }
        assertFalse(Files.exists(folder.resolve("invite")), "an invite that leads nowhere");
    }

    /// A host does not answer who does not know its secret, so that all a joiner can say is what to look at.
    @Test
    void shouldExplainAWrongSecret() throws IOException {
        try (TuttiProcess host = host("--driver", "virtual")) {
            awaitListening(host);
            String invite = Files.readString(folder.resolve("invite")).strip();
            String wrong = invite.substring(0, invite.indexOf('#') + 1) + "AAECAwQFBgcICQoLDA0ODw";
            long beganNs = System.nanoTime();
            try (TuttiProcess bob = TuttiProcess.start(
                    "join", wrong, "--name", "bob", "--driver", "virtual", "--config", "" + folder.resolve("bob"))) {
                assertMistake(bob, "invite is current");
            }
            System.out.printf(
                    Locale.ROOT, "Gave up a wrong secret after %.1f s.%n", (System.nanoTime() - beganNs) / 1e9);
        }
    }

    private static void assertMistake(TuttiProcess process, String words) {
        assertEquals(2, process.awaitExit(), "" + process.err().all());
        List<String> said = process.err().all().stream()
                // What the system lacks is said, too, where it lacks it.
                .filter(line -> !line.startsWith("This user may not "))
                .toList();
        assertEquals(1, said.size(), "" + said);
        assertTrue(said.getFirst().matches("tutti: .*\\."), said.getFirst());
        assertTrue(said.getFirst().contains(words), said.getFirst());
        assertEquals(List.of(), process.out().all());
    }

    @Test
    void shouldPrintStatisticsAsJson() throws IOException {
        try (TuttiProcess alice = host("--driver", "virtual", "--stats", "0.1")) {
            awaitListening(alice);
            String invite = Files.readString(folder.resolve("invite")).strip();
            try (TuttiProcess bob = TuttiProcess.start(
                    "join",
                    invite,
                    "--name",
                    "bob",
                    "--driver",
                    "virtual",
                    "--headless",
                    "--stats",
                    "0.1",
                    "--config",
                    "" + folder.resolve("bob"))) {
                String line = bob.out().await("known latency", 0, text -> isPlaying(Json.object(text)));
                Json.Node stats = Json.object(line);
                for (String name : List.of("time_s", "cycles", "xruns", "dropped_blocks", "cycle_us_p999", "errors")) {
                    stats.at(name).number();
                }
                assertEquals("bob", stats.at("name").string());
                Json.Node stream =
                        stats.at("peers").list().getFirst().at("streams").list().getFirst();
                for (String name : List.of(
                        "received",
                        "late",
                        "lost",
                        "concealed_frames",
                        "buffer_target_ms",
                        "buffer_target_frames",
                        "buffer_level_ms",
                        "buffer_level_frames",
                        "peak_db",
                        "rms_db")) {
                    stream.at(name).number();
                }
                double sum = 0;
                for (String part : List.of("packet", "network", "buffer", "resampler")) {
                    sum += stream.at("latency").at(part + "_ms").number();
                }
                double total = stream.at("latency").at("port_to_port_ms").number();
                assertEquals(total, sum, 0.5, "the parts make the whole");
                assertEquals(
                        total * 48,
                        stream.at("latency").at("port_to_port_frames").number(),
                        0.1);
                stream.at("latency").at("capture_ms").number();
                stream.at("latency").at("playback_frames").number();
            }
            alice.out().all().forEach(Json::object);
        }
    }

    private static boolean isPlaying(Json.Node stats) {
        return stats.at("peers").list().stream()
                .flatMap(peer -> peer.at("streams").list().stream())
                .anyMatch(stream -> stream.at("playing").isTrue()
                        && stream.at("latency").at("port_to_port_ms").value() != null);
    }
}
