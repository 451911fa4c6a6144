package tutti.console.panel;

import java.util.Map;
import javafx.scene.control.Label;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A picture that says what a button is for. It is a letter of a font, so its size follows that of the letters around
/// it
/// as the stylesheet says; Ikonli's own node would grow with every pass over the stylesheet.
public final class Icon extends Label {
    private static final Map<String, Feather> PICTURES = Map.ofEntries(
            Map.entry("mixer", Feather.SLIDERS),
            Map.entry("people", Feather.USERS),
            Map.entry("chat", Feather.MESSAGE_SQUARE),
            Map.entry("patchbay", Feather.GIT_MERGE),
            Map.entry("scenes", Feather.LAYERS),
            Map.entry("doctor", Feather.ACTIVITY),
            Map.entry("statistics", Feather.BAR_CHART_2),
            Map.entry("smaller", Feather.ZOOM_OUT),
            Map.entry("larger", Feather.ZOOM_IN),
            Map.entry("theme", Feather.SUN),
            Map.entry("speak", Feather.VOLUME_2),
            Map.entry("shortcuts", Feather.HELP_CIRCLE));

    /// @param name what it stands for; something general if there is no picture of it
    public Icon(String name) {
        Feather picture = PICTURES.getOrDefault(name, Feather.CIRCLE);
        // Ikonli's own node loads the font, which the stylesheet then finds by its name.
        setText(FontIcon.of(picture).getText());
        getStyleClass().add("icon");
        setMouseTransparent(true);
    }
}
