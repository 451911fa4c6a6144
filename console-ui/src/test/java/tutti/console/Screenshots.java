package tutti.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import tutti.console.headless.Headless;

/// Pictures of every panel, at two sizes, in both themes.
///
///     Screenshots FOLDER
public final class Screenshots {
    /// In the order of the rail.
    static final List<String> PANELS = List.of("mixer", "people", "chat", "scenes", "doctor", "statistics");

    private Screenshots() {}

    /// Makes all of them.
    ///
    /// @param words where they go
    public static void main(String[] words) throws Exception {
        Headless.start();
        Path folder = Files.createDirectories(Path.of(words[0]));
        take(folder);
        System.exit(0);
    }

    static void take(Path folder) {
        for (int[] size : new int[][] {{1920, 1080}, {1280, 800}}) {
            for (boolean isDark : new boolean[] {true, false}) {
                String tail = "-" + size[0] + "x" + size[1] + (isDark ? "-dark" : "-light") + ".png";
                Headless.runOnFx(() -> take(folder, tail, Locale.ENGLISH, size, isDark));
            }
        }
        Headless.runOnFx(() -> take(folder, "-1280x800-german.png", Locale.GERMAN, new int[] {1280, 800}, true));
    }

    private static void take(Path folder, String tail, Locale locale, int[] size, boolean isDark) {
        try (ConsoleStage stage =
                new ConsoleStage(Files.createTempDirectory("tutti-console"), locale, size[0], size[1])) {
            if (!isDark) {
                stage.console().view().fireEvent(Keys.shortcut(KeyCode.T));
            }
            stage.pulse();
            stage.picture().write(folder.resolve("start" + tail));
            stage.attach();
            for (int second = 0; second < 125; second++) {
                stage.second(second);
            }
            for (String panel : PANELS) {
                stage.open(panel);
                stage.picture().write(folder.resolve(panel + tail));
            }
            stage.console().shell().toggleShortcuts();
            stage.picture().write(folder.resolve("keys" + tail));
            stage.console().shell().toggleShortcuts();
            stage.engine().leaves("It does not answer.");
            stage.picture().write(folder.resolve("away" + tail));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
