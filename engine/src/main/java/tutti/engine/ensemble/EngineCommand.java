package tutti.engine.ensemble;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// How to start another engine: through the launcher that started this one, or else with this Java's own `java` and
/// the same module path or class path.
///
/// @param words the program and what stands before the words of a Tutti command
/// @param environment set besides what is inherited
public record EngineCommand(List<String> words, Map<String, String> environment) {
    private static final String MAIN_CLASS = "tutti.engine.cli.Main";
    private static final String MODULE = "tutti.engine";

    /// The way that fits how this process was started.
    ///
    /// @param properties the system's
    public static EngineCommand of(Properties properties) {
        String launcher = properties.getProperty("tutti.launcher");
        return launcher == null
                ? new EngineCommand(java(properties), Map.of())
                : new EngineCommand(List.of(launcher), Map.of("TUTTI_NO_BUILD", "1"));
    }

    private static List<String> java(Properties properties) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(properties.getProperty("java.home"), "bin", "java").toString());
        words.add("-XX:+UseZGC");
        String modulePath = properties.getProperty("jdk.module.path");
        if (modulePath != null && MODULE.equals(properties.getProperty("jdk.module.main"))) {
            words.addAll(
                    List.of("--enable-native-access=" + MODULE + ",tutti.codecs", "--add-modules", "ALL-MODULE-PATH"));
            words.addAll(List.of("--module-path", modulePath, "--module", MODULE + "/" + MAIN_CLASS));
            return words;
        }
        words.add("--enable-native-access=ALL-UNNAMED");
        String classPath = Objects.requireNonNullElse(properties.getProperty("java.class.path"), "");
        String both = modulePath == null ? classPath : classPath + File.pathSeparator + modulePath;
        words.addAll(List.of("--class-path", both, MAIN_CLASS));
        return words;
    }

    /// The whole command line.
    public List<String> with(List<String> arguments) {
        List<String> all = new ArrayList<>(words);
        all.addAll(arguments);
        return all;
    }
}
