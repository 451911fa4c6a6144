package tutti.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleProcessTest {
    private final List<String> said = new ArrayList<>();

    @Test
    void shouldStartItThroughTheLauncherWithTheDoor(@TempDir Path folder) throws Exception {
        Path launcher = Files.writeString(
                folder.resolve("tutti"), "#!/bin/sh\nprintf '%s|' \"$@\" \"$TUTTI_NO_BUILD\" > \"$0.words\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));

        Process console = ConsoleProcess.start(
                        Path.of("/run/alice-1.json"), launcher.toString(), Map.of("DISPLAY", ":7"), said::add)
                .orElseThrow();

        assertTrue(console.waitFor(30, TimeUnit.SECONDS));
        assertEquals("console|--door|/run/alice-1.json|1|", Files.readString(folder.resolve("tutti.words")));
        assertEquals(List.of(), said);
    }

    @Test
    void shouldSayOnceThatThereIsNoDisplay() {
        assertTrue(ConsoleProcess.hasDisplay("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0")));
        assertTrue(ConsoleProcess.hasDisplay("Mac OS X", Map.of()));
        assertTrue(ConsoleProcess.hasDisplay("Windows 11", Map.of()));
        assertFalse(ConsoleProcess.hasDisplay("Linux", Map.of("DISPLAY", "")));
        if (System.getProperty("os.name").equals("Linux")) {
            assertTrue(ConsoleProcess.start(Path.of("door"), "/bin/true", Map.of(), said::add)
                    .isEmpty());
            assertEquals(1, said.size());
        }
    }

    @Test
    void shouldPlayOnWithoutALauncher() {
        assertTrue(ConsoleProcess.start(Path.of("door"), null, Map.of("DISPLAY", ":0"), said::add)
                .isEmpty());
        assertTrue(ConsoleProcess.start(Path.of("door"), "/nowhere/tutti", Map.of("DISPLAY", ":0"), said::add)
                .isEmpty());
        assertEquals(2, said.size());
    }
}
