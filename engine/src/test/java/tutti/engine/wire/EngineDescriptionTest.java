package tutti.engine.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.driver.DriverFormat;

class EngineDescriptionTest {
    private static final DriverFormat FORMAT = new DriverFormat(48_000, 64);
    private static final TrackDescription MAIN = new TrackDescription("main", 2, "L24", 0xDEADBEEF, 0);

    @Test
    void shouldBeOneLineAnItem() {
        byte[] bytes = new EngineDescription(FORMAT, List.of(MAIN)).encode();

        assertEquals("tutti 1\nformat 48000 64\ntrack main 2 L24 3735928559 0\n", new String(bytes, UTF_8));
    }

    @Test
    void shouldReadWhatItWrote() {
        TrackDescription sung = new TrackDescription("Gesäng.1", 1, "L16", 7, 256);
        EngineDescription description = new EngineDescription(FORMAT, List.of(MAIN, sung));

        assertEquals(Optional.of(description), EngineDescription.decode(description.encode()));
    }

    @Test
    void shouldReadAListener() {
        EngineDescription description = new EngineDescription(FORMAT, List.of());

        assertEquals(Optional.of(description), EngineDescription.decode(description.encode()));
    }

    @Test
    void shouldPassOverLinesOfLaterVersions() {
        String text = "tutti 1\nlanguage de\nformat 48000 64\n\ntrack main 2 L24 3735928559 0\ntrack x 1\n";

        assertEquals(
                Optional.of(new EngineDescription(FORMAT, List.of(MAIN))),
                EngineDescription.decode(text.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tutti 2\nformat 48000 64\n",
                "tutti 1",
                "tutti 1\ntrack main 2 L24 1 0\n",
                "tutti 1\nformat 48000 0\n",
                "tutti 1\nformat 48000 8193\n",
                "tutti 1\nformat 7999 64\n",
                "tutti 1\nformat 99999999999 64\n",
                "tutti 1\nformat 48000 sixty\n",
                "tutti 1\nformat 48000 64\ntrack main 0 L24 1 0\n",
                "tutti 1\nformat 48000 64\ntrack main 65 L24 1 0\n",
                "tutti 1\nformat 48000 64\ntrack main -1 L24 1 0\n",
                "tutti 1\nformat 48000 64\ntrack ma/in 2 L24 1 0\n",
                "tutti 1\nformat 48000 64\ntrack ma:in 2 L24 1 0\n",
                "tutti 1\nformat 48000 64\ntrack  2 L24 1 0\n",
                "tutti 1\nformat 48000 64\ntrack a\u001b[2J 2 L24 1 0\n",
                "tutti 1\nformat 48000 64\ntrack main 2 L24\u001b[2J 1 0\n",
                "tutti 1\nformat 48000 64\ntrack main 2  1 0\n",
                "tutti 1\nformat 48000 64\ntrack main 2 L24 4294967296 0\n",
                "tutti 1\nformat 48000 64\ntrack main 2 L24 -1 0\n",
                "tutti 1\nformat 48000 64\ntrack main 2 L24 1 -1\n",
                "tutti 1\nformat 48000 64\ntrack main 2 L24 1 384001\n",
                "tutti 1\nformat 48000 64\ntrack a 2 L24 1 0\ntrack a 2 L24 2 0\n",
                "tutti 1\nformat 48000 64\ntrack a 2 L24 1 0\ntrack b 2 L24 1 0\n",
                "tutti 1\nformat 48000 64\ntrack a 64 L24 1 0\ntrack b 64 L24 2 0\ntrack c 1 L24 3 0\n"
            })
    void shouldRefuseWhatIsMalformedOrHostile(String text) {
        assertEquals(Optional.empty(), EngineDescription.decode(text.getBytes(UTF_8)));
    }

    @Test
    void shouldRefuseBytesThatAreNotText() {
        byte[] bytes = "tutti 1\nformat 48000 64\ntrack main 2 L24 1 0\n".getBytes(UTF_8);
        bytes[30] = (byte) 0xFF;

        assertEquals(Optional.empty(), EngineDescription.decode(bytes));
    }

    @Test
    void shouldRefuseTooManyTracksAndLines() {
        StringBuilder tracks = new StringBuilder("tutti 1\nformat 48000 64\n");
        for (int i = 0; i < 17; i++) {
            tracks.append("track t").append(i).append(" 1 L24 ").append(i).append(" 0\n");
        }

        assertEquals(
                Optional.empty(), EngineDescription.decode(tracks.toString().getBytes(UTF_8)));
        assertEquals(
                Optional.empty(),
                EngineDescription.decode(("tutti 1\nformat 48000 64\n" + "\n".repeat(100_000)).getBytes(UTF_8)));
    }

    @Test
    void shouldRefuseToDescribeMoreThanItsReadersTake() {
        List<TrackDescription> tooMany = new ArrayList<>();
        for (int i = 0; i <= EngineDescription.MAX_TRACKS; i++) {
            tooMany.add(new TrackDescription("t" + i, 1, "L24", i, 0));
        }
        List<TrackDescription> tooWide = List.of(
                new TrackDescription("a", 64, "L24", 1, 0),
                new TrackDescription("b", 64, "L24", 2, 0),
                new TrackDescription("c", 1, "L24", 3, 0));

        assertThrows(IllegalArgumentException.class, () -> new EngineDescription(FORMAT, tooMany));
        assertThrows(IllegalArgumentException.class, () -> new EngineDescription(FORMAT, tooWide));
        assertThrows(IllegalArgumentException.class, () -> new EngineDescription(FORMAT, List.of(MAIN, MAIN)));
    }
}
