package tutti.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `tutti control` with a real engine in a process of its own.
@Timeout(120)
class ControlCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private String control(int code, String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("control", "--config", folder.toString()));
        all.addAll(List.of(words));
        int actual = Main.run(all.toArray(new String[0]), new PrintWriter(out, true), new PrintWriter(err, true));
        assertEquals(code, actual, () -> out + " " + err);
        return (code == 0 ? out : err).toString().strip();
    }

    private static List<String> addresses(String list) {
        return list.lines().map(line -> line.split("\t", -1)[0]).toList();
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertTrue(control(2, "list").startsWith("tutti: No engine runs here that can be steered;"));
        assertTrue(control(2, "--engine", "bob", "list").startsWith("tutti: No engine of bob runs here"));
        assertTrue(control(2, "frob").contains("not \"frob\""));
        assertTrue(control(2, "get").contains("takes one path"));
        assertTrue(control(2, "watch", "[").contains("not \"[\""));
        assertTrue(control(2, "--door", folder + "/none", "list").contains("cannot be read"));
    }

    @Test
    void shouldSeeAndSteer() throws IOException {
        try (TuttiProcess host = TuttiProcess.start(
                "host",
                "--direct",
                "--name",
                "alice",
                "--headless",
                "--control",
                "--driver",
                "virtual",
                "--listen",
                "127.0.0.1:0",
                "--config",
                folder.toString())) {
            host.err().await("the invite", 0, said -> said.startsWith("Listening on "));
            try (var files = Files.list(folder.resolve("doors"))) {
                Path file = files.findFirst().orElseThrow();
                assertTrue(file.getFileName().toString().matches("alice-[0-9]+[.]json"), file::toString);
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
            assertEquals(addresses(control(0, "list")), addresses(control(0, "--list")));
            assertTrue(out.toString().contains("/own/main/gain\tfloat -144.0..10.0 gain.db read-write\t0.0\t"));
            assertEquals("alice", control(0, "get", "/engine/name"));
            assertEquals("-6.0", control(0, "--engine", "alice", "set", "/own/main/gain", "-6"));
            assertEquals("10.0", control(0, "set", "/own/main/gain", "99"));
            assertEquals("10.0", control(0, "get", "/own/main/gain"));
            assertEquals("", control(0, "set", "/desk/clear_solos"));
            assertTrue(control(2, "set", "/own/main/gain", "loud").contains("was not set: It takes a number"));
            assertTrue(control(2, "set", "/engine/name", "bob").contains("is only read"));
            assertTrue(control(2, "get", "/nope").contains("There is no node /nope"));
            host.signal("TERM");
            assertEquals(0, host.awaitExit());
        }
        try (var files = Files.list(folder.resolve("doors"))) {
            assertFalse(files.findAny().isPresent(), "the door file goes with the engine");
        }
    }
}
