package tutti.engine.driver.cables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CableMemoryTest {
    private static final Cable SPEAKER = new Cable("tutti:monitor_1", "system:playback_1");
    private static final Cable GUITAR = new Cable("a2j:Guitar [20] = (in), left", "tutti:send_main_1");

    @TempDir
    Path folder;

    private final Set<String> graph =
            new HashSet<>(Set.of(SPEAKER.source(), SPEAKER.destination(), GUITAR.source(), GUITAR.destination()));

    @Test
    void shouldRememberFromOneStartToTheNext() {
        CableMemory memory = memory();
        memory.connected(SPEAKER);
        memory.connected(GUITAR);

        CableMemory later = memory();
        assertEquals(List.of(SPEAKER), later.wanted("system:playback_1"));
        assertEquals(List.of(SPEAKER), later.wanted("tutti:monitor_1"));
        assertEquals(List.of(GUITAR), later.wanted("tutti:send_main_1"));
        assertEquals(List.of(), later.wanted("tutti:send_main_2"));
    }

    @Test
    void shouldForgetWhatAUserPullsOut() {
        CableMemory memory = memory();
        memory.connected(SPEAKER);
        memory.disconnected(SPEAKER, 0);
        assertEquals(List.of(), memory.wanted("tutti:monitor_1"), "not put back at once");

        memory.settle(CableMemory.SETTLE_NS - 1, graph::contains);
        assertTrue(memory.isUnsettled());
        assertEquals(List.of(SPEAKER), memory().wanted("tutti:monitor_1"), "not forgotten before it is settled");

        memory.settle(CableMemory.SETTLE_NS, graph::contains);
        assertFalse(memory.isUnsettled());
        assertEquals(List.of(), memory().wanted("tutti:monitor_1"));
    }

    @Test
    void shouldKeepCablesOfAProgramThatLeft() {
        CableMemory memory = memory();
        memory.connected(GUITAR);
        memory.disconnected(GUITAR, 0);
        memory.portGone(GUITAR.source());
        memory.settle(CableMemory.SETTLE_NS, graph::contains);
        assertEquals(List.of(GUITAR), memory.wanted("tutti:send_main_1"));
    }

    @Test
    void shouldKeepCablesOfAProgramWhoseLeavingWasNotReported() {
        CableMemory memory = memory();
        memory.connected(GUITAR);
        memory.disconnected(GUITAR, 0);
        graph.remove(GUITAR.source());
        memory.settle(CableMemory.SETTLE_NS, graph::contains);
        assertEquals(List.of(GUITAR), memory.wanted("tutti:send_main_1"));
    }

    @Test
    void shouldKeepCablesOfAServerThatLeft() {
        CableMemory memory = memory();
        memory.connected(SPEAKER);
        memory.disconnected(SPEAKER, 0);
        memory.serverGone();
        memory.settle(CableMemory.SETTLE_NS, graph::contains);
        assertEquals(List.of(SPEAKER), memory.wanted("tutti:monitor_1"));
    }

    @Test
    void shouldKeepACableThatIsPluggedInAgain() {
        CableMemory memory = memory();
        memory.connected(SPEAKER);
        memory.disconnected(SPEAKER, 0);
        memory.connected(SPEAKER);
        memory.settle(CableMemory.SETTLE_NS, graph::contains);
        assertEquals(List.of(SPEAKER), memory.wanted("tutti:monitor_1"));
    }

    @Test
    void shouldNotWriteDownCablesOfThisRun() {
        CableMemory memory = memory();
        memory.addForThisRun(SPEAKER);
        memory.connected(SPEAKER);
        assertEquals(List.of(SPEAKER), memory.wanted("tutti:monitor_1"));
        assertEquals(List.of(), memory().wanted("tutti:monitor_1"));

        memory.disconnected(SPEAKER, 0);
        memory.settle(CableMemory.SETTLE_NS, graph::contains);
        assertEquals(List.of(), memory.wanted("tutti:monitor_1"));
    }

    @Test
    void shouldKeepClientsApart() throws IOException {
        Cable other = new Cable("dr:dre/1:out", "system:playback_1");
        CableMemory dre = new CableMemory(folder, "dr:dre/1");
        dre.connected(other);
        memory().connected(SPEAKER);
        assertEquals(List.of(other), new CableMemory(folder, "dr:dre/1").wanted("system:playback_1"));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("dr%3Adre%2F1.cables", "tutti.cables"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void shouldIgnoreMalformedLines() throws IOException {
        String text = "# tutti:x -> system:y\n"
                + "tutti:monitor_1 -> system:playback_1\r\n"
                + "\n -> \n->\ntutti:a ->\n -> tutti:a\ntutti:a -> nocolon\nx:a -> y:b\n"
                + "tutti:a -> b:c -> d:e\ntutti:a\t -> b:c\n"
                + "tutti:" + "a".repeat(600) + " -> b:c\n"
                + "tutti:send_1 -> Grüße:ünïcode 1\n";
        byte[] spoilt = {'t', 'u', 't', 't', 'i', ':', (byte) 0xff, ' ', '-', '>', ' ', 'b', ':', 'c', '\n', 0, 0, '\n'
        };
        Path file = folder.resolve("tutti.cables");
        Files.writeString(file, text);
        Files.write(file, spoilt, StandardOpenOption.APPEND);

        assertEquals(
                Set.of(SPEAKER, new Cable("tutti:send_1", "Grüße:ünïcode 1")), new CableFile(folder, "tutti").read());
    }

    @Test
    void shouldWriteWhatAPersonCanRead() throws IOException {
        memory().connected(SPEAKER);
        List<String> lines = Files.readAllLines(folder.resolve("tutti.cables"), StandardCharsets.UTF_8);
        assertEquals("tutti:monitor_1 -> system:playback_1", lines.getLast());
        assertTrue(lines.getFirst().startsWith("# "));
    }

    @Test
    void shouldGoOnWhereNothingCanBeWritten() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "in the way");
        CableMemory memory = new CableMemory(blocked, "tutti");
        memory.connected(SPEAKER);
        assertEquals(List.of(SPEAKER), memory.wanted("tutti:monitor_1"));
        assertEquals(1, memory.failedWrites());
    }

    private CableMemory memory() {
        return new CableMemory(folder, "tutti");
    }
}
