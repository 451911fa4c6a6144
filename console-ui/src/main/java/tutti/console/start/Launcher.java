package tutti.console.start;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// How to start an engine: through the launcher that started the console, or else the one on the `PATH`.
///
/// @param words what stands before the words of a Tutti command
/// @param environment set besides what is inherited
public record Launcher(List<String> words, Map<String, String> environment) {
    public Launcher {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /// The way that fits how this process was started.
    ///
    /// @param properties the system's
    public static Launcher of(Properties properties) {
        String launcher = properties.getProperty("tutti.launcher", "tutti");
        // What is built was new enough for the console a moment ago.
        return new Launcher(List.of(Path.of(launcher).toString()), Map.of("TUTTI_NO_BUILD", "1"));
    }
}
