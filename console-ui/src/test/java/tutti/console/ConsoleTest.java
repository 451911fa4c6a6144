package tutti.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.console.headless.Headless;
import tutti.console.panel.Panel;
import tutti.engine.control.tree.Value;

@ExtendWith(Headless.class)
class ConsoleTest {
    @TempDir
    Path folder;

    private void on(Consumer<ConsoleStage> test) {
        Headless.runOnFx(() -> {
            try (ConsoleStage stage = new ConsoleStage(folder, Locale.ENGLISH, 1280, 800)) {
                test.accept(stage);
            }
        });
    }

    private static Stream<Node> all(Node node) {
        return node instanceof Parent parent
                ? Stream.concat(
                        Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(ConsoleTest::all))
                : Stream.of(node);
    }

    private static <T extends Node> T find(ConsoleStage stage, Class<T> type, Predicate<T> wanted) {
        return all(stage.settled().getRoot())
                .filter(type::isInstance)
                .map(type::cast)
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no such " + type.getSimpleName() + "."));
    }

    private static ButtonBase button(ConsoleStage stage, String spoken) {
        return find(stage, ButtonBase.class, each -> spoken.equals(each.getAccessibleText()));
    }

    private static boolean says(ConsoleStage stage, String words) {
        return all(stage.settled().getRoot())
                .filter(Node::isVisible)
                .anyMatch(node -> node instanceof Labeled labeled
                        && labeled.getText() != null
                        && labeled.getText().contains(words));
    }

    private static List<String> panels(ConsoleStage stage) {
        return stage.console().shell().offered().stream().map(Panel::name).toList();
    }

    @Test
    void shouldOfferExactlyWhatTheEngineHas() {
        on(stage -> {
            assertEquals(List.of(), panels(stage));
            stage.attach();
            assertEquals(List.of("mixer", "people", "chat", "scenes", "doctor", "statistics"), panels(stage));
            stage.engine().loses("/scene");
            stage.engine().loses("/room");
            stage.pulse();
            assertEquals(List.of("mixer", "doctor", "statistics"), panels(stage));
        });
    }

    @Test
    void shouldSayAtOnceThatTheEngineIsAwayAndComeBackByItself() {
        on(stage -> {
            stage.attach();
            stage.engine().leaves("It does not answer.");
            stage.pulse();
            assertTrue(says(stage, "It does not answer."));
            assertTrue(all(stage.settled().getRoot())
                    .filter(node -> node.getStyleClass().contains("stage"))
                    .allMatch(Node::isDisabled));

            stage.engine().returns();
            stage.pulse();
            assertFalse(says(stage, "It does not answer."));
            assertEquals(6, panels(stage).size());
        });
    }

    @Test
    void shouldStayOnThePanelThatWasOpen() {
        on(stage -> {
            stage.attach();
            stage.open("doctor");
            stage.engine().leaves("It does not answer.");
            stage.pulse();
            stage.engine().returns();
            stage.pulse();
            assertTrue(says(stage, "Where the time goes"));
            stage.engine().loses("/scene");
            stage.pulse();
            assertTrue(says(stage, "Where the time goes"));
        });
    }

    @Test
    void shouldOpenPanelsByKeys() {
        on(stage -> {
            stage.attach();
            stage.console().view().fireEvent(Keys.shortcut(KeyCode.DIGIT4));
            stage.pulse();
            assertTrue(says(stage, "A scene is the whole desk"));
            stage.console().view().fireEvent(Keys.shortcut(KeyCode.DIGIT9));
            stage.pulse();
            assertTrue(says(stage, "A scene is the whole desk"), "There is no ninth panel.");
        });
    }

    @Test
    void shouldChangeSizeAndThemeByKeysAndRememberThem() {
        on(stage -> {
            assertTrue(stage.settings().isDark());
            stage.console().view().fireEvent(Keys.shortcut(KeyCode.T));
            stage.console().view().fireEvent(Keys.shortcut(KeyCode.PLUS));
            stage.console().view().fireEvent(Keys.shortcut(KeyCode.PLUS));
            assertEquals(150, stage.settings().scalePercent());
            for (int times = 0; times < 20; times++) {
                stage.console().view().fireEvent(Keys.shortcut(KeyCode.PLUS));
            }
            assertEquals(300, stage.settings().scalePercent());
        });
        on(stage -> {
            assertFalse(stage.settings().isDark());
            assertEquals(300, stage.settings().scalePercent());
            stage.console().view().fireEvent(Keys.shortcut(KeyCode.DIGIT0));
            assertEquals(100, stage.settings().scalePercent());
        });
    }

