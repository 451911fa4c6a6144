package tutti.console.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import tutti.console.panel.KeyChapter;
import tutti.console.text.Texts;

/// All keys on one sheet, over whatever is shown; any of Escape, `?` or its button takes it away.
final class ShortcutSheet extends StackPane {
    private final Button close;

    /// @param chapters the keys of the panels, after those that are good everywhere
    ShortcutSheet(Texts texts, List<KeyChapter> chapters, Runnable onClose) {
        getStyleClass().add("overlay");
        Label title = new Label(texts.of("shortcuts.title"));
        title.getStyleClass().add("page-title");
        close = new Button(texts.of("shortcuts.close"));
        close.setAccessibleText(texts.of("shortcuts.close"));
        close.setOnAction(_ -> onClose.run());
        GridPane grid = new GridPane();
        grid.getStyleClass().add("shortcuts");
        List<KeyChapter> all = new ArrayList<>();
        all.add(KeyChapter.of(texts.of("shortcuts.everywhere"), texts.of("shortcuts.everywhere.keys")));
        all.addAll(chapters);
        int row = 0;
        for (KeyChapter chapter : all) {
            Label head = new Label(chapter.title());
            head.getStyleClass().add("card-title");
            grid.add(head, 0, row++, 2, 1);
            for (KeyChapter.Line line : chapter.lines()) {
                Label keys = new Label(line.keys());
                keys.getStyleClass().add("keys");
                grid.addRow(row++, keys, new Label(line.words()));
            }
        }
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.setAccessibleText(texts.of("shortcuts.title"));
        VBox sheet = new VBox(title, scroll, close);
        sheet.getStyleClass().addAll("card", "sheet");
        sheet.setMaxHeight(USE_PREF_SIZE);
        getChildren().add(sheet);
        setOnMouseClicked(event -> {
            if (event.getTarget() == this) {
                onClose.run();
            }
        });
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                onClose.run();
            }
        });
    }

    /// Where the keyboard goes.
    void takeFocus() {
        close.requestFocus();
    }
}
