package tutti.console.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What `tutti check` says of this computer and its network, line by line.
public final class SelfTest {
    private static final int MAX_LINES = 200;

    private SelfTest() {}

    /// How a line is meant; by the marks that `tutti check` sets before its sentences.
    public enum Mark {
        GOOD("  ok  "),
        WARN("  !   "),
        BAD("  NO  "),
        UNKNOWN("  ?   "),
        ADVICE("      "),
        HEADING("");

        private final String text;

        Mark(String text) {
            this.text = text;
        }
    }

    /// A line of the answer.
    public record Line(Mark mark, String words) {
        static Line of(String text) {
            for (Mark mark : Mark.values()) {
                if (text.startsWith(mark.text)) {
                    return new Line(mark, text.substring(mark.text.length()).strip());
                }
            }
            throw new AssertionError("Every line begins with nothing.");
        }
    }

    /// Runs it on a thread of its own.
    ///
    /// @param launcher the words in front of a Tutti command
    /// @param environment set besides what is inherited
    /// @param onLines gets the whole answer, on that thread
    /// @param onFailure gets a sentence instead
    public static void run(
            List<String> launcher,
            Map<String, String> environment,
            Consumer<List<Line>> onLines,
            Consumer<String> onFailure) {
        Thread.ofPlatform().daemon().name("tutti-self-test").start(() -> {
            List<String> command = new ArrayList<>(launcher);
            command.add("check");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            try {
                Process process = builder.start();
                process.getOutputStream().close();
                try (BufferedReader answer = process.inputReader(StandardCharsets.UTF_8)) {
                    onLines.accept(answer.lines()
                            .limit(MAX_LINES)
                            .filter(text -> !text.isBlank())
                            .map(Line::of)
                            .toList());
                }
            } catch (IOException failed) {
                onFailure.accept(String.valueOf(failed.getMessage()));
            }
        });
    }
}