    @Test
    void shouldShowAllKeysAtAQuestionMark() {
        on(stage -> {
            stage.attach();
            stage.console().view().fireEvent(Keys.type("?"));
            stage.picture();
            assertTrue(says(stage, "Faders and knobs"));
            stage.scene().getFocusOwner().fireEvent(Keys.press(KeyCode.ESCAPE));
            assertFalse(says(stage, "Faders and knobs"));
        });
    }

    @Test
    void shouldLetAQuestionMarkBeTyped() {
        on(stage -> {
            stage.attach();
            stage.open("chat");
            TextField words = find(stage, TextField.class, each -> true);
            words.requestFocus();
            words.fireEvent(Keys.type("?"));
            assertFalse(says(stage, "Faders and knobs"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "mixer", "people", "chat", "scenes", "doctor", "statistics"})
    void shouldHaveANameForEverythingThatTakesTheFocus(String panel) {
        on(stage -> {
            if (!panel.equals("start")) {
                stage.attach();
                stage.open(panel);
            }
            stage.picture();
            List<Node> takers = all(stage.settled().getRoot())
                    .filter(Node::isFocusTraversable)
                    .toList();
            List<String> nameless = takers.stream()
                    .filter(node -> node.getAccessibleText() == null
                            || node.getAccessibleText().isBlank())
                    .map(Node::toString)
                    .toList();

            assertTrue(takers.size() > 5, "Something can be reached: " + takers.size());
            assertEquals(List.of(), nameless);
        });
    }

    @Test
    void shouldStoreRecallAndDeleteScenesAndAskFirst() {
        on(stage -> {
            stage.attach();
            stage.open("scenes");
            find(stage, TextField.class, each -> "Name of a scene".equals(each.getAccessibleText()))
                    .setText("Bridge");
            button(stage, "Store").fire();
            button(stage, "Recall the scene Encore").fire();
            ButtonBase delete = button(stage, "Delete the scene Encore");
            delete.fire();
            assertEquals(
                    List.of("/scene/store Bridge", "/scene/recall Encore"),
                    stage.engine().asked());
            delete.fire();
            assertEquals("/scene/delete Encore", stage.engine().asked().getLast());
        });
    }

    @Test
    void shouldManageThePeople() {
        on(stage -> {
            stage.attach();
            stage.open("people");
            button(stage, "Mute bob for everybody").fire();
            ButtonBase ban = button(stage, "Ban dmitri for good; the invite changes");
            ban.fire();
            ban.fire();
            roles(stage, "Role of carla").setValue("listener");
            assertEquals(
                    List.of(
                            "/room/member/bob/muted on",
                            "/room/member/dmitri/ban do",
                            "/room/member/carla/role listener"),
                    stage.engine().asked());
            stage.engine().set("/room/member/carla/role", Value.of("engineer"));
            stage.second(1);
            assertEquals("engineer", roles(stage, "Role of carla").getValue(), "The room has the last word.");
            assertEquals(3, stage.engine().asked().size(), "What is only shown is not asked for.");
        });
    }

    @SuppressWarnings("unchecked") // the panel fills it with words
    private static ComboBox<String> roles(ConsoleStage stage, String spoken) {
        return find(stage, ComboBox.class, each -> spoken.equals(each.getAccessibleText()));
    }

    @Test
    void shouldCoverTheInviteUntilAsked() {
        on(stage -> {
            stage.attach();
            stage.open("people");
            TextInputControl words =
                    find(stage, TextInputControl.class, each -> "Invite".equals(each.getAccessibleText()));
            assertEquals("", words.getText());
            button(stage, "Show it here").fire();
            assertEquals(SampleEngine.INVITE, words.getText());
            button(stage, "Copy the invite").fire();
            assertEquals(SampleEngine.INVITE, Clipboard.getSystemClipboard().getString());
        });
    }

    @Test
    void shouldHostAndTurnToItsEngine() {
        on(stage -> {
            button(stage, "Open my room").fire();
            assertEquals("host", stage.started().getFirst().getFirst());
            assertTrue(stage.isRunning());
            stage.ears().onSentence("Your router lets the others in.");
            assertTrue(says(stage, "Your router lets the others in."));
            door(stage);
            stage.await(() -> panels(stage).size() == 6);

            button(stage, "Leave").fire();
            button(stage, "Stop playing").fire();
            assertFalse(stage.isRunning());
            stage.pulse();
            assertTrue(says(stage, "Play together"));
        });
    }

    private static void door(ConsoleStage stage) {
        try {
            Files.createDirectories(stage.door().getParent());
            Files.writeString(stage.door(), "{}");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        stage.ears().onDoor(stage.door());
    }

    @Test
    void shouldJoinWithAnInviteAndRememberTheRoom() {
        on(stage -> {
            TextField invite = find(stage, TextField.class, each -> "tutti://…".equals(each.getAccessibleText()));
            assertTrue(button(stage, "Join").isDisabled());
            invite.setText("tutti://nonsense");
            assertTrue(button(stage, "Join").isDisabled());
            invite.setText(SampleEngine.INVITE);
            assertTrue(says(stage, "Leads to 203.0.113.7:4464"));
            button(stage, "Join").fire();
            assertEquals(
                    List.of("join", SampleEngine.INVITE),
                    stage.started().getFirst().subList(0, 2));
            door(stage);
            stage.await(() -> !panels(stage).isEmpty());
        });
        on(stage -> assertTrue(says(stage, "203.0.113.7:4464/k3j5n7q2k3j5n7q2"), "The room is listed next time."));
    }

    @Test
    void shouldSayWhyAnEngineDidNotStart() {
        on(stage -> {
            button(stage, "Open my room").fire();
            stage.ears().onSentence("tutti: There is no JACK server; start one with jackd.");
            stage.ears().onEnd(2);
            assertTrue(says(stage, "There is no JACK server; start one with jackd."));
        });
    }

    @Test
    void shouldAskBeforeItFollowsALink() {
        on(stage -> {
            stage.console().offerInvite(SampleEngine.INVITE);
            assertTrue(says(stage, "203.0.113.7:4464/k3j5n7q2k3j5n7q2"));
            assertEquals(List.of(), stage.started());
            button(stage, "Show it on the start page").fire();
            assertEquals(List.of(), stage.started(), "Even then only a press on Join joins.");
            assertFalse(button(stage, "Join").isDisabled());

            stage.console().offerInvite("tutti://nonsense\u0000");
            assertTrue(says(stage, "This link leads nowhere"));
        });
    }

    @Test
    void shouldListTheEnginesThatRun() throws IOException {
        Files.createDirectories(folder.resolve("doors"));
        Files.writeString(folder.resolve("doors").resolve("bob-1.json"), "{}");
        on(stage -> {
            stage.pulse();
            button(stage, "Mix the engine of bob").fire();
            stage.await(() -> !panels(stage).isEmpty());
        });
    }

    @Test
    void shouldTryTheSoundWithAnEngineOfItsOwn() {
        on(stage -> {
            button(stage, "Listen to my inputs").fire();
            assertTrue(stage.started().getFirst().contains("--direct"));
            door(stage);
            stage.await(() -> says(stage, "dB: good"));
            assertTrue(says(stage, "nothing to be heard"), "The voice is silent.");
            button(stage, "Stop listening").fire();
            assertFalse(stage.isRunning());
            button(stage, "Examine this computer").fire();
            assertTrue(says(stage, "Join the group audio and log in again."));
        });
    }

    @Test
    void shouldNotEndAnEngineWithTheConsole() {
        on(stage -> {
            button(stage, "Open my room").fire();
            stage.console().quit();
            assertFalse(stage.hasQuit(), "It asks.");
            button(stage, "Let it play on").fire();
            assertTrue(stage.hasQuit());
            assertTrue(stage.isRunning());
        });
        on(stage -> {
            stage.console().quit();
            assertTrue(stage.hasQuit(), "With no engine of its own there is nothing to ask.");
        });
    }

    @Test
    void shouldMoveAFaderOfTheMixer() {
        on(stage -> {
            stage.attach();
            stage.picture();
            Node fader = all(stage.settled().getRoot())
                    .filter(node -> node.getStyleClass().contains("fader"))
                    .findFirst()
                    .orElseThrow();
            fader.requestFocus();
            fader.fireEvent(Keys.press(KeyCode.UP));
            assertEquals(1, stage.engine().asked().size());
            assertTrue(
                    stage.engine().asked().getFirst().startsWith("/strip/bob/main/gain -5."),
                    stage.engine().asked().toString());
        });
    }

    @Test
    void shouldDescribeTheConnections() {
        on(stage -> {
            stage.attach();
            for (int second = 0; second < 70; second++) {
                stage.second(second);
            }
            stage.open("doctor");
            assertTrue(says(stage, "Nothing to be done"));
            assertTrue(says(stage, "Through a relay"));
            assertTrue(says(stage, "Network 61.0 ms"));
        });
    }

    @Test
    void shouldReadItsNumbersInGerman() {
        List<String> told = new ArrayList<>();
        Headless.runOnFx(() -> {
            try (ConsoleStage stage = new ConsoleStage(folder, Locale.GERMAN, 1280, 800)) {
                stage.attach();
                stage.open("doctor");
                all(stage.settled().getRoot())
                        .filter(Label.class::isInstance)
                        .forEach(label -> told.add(((Label) label).getText()));
                all(stage.settled().getRoot())
                        .filter(Button.class::isInstance)
                        .forEach(button -> told.add(((Button) button).getText()));
            }
        });
        assertTrue(told.contains("Netz 61,0 ms"), told.toString());
        assertTrue(told.contains("Verlassen"), told.toString());
    }
}
