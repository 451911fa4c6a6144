package tutti.console.mixer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.event.Event;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tutti.console.control.Fader;
import tutti.console.control.SwitchButton;
import tutti.console.headless.Headless;
import tutti.console.model.MoveHistory;
import tutti.console.model.Pulses;
import tutti.console.theme.Theme;

@ExtendWith(Headless.class)
class MixerViewTest {
    private final DemoDesk desk = DemoDesk.rehearsal((_, _) -> true);
    private final MixerModel mixer = new MixerModel(desk.tree(), new MoveHistory(() -> 0), new DeskLayout());
    private final MixerLook look = new MixerLook(Locale.ENGLISH);
    private final Pulses pulses = new Pulses();
    private Scene scene;

    @BeforeEach
    void show() {
        scene = Headless.onFx(this::opened);
    }

    private Scene opened() {
        look.inputShownProperty().set(true);
        look.sendsShownProperty().set(true);
        Scene opened = new Scene(new MixerView(mixer, look, pulses), 900, 900);
        Theme.LIGHT.dress(opened);
        Stage stage = new Stage();
        stage.setScene(opened);
        stage.show();
        opened.getRoot().layout();
        return opened;
    }

    @AfterEach
    void hide() {
        Headless.runOnFx(() -> scene.getWindow().hide());
    }

    private static List<Node> all(Node node) {
        List<Node> found = new ArrayList<>(List.of(node));
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> found.addAll(all(child)));
        }
        return found;
    }

    private Node named(String accessibleText) {
        return all(scene.getRoot()).stream()
                .filter(node -> accessibleText.equals(node.getAccessibleText())
                        && node.isFocusTraversable()
                        && node.isVisible())
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing is called " + accessibleText));
    }

    private void focus(String accessibleText) {
        Headless.runOnFx(() -> named(accessibleText).requestFocus());
    }

    private String focused() {
        return Headless.onFx(() -> scene.getFocusOwner().getAccessibleText());
    }

    private void press(KeyCode code, boolean isShift, boolean isControl) {
        Headless.runOnFx(() -> Event.fireEvent(
                scene.getFocusOwner(),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, isShift, isControl, false, false)));
    }

    private void press(KeyCode code) {
        press(code, false, false);
    }

    private void type(String character) {
        Headless.runOnFx(() -> Event.fireEvent(
                scene.getFocusOwner(),
                new KeyEvent(KeyEvent.KEY_TYPED, character, "", KeyCode.UNDEFINED, false, false, false, false)));
    }

    private double gainDb(int place) {
        return mixer.inSight().get(place).gainDb().value().get();
    }

    @Test
    void shouldNameEveryControlThatCanHaveTheFocus() {
        List<Node> controls = Headless.onFx(() ->
                all(scene.getRoot()).stream().filter(Node::isFocusTraversable).toList());

        assertTrue(controls.size() > 150, "only " + controls.size());
        for (Node control : controls) {
            assertNotNull(control.getAccessibleText(), control + " has no name");
            assertFalse(control.getAccessibleText().isBlank(), control + " has no name");
            assertFalse(control.getAccessibleRole() == AccessibleRole.NODE, control + " has no role");
        }
    }

    @Test
    void shouldGiveNoTwoControlsOneName() {
        Set<String> names = new HashSet<>();
        Headless.runOnFx(() -> all(scene.getRoot()).stream()
                .filter(node -> node instanceof Fader || node instanceof SwitchButton)
                .forEach(node ->
                        assertTrue(names.add(node.getAccessibleText()), node.getAccessibleText() + " is there twice")));

        assertTrue(names.contains("Mute anna guitar"));
    }

    @Test
    void shouldGoFromStripToStripAndKeepToTheControl() {
        focus("Solo bob main");

        press(KeyCode.RIGHT);
        assertEquals("Solo anna voice", focused());

        press(KeyCode.LEFT);
        press(KeyCode.LEFT);
        assertEquals("Solo bob main", focused());
    }

    @Test
    void shouldKeepToTheRowOfSends() {
        focus("Level of bob main in record");

        press(KeyCode.RIGHT);

        assertEquals("Level of anna voice in record", focused());
    }

    @Test
    void shouldComeToTheFaderWhereThereIsNoSuchControl() {
        focus("Pan of playback");

        press(KeyCode.RIGHT);

        assertEquals("Level of band", focused());
    }

    @Test
    void shouldMuteSoloAndListenByLetters() {
        focus("Level of bob main");

        press(KeyCode.M);
        press(KeyCode.S);
        press(KeyCode.P);
        press(KeyCode.F);

        ChannelModel bob = mixer.inSight().getFirst();
        assertTrue(bob.mute().on().get());
        assertTrue(bob.solo().on().get());
        assertTrue(bob.pfl().on().get());
        assertTrue(bob.soloSafe().on().get());
        press(KeyCode.M);
        assertFalse(bob.mute().on().get());
    }

    @Test
    void shouldTakeBackAndDoAgain() {
        focus("Level of bob main");
        press(KeyCode.UP);
        assertEquals(-5, gainDb(0), 1e-5);

        press(KeyCode.Z, false, true);
        assertEquals(-6, gainDb(0), 1e-5);

        press(KeyCode.Z, true, true);
        assertEquals(-5, gainDb(0), 1e-5);
    }

    @Test
    void shouldLetALevelBeTypedFromAnyControlOfTheStrip() {
        focus("Mute bob main");

        type("-");
        Headless.runOnFx(() -> ((TextField) scene.getFocusOwner()).appendText("12,5"));
        press(KeyCode.ENTER);

        assertEquals(-12.5, gainDb(0), 1e-5);
        assertEquals("Mute bob main", focused());
    }

    @Test
    void shouldLeaveTheLevelWhereTypingIsGivenUp() {
        focus("Level of bob main");

        type("3");
        press(KeyCode.M);
        press(KeyCode.ESCAPE);

        assertEquals(-6, gainDb(0), 1e-5);
        assertFalse(mixer.inSight().getFirst().mute().on().get(), "a letter in the field is no command");
    }

    @Test
    void shouldCarryAStripAndKeepTheFocusOnIt() {
        focus("Level of bob main");

        press(KeyCode.RIGHT, true, false);

        assertEquals("Level of bob main", focused());
        assertEquals("bob main", mixer.inSight().get(2).fullName());
    }

    @Test
    void shouldScrollToTheStripThatHasTheFocus() {
        focus("Level of bob main");
        for (int strip = 0; strip < 11; strip++) {
            press(KeyCode.RIGHT);
        }
        assertEquals("Level of playback", focused());

        Headless.runOnFx(() -> {
            Node playback = named("Level of playback");
            double right = playback.localToScene(playback.getBoundsInLocal()).getMaxX();
            Node outputs = scene.getRoot().lookup(".outputs");
            assertTrue(right <= outputs.localToScene(0, 0).getX() + 1, "it lies under the buses");
        });
    }

    @Test
    void shouldStopWhenItLeavesTheScene() {
        Headless.runOnFx(() -> {
            pulses.beat(1);
            desk.measure("/strip/bob/main", -3, -9);
            scene.setRoot(new Group());
            pulses.beat(2_000_000_000L);
        });

        assertEquals(-144, mixer.inSight().getFirst().meter().ballistics().peakDb());
    }

    @Test
    void shouldShowNewStripsWithTheNextPulse() {
        Headless.runOnFx(() -> {
            desk.player("zoe", "direct", 9, 0, 0, "flute");
            pulses.beat(1);
        });

        assertNotNull(named("Level of zoe flute"));
    }
}
