package tutti.console.control;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseDragEvent;
import javafx.scene.input.MouseEvent;

/// Draws a [SwitchButton] and presses it: at once when the pointer goes down, as a desk does, and every other one of
/// its
/// kind that the pointer is dragged across, to the same state.
final class SwitchButtonSkin extends SkinBase<SwitchButton> {
    private final Label letter = new Label();

    SwitchButtonSkin(SwitchButton button) {
        super(button);
        letter.getStyleClass().setAll("letter");
        letter.setMouseTransparent(true);
        letter.textProperty()
                .bind(Bindings.createStringBinding(() -> button.letterProperty().get(), button.letterProperty()));
        getChildren().add(letter);
        button.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        button.addEventHandler(MouseEvent.DRAG_DETECTED, _ -> button.startFullDrag());
        button.addEventHandler(MouseDragEvent.MOUSE_DRAG_ENTERED, this::paint);
        button.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    @Override
    protected double computePrefWidth(double height, double top, double right, double bottom, double left) {
        return left + letter.prefWidth(-1) + right;
    }

    @Override
    protected double computeMinWidth(double height, double top, double right, double bottom, double left) {
        return left + right;
    }

    @Override
    protected double computeMaxWidth(double height, double top, double right, double bottom, double left) {
        return Double.MAX_VALUE;
    }

    @Override
    protected void layoutChildren(double x, double y, double width, double height) {
        letter.resizeRelocate(x, y, width, height);
    }

    private void press(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY) {
            getSkinnable().requestFocus();
            getSkinnable().press();
            event.consume();
        }
    }

    private void paint(MouseDragEvent event) {
        SwitchButton button = getSkinnable();
        if (event.getGestureSource() instanceof SwitchButton source
                && source != button
                && source.getStyleClass().equals(button.getStyleClass())
                && source.onProperty().get() != button.onProperty().get()) {
            button.press();
            event.consume();
        }
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.ENTER) {
            getSkinnable().press();
            event.consume();
        }
    }
}
