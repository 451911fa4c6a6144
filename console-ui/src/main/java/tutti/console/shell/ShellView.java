package tutti.console.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import tutti.console.link.Mirror;
import tutti.console.link.Mirror.Presence;
import tutti.console.panel.Panel;
import tutti.console.text.Texts;

/// Everything in the window: the header, the rail, and the panel that is open; or the start page while there is no
/// engine; and what lies over them for a moment.
///
/// Thread: the screen's.
public final class ShellView extends StackPane {
    private final Texts texts;
    private final Mirror mirror;
    private final Hands hands;
    private final List<Panel> panels;
    private final Page start;
    private final Header header;
    private final Rail rail;
    private final Label banner = new Label();
    private final StackPane stage = new StackPane();
    private final BorderPane frame = new BorderPane();
    private List<Panel> offered = List.of();
    private @Nullable Panel open;
    private @Nullable Node overlay;
    private @Nullable Node focusBeforeOverlay;
    private long shownStructure = -1;
    private long shownRevision = -1;

    /// What is shown while there is no engine.
    public interface Page {
        /// What it looks like.
        Node node();

        /// Where the keyboard goes.
        Node firstFocus();

        /// Once a pulse while it is shown.
        void onPulse(long nowNs);
    }

    /// What the window's own keys and buttons ask for.
    public interface Hands {
        /// Dark to light and back.
        void toggleTheme();

        /// Larger or smaller.
        ///
        /// @param percent 0 for the size of the beginning
        void scaleBy(int percent);

        /// Whether what has the focus is spoken.
        void speakFocus(boolean speaks);

        /// Leaves the engine.
        void leave();

        /// Ends the console.
        void quit();
    }

    /// @param panels all that there may be, in their order
    /// @param canSpeak whether there is anything here that speaks
    public ShellView(Texts texts, Mirror mirror, List<Panel> panels, Page start, Hands hands, boolean canSpeak) {
        this.texts = texts;
        this.mirror = mirror;
        this.panels = List.copyOf(panels);
        this.start = start;
        this.hands = hands;
        this.header = new Header(
                texts,
                mirror,
                new Header.Hands() {
                    @Override
                    public void toggleTheme() {
                        hands.toggleTheme();
                    }

                    @Override
                    public void scaleBy(int percent) {
                        hands.scaleBy(percent);
                    }

                    @Override
                    public void speakFocus(boolean speaks) {
                        hands.speakFocus(speaks);
                    }

                    @Override
                    public void showShortcuts() {
                        toggleShortcuts();
                    }

                    @Override
                    public void leave() {
                        hands.leave();
                    }
                },
                canSpeak);
        this.rail = new Rail(texts, this::open);
        getStyleClass().add("shell");
        banner.getStyleClass().add("away-banner");
        banner.setWrapText(true);
        banner.setMaxWidth(Double.MAX_VALUE);
        stage.getStyleClass().add("stage");
        frame.setTop(new VBox(header, banner));
        frame.setCenter(stage);
        getChildren().add(frame);
        addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        addEventHandler(KeyEvent.KEY_TYPED, this::onTyped);
        renew();
    }

    /// Shows these wishes.
    public void show(int scalePercent, boolean speaksFocus) {
        header.show(scalePercent, speaksFocus);
    }

    /// Once a pulse, after the news has been applied.
    public void onPulse(long nowNs) {
        if (mirror.structureRevision() != shownStructure) {
            shownStructure = mirror.structureRevision();
            renew();
        }
        if (mirror.revision() != shownRevision) {
            shownRevision = mirror.revision();
            header.renew();
        }
        if (isStart()) {
            start.onPulse(nowNs);
        } else if (open != null) {
            open.onPulse(nowNs);
        }
    }

    private boolean isStart() {
        return mirror.presence() instanceof Presence.Nowhere;
    }

