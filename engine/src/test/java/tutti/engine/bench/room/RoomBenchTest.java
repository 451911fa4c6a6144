package tutti.engine.bench.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tutti.engine.bench.Figure;
import tutti.engine.ensemble.EngineCommand;

class RoomBenchTest {
    /// Real processes and real kills, with a small crowd: nothing is lost, heard twice or out of order.
    @Test
    @Timeout(300)
    @EnabledOnOs(OS.LINUX)
    void shouldHearEverythingOnceAndInOrderThroughKills() throws Exception {
        List<Figure> figures = new ArrayList<>();
        List<String> said = new ArrayList<>();
        new RoomBench(new RoomLoad(4, 3, 200, 3, 2), EngineCommand.of(System.getProperties()), said::add)
                .run(figures::add);
        List<Figure> exact = figures.stream()
                .filter(figure -> figure.wanted().endsWith(" messages"))
                .toList();
        assertEquals(4, exact.size());
        exact.forEach(figure -> assertTrue(figure.holds(), figure.row()));
        assertEquals(2, said.stream().filter(line -> line.contains("killed")).count());
        assertTrue(figures.stream()
                .noneMatch(figure -> figure.measured().equals("0 times")
                        || (figure.measured().equals("0 messages")
                                && figure.wanted().isEmpty())));
    }

    @Test
    void shouldReadWhatAMessageTells() {
        Said said = new Said(1999, 4, 2, Long.MAX_VALUE, 123_456_789_012L);
        assertEquals(said, Said.parse(said.body()));
    }

    @Test
    void shouldReadFlatJson() throws Exception {
        String message = "{\"type\":\"log\",\"seq\":17,\"body\":\"abc\"}";
        assertEquals(17, Json.number(message, "seq"));
        assertEquals("abc", Json.text(message, "body"));
        assertTrue(Json.isOfType(message, "log") && !Json.isOfType(message, "lo"));
        assertThrows(IOException.class, () -> Json.number(message, "id"));
    }
}
