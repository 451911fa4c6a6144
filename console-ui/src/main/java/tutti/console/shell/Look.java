package tutti.console.shell;

import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import tutti.console.theme.Theme;

/// How the window looks: the theme, the shell's stylesheets over it, and the size of everything, which stylesheets
/// count
/// in the size of letters.
public final class Look {
    /// A letter of the desk at 100 %, in pixels.
    private static final int LETTER_PX = 12;

    private static final List<String> SHEETS = List.of("shell.css", "pages.css", "start.css");

    private Look() {}

    /// Dresses a scene.
    public static void dress(Scene scene, boolean isDark, int scalePercent) {
        (isDark ? Theme.DARK : Theme.LIGHT).dress(scene);
        for (String sheet : SHEETS) {
            String url = Objects.requireNonNull(Look.class.getResource(sheet)).toExternalForm();
            if (!scene.getStylesheets().contains(url)) {
                scene.getStylesheets().add(url);
            }
        }
        scene.getRoot().setStyle("-fx-font-size: " + LETTER_PX * scalePercent / 100 + "px;");
    }
}
