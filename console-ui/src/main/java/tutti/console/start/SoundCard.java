package tutti.console.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import tutti.console.panel.ShareBar;
import tutti.console.panel.Timed;
import tutti.console.text.Texts;

/// Tries the sound system before anybody else can hear it: an engine that plays to nobody shows the levels of what is
/// played here. Beside it, what `tutti check` has to say.
public final class SoundCard extends VBox {
    private static final long READ_NS = 33_000_000;

    private final Texts texts;
    private final Hands hands;
    private final LevelCheck check;
    private final Button listen = new Button();
    private final Label sentence = new Label();
    private final VBox levels = new VBox();
    private final Button examine;
    private final VBox findings = new VBox();
    private final List<ShareBar> bars = new ArrayList<>();
    private final List<Label> figures = new ArrayList<>();
    private final Timed reading = new Timed(READ_NS);
    private List<String> shownTracks = List.of();
    private boolean isListening;

    /// What the card asks for.
    public interface Hands {
        /// Starts the engine that is tried.
        void listen();

        /// Ends it.
        void stopListening();

        /// Applies what that engine says. Once a pulse.
        void renew();

        /// Runs the self-test; its answer comes by [#show].
        void examine();
    }

    /// @param check sees the engine that is tried
    public SoundCard(Texts texts, LevelCheck check, Hands hands) {
        this.texts = texts;
        this.check = check;
        this.hands = hands;
        getStyleClass().addAll("card", "sound-card");
        Label title = new Label(texts.of("sound.title"));
        title.getStyleClass().add("card-title");
        Label explanation = new Label(texts.of("sound.explanation"));
        explanation.getStyleClass().add("muted");
        explanation.setWrapText(true);
        listen.setOnAction(_ -> listen(!isListening));
        sentence.setWrapText(true);
        levels.getStyleClass().add("levels");
        examine = new Button(texts.of("sound.examine"));
        examine.setAccessibleText(texts.of("sound.examine"));
        examine.setOnAction(_ -> {
            examine.setDisable(true);
            say(texts.of("sound.examining"));
            hands.examine();
        });
        findings.getStyleClass().add("findings");
        HBox buttons = new HBox(listen, examine);
        buttons.getStyleClass().add("row");
        getChildren().addAll(title, explanation, buttons, sentence, levels, findings);
        say("");
        showListening();
    }

    private void listen(boolean listens) {
        isListening = listens;
        if (listens) {
            check.restart();
            say(texts.of("sound.starting"));
            hands.listen();
        } else {
            hands.stopListening();
            say("");
            levels.getChildren().clear();
            shownTracks = List.of();
        }
        showListening();
    }

    private void showListening() {
        listen.setText(texts.of(isListening ? "sound.stop" : "sound.listen"));
        listen.setAccessibleText(listen.getText());
    }

    /// The engine that is tried has another sound system now: tried anew, if it was.
    void driverChanged() {
        if (isListening) {
            listen(false);
            listen(true);
        }
    }

    /// Says something about the trial.
    public void say(String words) {
        sentence.setText(words);
        sentence.setVisible(!words.isEmpty());
        sentence.setManaged(!words.isEmpty());
    }

    /// The engine that was tried has ended by itself.
    public void ended(String why) {
        isListening = false;
        levels.getChildren().clear();
        shownTracks = List.of();
        say(why);
        showListening();
    }

    /// Ends the trial, because playing begins.
    public void stop() {
        if (isListening) {
            listen(false);
        }
    }

    /// Whether anything was heard.
    boolean wasHeard() {
        return check.wasHeard();
    }

    /// Shows what the self-test found.
    public void show(List<SelfTest.Line> lines) {
        examine.setDisable(false);
        say("");
        findings.getChildren().clear();
        for (SelfTest.Line line : lines) {
            Label words = new Label(line.words());
            words.setWrapText(true);
            words.getStyleClass()
                    .addAll("finding", "finding-" + line.mark().name().toLowerCase(Locale.ROOT));
            Label sign = new Label(texts.of("finding." + line.mark().name().toLowerCase(Locale.ROOT)));
            sign.getStyleClass()
                    .addAll("finding-sign", "finding-" + line.mark().name().toLowerCase(Locale.ROOT));
            HBox.setHgrow(words, Priority.ALWAYS);
            findings.getChildren().add(new HBox(sign, words));
        }
    }

    void onPulse(long nowNs) {
        hands.renew();
        if (!isListening || !reading.isDue(nowNs)) {
            return;
        }
        List<LevelCheck.Level> all = check.levels();
        List<String> tracks = all.stream().map(LevelCheck.Level::track).toList();
        if (!tracks.equals(shownTracks)) {
            shownTracks = tracks;
            layOut(tracks);
            say("");
        }
        for (int each = 0; each < all.size(); each++) {
            LevelCheck.Level level = all.get(each);
            bars.get(each).show(level.share());
            figures.get(each)
                    .setText(
                            texts.of("sound.level." + level.verdict().name().toLowerCase(Locale.ROOT), level.peakDb()));
        }
    }

    private void layOut(List<String> tracks) {
        levels.getChildren().clear();
        bars.clear();
        figures.clear();
        for (String track : tracks) {
            Label name = new Label(track);
            name.getStyleClass().add("field-label");
            ShareBar bar = new ShareBar();
            bar.setAccessibleText(texts.of("sound.level.spoken", track));
            Label figure = new Label();
            figure.getStyleClass().add("figure");
            bars.add(bar);
            figures.add(figure);
            levels.getChildren().add(new VBox(name, bar, figure));
        }
    }
}
