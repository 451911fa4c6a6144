package tutti.console.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;

/// How the console looks.
public enum Theme {
    /// For a dark room.
    DARK(new PrimerDark(), "dark.css"),
    /// For daylight.
    LIGHT(new PrimerLight(), "light.css");

    private final String base;
    private final String file;

    Theme(atlantafx.base.theme.Theme base, String file) {
        this.base = base.getUserAgentStylesheet();
        this.file = file;
    }

    /// Dresses a scene in it, instead of what it wore. Thread: ui.
    public void dress(Scene scene) {
        scene.setUserAgentStylesheet(base);
        List<String> ours = List.of(url("desk.css"), url(file));
        scene.getStylesheets().removeIf(sheet -> sheet.startsWith(url("")));
        scene.getStylesheets().addAll(0, ours);
    }

    private static String url(String file) {
        String desk = Objects.requireNonNull(Theme.class.getResource("desk.css"), "desk.css")
                .toExternalForm();
        return desk.substring(0, desk.lastIndexOf('/') + 1) + file;
    }
}
