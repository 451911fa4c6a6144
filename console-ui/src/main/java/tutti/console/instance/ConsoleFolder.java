package tutti.console.instance;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/// Where the console keeps what it keeps: in `console` of the user's Tutti folder, beside the engine's own settings.
///
/// @param tutti `$XDG_CONFIG_HOME/tutti`, or `~/.config/tutti`, or what `--config` says
public record ConsoleFolder(Path tutti) {
    /// The user's.
    ///
    /// @param environment the system's variables
    /// @param properties Java's
    public static ConsoleFolder ofUser(Map<String, String> environment, Properties properties) {
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path base = xdg.isBlank() ? Path.of(properties.getProperty("user.home"), ".config") : Path.of(xdg);
        return new ConsoleFolder(base.resolve("tutti"));
    }

    /// In which running engines leave a file that says how to reach them.
    public Path doors() {
        return tutti.resolve("doors");
    }

    /// How the console looks and what was typed last.
    public Path settings() {
        return tutti.resolve("console").resolve("settings.properties");
    }

    /// Invites that were used, which hold secrets.
    public Path rooms() {
        return tutti.resolve("console").resolve("rooms");
    }

    /// The socket for links.
    public Path doorbell() {
        return tutti.resolve("console").resolve("links.socket");
    }

    /// Where an engine that this process starts leaves its door file.
    ///
    /// @param role what it is started for
    public Path doorOfOwnEngine(String role) {
        return tutti.resolve("console")
                .resolve(role + "-of-" + ProcessHandle.current().pid() + ".json");
    }
}