    /// While the engine is away, the panels stay as they are and the banner says so.
    private void renew() {
        header.renew();
        boolean isAway = mirror.presence() instanceof Presence.Away;
        if (mirror.presence() instanceof Presence.Away(String why)) {
            banner.setText(texts.of(why.isBlank() ? "away" : "away.why", why));
        }
        banner.setVisible(isAway);
        banner.setManaged(isAway);
        stage.setDisable(isAway);
        boolean isCalling = mirror.presence() instanceof Presence.Calling;
        if (isStart() || isCalling) {
            offered = List.of();
            open = null;
            frame.setLeft(null);
        }
        if (isStart()) {
            if (!stage.getChildren().equals(List.of(start.node()))) {
                stage.getChildren().setAll(start.node());
                start.firstFocus().requestFocus();
            }
        } else if (isCalling || (offered.isEmpty() && !mirror.hasNodes())) {
            Label waiting = new Label(texts.of("waiting"));
            waiting.getStyleClass().addAll("muted", "hero-title");
            stage.getChildren().setAll(waiting);
        } else if (mirror.hasNodes()) {
            // An engine that has come back tells of its nodes a moment later: until then everything stays.
            offer();
        }
    }

    private void offer() {
        List<Panel> present = new ArrayList<>();
        panels.stream().filter(Panel::isPresent).forEach(present::add);
        if (!present.equals(offered)) {
            offered = present;
            frame.setLeft(present.isEmpty() ? null : rail);
            Panel stays = open != null && present.contains(open) ? open : null;
            if (stays != null) {
                rail.offer(present, stays);
            } else if (!present.isEmpty()) {
                rail.offer(present, present.getFirst());
                open(present.getFirst());
            }
        }
    }

    /// Shows a panel that is there.
    public void open(Panel panel) {
        open = panel;
        rail.select(panel);
        stage.getChildren().setAll(panel.node());
        panel.firstFocus().requestFocus();
    }

    /// The panels that there are now.
    public List<Panel> offered() {
        return offered;
    }

    private void onKey(KeyEvent event) {
        if (overlay != null) {
            return;
        }
        if (event.getCode() == KeyCode.F1) {
            event.consume();
            toggleShortcuts();
        } else if (event.isShortcutDown() && !event.isAltDown()) {
            onShortcut(event);
        }
    }

    private void onShortcut(KeyEvent event) {
        String key = event.getCode().getName();
        int panel = key.matches("[1-9]") ? Integer.parseInt(key) - 1 : -1;
        if (panel >= 0 && panel < offered.size()) {
            event.consume();
            open(offered.get(panel));
            return;
        }
        Runnable action = switch (event.getCode()) {
            case PLUS, ADD, EQUALS -> () -> hands.scaleBy(25);
            case MINUS, SUBTRACT -> () -> hands.scaleBy(-25);
            case DIGIT0, NUMPAD0 -> () -> hands.scaleBy(0);
            case T -> hands::toggleTheme;
            case Q -> hands::quit;
            default -> null;
        };
        if (action != null) {
            event.consume();
            action.run();
        }
    }

    /// `?` is a letter where one types.
    private void onTyped(KeyEvent event) {
        boolean isTyping = getScene() != null && getScene().getFocusOwner() instanceof TextInputControl;
        if (event.getCharacter().equals("?") && !isTyping) {
            event.consume();
            toggleShortcuts();
        }
    }

    /// Shows all keys, or takes the sheet away.
    public void toggleShortcuts() {
        if (overlay instanceof ShortcutSheet) {
            closeOverlay();
        } else if (overlay == null) {
            ShortcutSheet sheet = new ShortcutSheet(
                    texts,
                    panels.stream().flatMap(panel -> panel.keys().stream()).toList(),
                    this::closeOverlay);
            cover(sheet);
            sheet.takeFocus();
        }
    }

    /// Asks something.
    ///
    /// @param answers the first is what most people mean, the last one changes nothing
    public void ask(String title, String words, List<Answer> answers) {
        Question question = new Question(title, words, answers, this::closeOverlay);
        cover(question);
        question.takeFocus();
    }

    private void cover(Node node) {
        closeOverlay();
        focusBeforeOverlay = getScene() == null ? null : getScene().getFocusOwner();
        overlay = node;
        frame.setDisable(true);
        getChildren().add(node);
    }

    private void closeOverlay() {
        Node shown = overlay;
        if (shown != null) {
            overlay = null;
            getChildren().remove(shown);
            frame.setDisable(false);
            if (focusBeforeOverlay != null) {
                focusBeforeOverlay.requestFocus();
            }
        }
    }
}
