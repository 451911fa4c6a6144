package tutti.engine.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tutti.nat.doctor.Finding;

class CheckReportTest {
    private static final Finding GOOD = Finding.good("jack", "JACK runs.");
    private static final Finding WARN = Finding.warn("wifi", "This is Wi-Fi.", "Use a cable.");
    private static final Finding BAD = Finding.bad("server", "The \"server\" is away.", "Wait.");
    private static final Finding UNKNOWN = Finding.unknown("nat", "Nobody knows.", "");

    private static List<String> lines(List<Finding> computer, List<Finding> network) {
        List<String> lines = new ArrayList<>();
        new CheckReport(computer, network).print(lines::add);
        return lines;
    }

    @Test
    void shouldShowAMarkAndWhatToDo() {
        assertEquals(
                List.of(
                        "This computer",
                        "  ok  JACK runs.",
                        "",
                        "The network",
                        "  !   This is Wi-Fi.",
                        "      -> Use a cable.",
                        "  NO  The \"server\" is away.",
                        "      -> Wait.",
                        "  ?   Nobody knows.",
                        "",
                        "1 thing marked NO keeps music from playing; 1 thing marked ! could be better."),
                lines(List.of(GOOD), List.of(WARN, BAD, UNKNOWN)));
    }

    @Test
    void shouldBreakLongLinesUnderTheirBeginning() {
        String sentence = "word ".repeat(40) + "end.";
        List<String> lines = lines(List.of(Finding.warn("x", sentence, sentence)), List.of());
        assertTrue(lines.stream().allMatch(line -> line.length() <= 100), lines.toString());
        assertEquals("      word", lines.get(2).substring(0, 10));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("         word")), lines.toString());
        assertEquals(
                2 * 41, String.join(" ", lines.subList(1, lines.indexOf(""))).split("word|end\\.", -1).length - 1);
    }

    @Test
    void shouldTellOneRemedyOnce() {
        List<String> lines = lines(List.of(WARN, WARN, BAD), List.of(BAD));
        assertEquals(
                List.of("      -> Use a cable.", "      -> As above.", "      -> Wait.", "      -> Wait."),
                lines.stream().filter(line -> line.contains("->")).toList());
    }

    @Test
    void shouldSumUp() {
        assertEquals("Ready to play.", lines(List.of(GOOD), List.of(UNKNOWN)).getLast());
        assertEquals(
                "Ready to play; 2 things marked ! could be better.",
                lines(List.of(WARN), List.of(WARN)).getLast());
        assertEquals(
                "2 things marked NO keep music from playing.",
                lines(List.of(BAD), List.of(BAD)).getLast());
        assertTrue(new CheckReport(List.of(WARN), List.of(UNKNOWN)).isReady());
        assertFalse(new CheckReport(List.of(), List.of(BAD)).isReady());
    }

    @Test
    void shouldWriteOneJsonObject() {
        assertEquals(
                "{\"ready\":false,\"findings\":[{\"id\":\"jack\",\"status\":\"good\",\"what\":\"JACK runs.\","
                        + "\"advice\":\"\"},{\"id\":\"server\",\"status\":\"bad\",\"what\":\"The \\\"server\\\" is"
                        + " away.\",\"advice\":\"Wait.\"}]}",
                new CheckReport(List.of(GOOD), List.of(BAD)).json());
    }
}
