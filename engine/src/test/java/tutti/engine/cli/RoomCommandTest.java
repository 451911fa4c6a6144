package tutti.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.identity.Identity;

class RoomCommandTest {
    @TempDir
    private Path folder;

    private List<String> words(String... more) {
        List<String> words = new ArrayList<>(List.of("room", "--listen", "127.0.0.1:0"));
        words.addAll(List.of("--data", folder.resolve("data").toString()));
        words.addAll(List.of(more));
        return words;
    }

    private TuttiProcess room(String... more) {
        return TuttiProcess.start(words(more).toArray(String[]::new));
    }

    private static String awaitUrl(TuttiProcess room) {
        return room.out().await("the URL", 0, line -> line.startsWith("https://"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void shouldServeUntilItIsAskedToEnd(String signal) throws IOException {
        Path urlFile = folder.resolve("url");
        String fingerprint;
        try (TuttiProcess room = room("--url-file", urlFile.toString(), "--advertise", "studio.example:7")) {
            String url = awaitUrl(room);
            assertTrue(url.matches("https://studio\\.example:7/#[A-Za-z0-9_-]{43}"), url);
            assertEquals(url + "\n", Files.readString(urlFile));
            fingerprint = url.substring(url.indexOf('#'));
            room.signal(signal);
            assertEquals(0, room.awaitExit());
        }
        for (String file : List.of("identity.pem", "rooms-1.journal")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("data").resolve(file))));
        }
        try (TuttiProcess again = room()) {
            assertTrue(awaitUrl(again).endsWith(fingerprint), "the same server");
        }
    }

    @Test
    void shouldEndWithItsInput() {
        List<String> shell = List.of("/bin/sh", "-c", "exec \"$@\" </dev/null", "sh");
        try (TuttiProcess room = TuttiProcess.start(
                command -> {
                    List<String> all = new ArrayList<>(shell);
                    all.addAll(command);
                    return all;
                },
                words("--until-stdin-ends"))) {
            assertEquals(0, room.awaitExit());
        }
    }

    private String mistake(String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode =
                Main.run(words(more).toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
        assertEquals(2, exitCode, err.toString());
        assertEquals("", out.toString());
        assertTrue(err.toString().matches("tutti: [^\\n]*\\.\\n"), "not one sentence: " + err);
        return err.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "--turn, relay.example:3478, takes turn:HOST:PORT",
        "--turn, turn:relay.example, takes HOST:PORT",
        "--turn, turn:relay.example:3478, secret is missing",
        "--turn-secret, s, add --turn",
        "--turn-secret-file, /nowhere, add --turn",
        "--advertise, studio.example, takes HOST:PORT",
        "--advertise, studio example:1, takes HOST:PORT",
        "--advertise, 2001:db8::7:1, takes HOST:PORT",
        "--advertise, studio.example:0, 1 to 65535",
        "--certificate, /nowhere, --key both",
        "--url-file, /nowhere/url, choose another --url-file",
    })
    void shouldExplainMistakes(String option, String value, String words) {
        String message = mistake(option, value);
        assertTrue(message.contains(words), message);
    }

    @Test
    void shouldExplainWhatItCannotUse() throws IOException {
        Path pem = Files.writeString(
                folder.resolve("a.pem"),
                Identity.create(new SecureRandom(), Instant.now()).pem());
        Path otherPem = Files.writeString(
                folder.resolve("b.pem"),
                Identity.create(new SecureRandom(), Instant.now()).pem());
        assertTrue(mistake("--certificate", "" + pem, "--key", "" + otherPem).contains("does not belong"));
        assertTrue(mistake("--certificate", "/nowhere", "--key", "/nowhere").contains("cannot be read"));
        Path letter = Files.writeString(folder.resolve("letter"), "Dear Alice, it is long since you wrote.");
        assertTrue(mistake("--certificate", "" + letter, "--key", "" + letter).contains("no certificate"));
        assertTrue(
                mistake("--turn", "turn:h:1", "--turn-secret-file", "/nowhere").contains("cannot be read"));
        Files.createDirectories(folder.resolve("data"));
        Files.copy(letter, folder.resolve("data/identity.pem"));
        assertTrue(mistake().contains("something else than this server's identity"));
        Files.delete(folder.resolve("data/identity.pem"));
        Files.copy(letter, folder.resolve("data/rooms-1.journal"));
        assertTrue(mistake().contains("choose another folder"));
    }

    @Test
    void shouldExplainAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StringWriter err = new StringWriter();
            int exitCode = Main.run(
                    new String[] {
                        "room", "--listen", "127.0.0.1:" + taken.getLocalPort(), "--data", "" + folder.resolve("d")
                    },
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(err, true));
            assertEquals(2, exitCode);
            assertTrue(err.toString().contains("taken"), err.toString());
        }
    }
}
