package tutti.console.control;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/// Draws a [LevelField] as a label, over which a text field lies while somebody types.
final class LevelFieldSkin extends SkinBase<LevelField> {
    private final Label shown = new Label();
    private final TextField editor = new TextField();
    private @Nullable Node cameFrom;

    LevelFieldSkin(LevelField field) {
        super(field);
        shown.getStyleClass().setAll("shown");
        shown.setMouseTransparent(true);
        editor.getStyleClass().add("editor");
        editor.setVisible(false);
        editor.accessibleTextProperty().bind(field.accessibleTextProperty());
        getChildren().addAll(shown, editor);
        registerChangeListener(field.valueProperty(), _ -> show());
        registerChangeListener(field.wordsProperty(), _ -> show());
        field.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && !editor.isVisible()) {
                edit("");
                event.consume();
            }
        });
        editor.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        editor.focusedProperty().addListener((_, _, isFocused) -> {
            if (!isFocused && editor.isVisible()) {
                close(true, false);
            }
        });
        show();
    }

    private void show() {
        shown.setText(getSkinnable().shownWords());
    }

    void edit(String begun) {
        cameFrom = getSkinnable().getScene() == null
                ? null
                : getSkinnable().getScene().getFocusOwner();
        editor.setText(begun.isEmpty() ? getSkinnable().shownWords() : begun);
        editor.setVisible(true);
        shown.setVisible(false);
        editor.requestFocus();
        if (begun.isEmpty()) {
            editor.selectAll();
        } else {
            editor.positionCaret(begun.length());
        }
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.ESCAPE) {
            close(event.getCode() == KeyCode.ENTER, true);
            event.consume();
        }
    }

    private void close(boolean isTaken, boolean goesBack) {
        editor.setVisible(false);
        shown.setVisible(true);
        if (isTaken) {
            getSkinnable().take(editor.getText());
        }
        Node back = cameFrom;
        cameFrom = null;
        if (goesBack && back != null) {
            back.requestFocus();
        }
    }

    @Override
    protected double computePrefWidth(double height, double top, double right, double bottom, double left) {
        return left + shown.prefWidth(height) + right;
    }

    @Override
    protected double computeMinWidth(double height, double top, double right, double bottom, double left) {
        return left + right;
    }

    @Override
    protected double computePrefHeight(double width, double top, double right, double bottom, double left) {
        return top + shown.prefHeight(width) + bottom;
    }

    @Override
    protected double computeMinHeight(double width, double top, double right, double bottom, double left) {
        return computePrefHeight(width, top, right, bottom, left);
    }

    @Override
    protected void layoutChildren(double x, double y, double width, double height) {
        shown.resizeRelocate(x, y, width, height);
        editor.resizeRelocate(0, 0, getSkinnable().getWidth(), getSkinnable().getHeight());
    }
}
