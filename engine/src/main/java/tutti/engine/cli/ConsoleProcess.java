package tutti.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The console of a player who asked for one: a process of its own, started through the launcher, which knows JavaFX's
/// place. It may end without the engine; and when the engine ends, it shows that, and waits for the next one.
final class ConsoleProcess {
    private ConsoleProcess() {}

    /// Starts it, or says in one sentence why there is none.
    ///
    /// @param door the engine's door file
    /// @param launcher the script that started this engine; null if none did
    /// @param environment the system's variables
    /// @param say shows a sentence
    /// @return the console, if it was started
    static Optional<Process> start(
            Path door, @Nullable String launcher, Map<String, String> environment, Consumer<String> say) {
        if (launcher == null) {
            say.accept("There is no console, because this engine was not started by the script tutti; Ctrl-C ends it.");
            return Optional.empty();
        }
        if (!hasDisplay(System.getProperty("os.name", ""), environment)) {
            say.accept(
                    "There is no display for the console, so this engine plays without; tutti console opens one where"
                            + " there is, and --headless asks for none.");
            return Optional.empty();
        }
        ProcessBuilder builder = new ProcessBuilder(words(launcher, door))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // What is built was new enough for the engine a moment ago.
        builder.environment().put("TUTTI_NO_BUILD", "1");
        // They are the engine's, and may well be more than a console should take.
        builder.environment().remove("TUTTI_JAVA_OPTS");
        try {
            Process console = builder.start();
            // Whoever types, types to the engine.
            console.getOutputStream().close();
            return Optional.of(console);
        } catch (IOException missing) {
            say.accept("The console cannot be started (" + missing.getMessage() + "); this engine plays without.");
            return Optional.empty();
        }
    }

    static List<String> words(String launcher, Path door) {
        return List.of(launcher, "console", "--door", door.toAbsolutePath().toString());
    }

    /// Only on Linux and its like can a program tell: there a window needs X11 or Wayland.
    static boolean hasDisplay(String system, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        return name.contains("windows")
                || name.contains("mac")
                || !environment.getOrDefault("DISPLAY", "").isBlank()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
    }
}
