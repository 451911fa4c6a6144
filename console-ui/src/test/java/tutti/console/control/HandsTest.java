package tutti.console.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tutti.console.headless.Headless;
import tutti.console.theme.Theme;

/// The headless robot loses drags and modifiers, so events are handed to the controls.
@ExtendWith(Headless.class)
class HandsTest {
    private final List<String> asked = new ArrayList<>();
    private final List<String> typed = new ArrayList<>();
    private Fader fader;

    @BeforeEach
    void show() {
        fader = Headless.onFx(() -> {
            Fader made = new Fader();
            made.handProperty().set(new Hand() {
                @Override
                public void take() {
                    asked.add("take");
                }

                @Override
                public void move(double value) {
                    asked.add("move");
                    made.valueProperty().set(value);
                }

                @Override
                public void release() {
                    asked.add("release");
                }
            });
            made.typingProperty().set(typed::add);
            Scene scene = new Scene(new Group(made));
            Theme.DARK.dress(scene);
            scene.getRoot().applyCss();
            made.resize(60, 440);
            made.layout();
            return made;
        });
    }

    private void fire(Event event) {
        Headless.runOnFx(() -> Event.fireEvent(fader, event));
    }

    private static MouseEvent mouse(EventType<MouseEvent> type, double y, int clicks, boolean isFine, boolean isAlt) {
        return new MouseEvent(
                type,
                10,
                y,
                10,
                y,
                MouseButton.PRIMARY,
                clicks,
                false,
                isFine,
                isAlt,
                false,
                true,
                false,
                false,
                false,
                false,
                false,
                null);
    }

    private void press(double y) {
        fire(mouse(MouseEvent.MOUSE_PRESSED, y, 1, false, false));
    }

    private void drag(double y, boolean isFine) {
        fire(mouse(MouseEvent.MOUSE_DRAGGED, y, 1, isFine, false));
    }

    private void key(KeyCode code, boolean isFine) {
        fire(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, isFine, false, false));
    }

    private void scroll(double deltaY, boolean isFine) {
        fire(new ScrollEvent(
                ScrollEvent.SCROLL,
                0,
                0,
                0,
                0,
                false,
                isFine,
                false,
                false,
                false,
                false,
                0,
                deltaY,
                0,
                deltaY,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null));
    }

    /// The thumb is 36 px high and there are 6 px of padding: 398 px are the whole way.
    private static double ofTheWay(double pixels) {
        return pixels / 398;
    }

    @Test
    void shouldNotJumpWhenADragBeginsOffTheThumb() {
        press(400);
        assertEquals(0, fader.getValue());

        drag(400 - 39.8, false);
        fire(mouse(MouseEvent.MOUSE_RELEASED, 360, 1, false, false));

        assertEquals(0.75 + ofTheWay(39.8), fader.travel().position(fader.getValue()), 1e-9);
        assertEquals(List.of("take", "move", "release"), asked);
    }

    @Test
    void shouldMoveATenthWithTheControlKeyAndNotJumpWhenItIsPressedHalfWay() {
        press(100);
        drag(120, false);
        double before = fader.travel().position(fader.getValue());

        drag(140, true);

        assertEquals(before - ofTheWay(2), fader.travel().position(fader.getValue()), 1e-9);
    }

    @Test
    void shouldTakeTheWayBackFromBeyondTheEnd() {
        press(100);
        drag(-900, false);
        assertEquals(10, fader.getValue());

        drag(-890, false);

        assertEquals(1 - ofTheWay(10), fader.travel().position(fader.getValue()), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "UP, false, 1",
        "DOWN, false, -1",
        "UP, true, 0.1",
        "PAGE_DOWN, false, -6",
        "HOME, false, 10",
        "END, false, -144"
    })
    void shouldObeyKeys(KeyCode code, boolean isFine, double toDb) {
        key(code, isFine);

        assertEquals(toDb, fader.getValue(), 1e-9);
    }

    @Test
    void shouldGoBackToNeutral() {
        key(KeyCode.END, false);
        key(KeyCode.DELETE, false);
        assertEquals(0, fader.getValue());

        key(KeyCode.HOME, false);
        fire(mouse(MouseEvent.MOUSE_PRESSED, 10, 1, false, true));
        assertEquals(0, fader.getValue());
    }

    @ParameterizedTest
    @CsvSource({"40, false, 0.5", "-80, false, -1", "40, true, 0.05"})
    void shouldObeyTheWheel(double deltaY, boolean isFine, double toDb) {
        scroll(deltaY, isFine);

        assertEquals(toDb, fader.getValue(), 1e-9);
    }

    @Test
    void shouldLetOneType() {
        fire(mouse(MouseEvent.MOUSE_PRESSED, 10, 2, false, false));
        fire(new KeyEvent(KeyEvent.KEY_TYPED, "7", "", KeyCode.UNDEFINED, false, false, false, false));
        fire(new KeyEvent(KeyEvent.KEY_TYPED, "x", "", KeyCode.UNDEFINED, false, false, false, false));
        key(KeyCode.ENTER, false);

        assertEquals(List.of("", "7", ""), typed);
    }

    @Test
    void shouldShowOnlyWhatComesBack() {
        Headless.runOnFx(() -> fader.handProperty().set(Hand.NOBODY));

        key(KeyCode.HOME, false);

        assertEquals(0, fader.getValue());
    }

    @Test
    void shouldSpeakItsLevel() {
        NumberWords words = new NumberWords(Locale.ENGLISH);
        Headless.runOnFx(() -> {
            fader.wordsProperty().set(words::levelDb);
            fader.valueProperty().set(-6);
        });

        assertEquals("−6.0 dB", fader.queryAccessibleAttribute(AccessibleAttribute.VALUE_STRING));
        assertTrue(fader.isFocusTraversable());
    }
}
