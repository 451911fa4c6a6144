package tutti.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleArgumentsTest {
    @Test
    void shouldReadWhatMayBeSaid() {
        ConsoleArguments arguments =
                ConsoleArguments.parse(List.of("--door", "a file", "--config", "c", SampleEngine.INVITE));

        assertEquals(Path.of("a file"), arguments.door());
        assertEquals(Path.of("c"), arguments.configFolder());
        assertEquals(SampleEngine.INVITE, arguments.invite());
        assertFalse(arguments.toString().contains("AAECAw"), "An invite is no word for a log.");
        assertTrue(ConsoleArguments.parse(List.of("-h")).wantsHelp());
        assertTrue(ConsoleArguments.parse(List.of("--rehearse")).isRehearsal());
    }

    @Test
    void shouldNameTheFirstMistakeAndQuoteNoInvite() {
        assertEquals("--door needs a path behind it; try tutti console --help.", mistake("--door"));
        assertEquals("The console knows no --loud; try tutti console --help.", mistake("--loud"));
        assertFalse(mistake("tuti://x#secret").contains("secret"));
    }

    private static String mistake(String... words) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> ConsoleArguments.parse(List.of(words)))
                .getMessage());
    }
}
