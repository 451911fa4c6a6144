package tutti.console.shell;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import tutti.console.panel.Icon;
import tutti.console.panel.Panel;
import tutti.console.text.Texts;

/// The panels that there are, one button each.
final class Rail extends VBox {
    private final Texts texts;
    private final Consumer<Panel> open;
    private ToggleGroup group = new ToggleGroup();

    /// @param open shows a panel
    Rail(Texts texts, Consumer<Panel> open) {
        this.texts = texts;
        this.open = open;
        getStyleClass().add("rail");
    }

    /// Offers these panels.
    ///
    /// @param shown which of them is seen
    void offer(List<Panel> panels, Panel shown) {
        group = new ToggleGroup();
        getChildren().clear();
        for (Panel panel : panels) {
            String title = texts.of("panel." + panel.name());
            ToggleButton button = new ToggleButton(title, new Icon(panel.name()));
            button.getStyleClass().add("rail-button");
            button.setToggleGroup(group);
            button.setUserData(panel);
            button.setAccessibleText(title);
            button.setTooltip(
                    new Tooltip(texts.of("rail.tooltip", title, getChildren().size() + 1)));
            button.setOnAction(_ -> {
                // A press on the panel that is open already does not close it.
                button.setSelected(true);
                open.accept(panel);
            });
            getChildren().add(button);
        }
        select(shown);
    }

    /// Marks the panel that is seen.
    void select(Panel shown) {
        group.getToggles().forEach(toggle -> toggle.setSelected(shown.equals(toggle.getUserData())));
    }
}
