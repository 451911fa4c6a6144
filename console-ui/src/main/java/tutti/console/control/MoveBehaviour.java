package tutti.console.control;

import java.util.function.DoubleSupplier;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// What hands do to a [MovableControl].
///
/// A drag moves by its own way from wherever it begins, so that nothing jumps; with the control key a tenth of that.
/// The
/// wheel moves half a step a notch, arrow keys one, page keys six, with the control key a tenth; Home and End go to the
/// ends, Delete and a click with Alt to the neutral value. A double click, Enter or the first digit lets one type.
///
/// Thread: ui.
public final class MoveBehaviour {
    private static final double FINE = 0.1;
    private static final double WHEEL_STEPS = 0.5;
    private static final double PAGE_STEPS = 6;
    private static final double NOTCH_PIXELS = 40;

    private final MovableControl control;
    private final DoubleSupplier travelPixels;
    private double heldPosition;
    private double latestY;
    private boolean isHeld;

    /// Listens to the control's events.
    ///
    /// @param travelPixels how far a pointer goes from one end to the other
    public MoveBehaviour(MovableControl control, DoubleSupplier travelPixels) {
        this.control = control;
        this.travelPixels = travelPixels;
        control.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        control.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        control.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
        control.addEventHandler(ScrollEvent.SCROLL, this::scroll);
        control.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        control.addEventHandler(KeyEvent.KEY_TYPED, this::type);
    }

    private Hand hand() {
        return control.handProperty().get();
    }

    private Travel travel() {
        return control.travel();
    }

    private void press(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        control.requestFocus();
        event.consume();
        if (event.isAltDown()) {
            hand().move(travel().neutral());
        } else if (event.getClickCount() == 2) {
            control.typingProperty().get().accept("");
        } else {
            isHeld = true;
            heldPosition = travel().position(control.getValue());
            latestY = event.getScreenY();
            hand().take();
        }
    }

    private void drag(MouseEvent event) {
        if (!isHeld) {
            return;
        }
        // Each event by its own modifiers: pressing the control key half way does not make it jump.
        double way = (latestY - event.getScreenY()) / Math.max(1, travelPixels.getAsDouble());
        latestY = event.getScreenY();
        heldPosition = Math.clamp(heldPosition + way * (event.isShortcutDown() ? FINE : 1), 0, 1);
        hand().move(travel().value(heldPosition));
        event.consume();
    }

    private void release(MouseEvent event) {
        if (isHeld && event.getButton() == MouseButton.PRIMARY) {
            isHeld = false;
            hand().release();
            event.consume();
        }
    }

    private void scroll(ScrollEvent event) {
        // With Shift a wheel scrolls sideways: that belongs to the row of strips.
        if (event.getDeltaY() == 0 || event.isShiftDown() || event.isInertia()) {
            return;
        }
        double notches = event.getDeltaY() / NOTCH_PIXELS;
        step(notches * WHEEL_STEPS, event.isShortcutDown());
        event.consume();
    }

    private void step(double steps, boolean isFine) {
        hand().move(travel().stepped(control.getValue(), isFine ? steps * FINE : steps));
    }

    private void key(KeyEvent event) {
        boolean isFine = event.isShortcutDown();
        if (event.isAltDown() || event.isShiftDown() || (event.isMetaDown() && !isFine)) {
            return;
        }
        switch (event.getCode()) {
            case UP -> step(1, isFine);
            case DOWN -> step(-1, isFine);
            case PAGE_UP -> step(PAGE_STEPS, isFine);
            case PAGE_DOWN -> step(-PAGE_STEPS, isFine);
            case HOME -> hand().move(travel().max());
            case END -> hand().move(travel().min());
            case DELETE, BACK_SPACE -> hand().move(travel().neutral());
            case ENTER -> control.typingProperty().get().accept("");
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void type(KeyEvent event) {
        String typed = event.getCharacter();
        if (!event.isShortcutDown() && !event.isAltDown() && typed.matches("[-+0-9.,]")) {
            control.typingProperty().get().accept(typed);
            event.consume();
        }
    }
}
