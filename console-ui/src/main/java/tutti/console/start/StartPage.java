package tutti.console.start;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import tutti.console.instance.ConsoleSettings.SoundSystem;
import tutti.console.instance.RecentRooms;
import tutti.console.link.DoorFolder;
import tutti.console.panel.Timed;
import tutti.console.text.Texts;
import tutti.nat.invite.Invite;

/// The page with which everything begins: who plays, on which sound system, and where to.
///
/// Thread: the screen's.
public final class StartPage {
    private static final long LOOK_NS = 1_000_000_000;

    private final Texts texts;
    private final StartModel model;
    private final Hands hands;
    private final ScrollPane scroll;
    private final TextField name = new TextField();
    private final TextField invite = new TextField();
    private final Label destination = new Label();
    private final Button host;
    private final Button join;
    private final VBox running = new VBox();
    private final VBox recent = new VBox();
    private final Label progress = new Label();
    private final Guide guide;
    private final SoundCard sound;
    private final Timed looking = new Timed(LOOK_NS);
    private List<DoorFolder.Found> shownEngines = List.of();

    /// What the page asks for.
    public interface Hands {
        /// Starts an engine and turns to it.
        void start(EngineStart start);

        /// Turns to an engine that runs.
        void attach(DoorFolder.Found engine);

        /// The engines that run.
        List<DoorFolder.Found> engines();

        /// The rooms of before.
        List<Invite> rooms();

        /// Forgets a room.
        void forget(Invite room);

        /// The guide has been read.
        void guideSeen();
    }

    /// @param sound the sound system's part of the page
    /// @param showsGuide whether the guide for newcomers is wanted
    public StartPage(Texts texts, StartModel model, SoundCard sound, Hands hands, boolean showsGuide) {
        this.texts = texts;
        this.model = model;
        this.hands = hands;
        this.sound = sound;
        host = new Button(texts.of("start.host.button"));
        join = new Button(texts.of("start.join.button"));
        guide = new Guide(texts, hands::guideSeen);
        Label title = new Label(texts.of("start.title"));
        title.getStyleClass().add("hero-title");
        Label subtitle = new Label(texts.of("start.subtitle"));
        subtitle.getStyleClass().addAll("muted", "hero-subtitle");
        subtitle.setWrapText(true);
        progress.setWrapText(true);
        progress.getStyleClass().add("progress-sentence");
        progress.setVisible(false);
        progress.setManaged(false);
        VBox left = new VBox(who(), doors(), progress, running, recent);
        left.getStyleClass().addAll("start-column", "start-main");
        VBox right = new VBox(guide, sound);
        right.getStyleClass().addAll("start-column", "start-side");
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox columns = new HBox(left, right);
        columns.getStyleClass().add("columns");
        VBox page = new VBox(title, subtitle, columns);
        page.getStyleClass().addAll("page", "start");
        HBox.setHgrow(page, Priority.ALWAYS);
        HBox frame = new HBox(page);
        frame.getStyleClass().add("start-frame");
        scroll = new ScrollPane(frame);
        scroll.setFitToWidth(true);
        scroll.setAccessibleText(texts.of("start.title"));
        scroll.getStyleClass().add("page-scroll");
        guide.setVisible(showsGuide);
        guide.setManaged(showsGuide);
        showRooms();
        renew();
    }

    private Node who() {
        name.setText(model.playerName());
        name.setPromptText(texts.of("start.name.prompt"));
        name.textProperty().subscribe(text -> {
            model.playerName(text);
            renew();
        });
        CheckBox listens = new CheckBox(texts.of("start.listen"));
        listens.setAccessibleText(texts.of("start.listen"));
        listens.setOnAction(_ -> model.listening(listens.isSelected()));
        HBox row = new HBox(labelled("start.name", name), labelled("start.driver", drivers()), listens);
        row.setAlignment(Pos.BOTTOM_LEFT);
        row.getStyleClass().addAll("card", "row", "who");
        return row;
    }

    private ComboBox<SoundSystem> drivers() {
        ComboBox<SoundSystem> drivers = new ComboBox<>();
        drivers.getItems().setAll(SoundSystem.values());
        drivers.setConverter(new StringConverter<>() {
            @Override
            public String toString(SoundSystem system) {
                return system == null ? "" : texts.of("driver." + system.word());
            }

            @Override
            public SoundSystem fromString(String words) {
                throw new UnsupportedOperationException("Nobody types into this box.");
            }
        });
        drivers.setValue(model.driver());
        drivers.setOnAction(_ -> {
            model.driver(drivers.getValue());
            sound.driverChanged();
        });
        return drivers;
    }

    private VBox labelled(String key, Control control) {
        Label label = new Label(texts.of(key));
        label.setLabelFor(control);
        label.getStyleClass().add("field-label");
        control.setAccessibleText(texts.of(key));
        VBox both = new VBox(label, control);
        both.getStyleClass().add("field");
        return both;
    }

    private Node doors() {
        host.getStyleClass().add("accent");
        host.setAccessibleText(texts.of("start.host.button"));
        host.setOnAction(_ -> model.host().ifPresent(hands::start));
        join.getStyleClass().add("accent");
        join.setAccessibleText(texts.of("start.join.button"));
        join.setOnAction(_ -> model.join().ifPresent(hands::start));
        invite.setPromptText(texts.of("start.join.prompt"));
        invite.setAccessibleText(texts.of("start.join.prompt"));
        invite.textProperty().subscribe(text -> {
            model.invite(text);
            renew();
        });
        invite.setOnAction(_ -> model.join().ifPresent(hands::start));
        destination.setWrapText(true);
        destination.getStyleClass().add("destination");
        VBox hosting = card("start.host", host);
        VBox joining = card("start.join", invite, destination, join);
        HBox.setHgrow(hosting, Priority.ALWAYS);
        HBox.setHgrow(joining, Priority.ALWAYS);
        HBox both = new HBox(hosting, joining);
        both.getStyleClass().addAll("columns", "doors");
        return both;
    }

    private VBox card(String key, Node... content) {
        Label title = new Label(texts.of(key));
        title.getStyleClass().add("card-title");
        Label words = new Label(texts.of(key + ".explanation"));
        words.setWrapText(true);
        words.getStyleClass().add("muted");
        VBox card = new VBox(title, words);
        Region gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        card.getChildren().add(gap);
        card.getChildren().addAll(content);
        card.getStyleClass().addAll("card", "door-card");
        return card;
    }

    private void renew() {
        StartModel.Destination where = model.destination();
        destination.setText(
                !where.mistake().isEmpty()
                        ? where.mistake()
                        : where.place().isEmpty() ? "" : texts.of("start.join.leads", where.place()));
        destination.getStyleClass().remove("mistake");
        if (!where.mistake().isEmpty()) {
            destination.getStyleClass().add("mistake");
        }
        host.setDisable(model.host().isEmpty());
        join.setDisable(model.join().isEmpty());
        guide.done(Guide.Step.NAME, model.isNamed());
    }

    /// Puts an invite into the field, as if it had been pasted.
    public void paste(String text) {
        invite.setText(text);
        join.requestFocus();
    }

    /// Says how a start goes on; nothing for nothing.
    public void say(String sentence) {
        progress.setText(sentence);
        progress.setVisible(!sentence.isEmpty());
        progress.setManaged(!sentence.isEmpty());
    }

    /// Shows the rooms of before.
    public void showRooms() {
        recent.getChildren().clear();
        recent.getStyleClass().setAll("card", "recent");
        List<Invite> rooms = hands.rooms();
        recent.setVisible(!rooms.isEmpty());
        recent.setManaged(!rooms.isEmpty());
        Label title = new Label(texts.of("start.recent"));
        title.getStyleClass().add("card-title");
        recent.getChildren().add(title);
        rooms.forEach(room -> recent.getChildren().add(room(room)));
    }

    private Node room(Invite room) {
        String place = RecentRooms.placeOf(room);
        Label words = new Label(place);
        words.getStyleClass().add("place");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button again = new Button(texts.of("start.recent.join"));
        again.setAccessibleText(texts.of("start.recent.join.spoken", place));
        again.setOnAction(_ -> paste(room.url()));
        Button forget = new Button(texts.of("start.recent.forget"));
        forget.setAccessibleText(texts.of("start.recent.forget.spoken", place));
        forget.getStyleClass().add("flat");
        forget.setOnAction(_ -> {
            hands.forget(room);
            showRooms();
        });
        HBox row = new HBox(words, gap, again, forget);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("row");
        return row;
    }

    /// What the page looks like.
    public Node node() {
        return scroll;
    }

    /// Where the keyboard goes.
    public Node firstFocus() {
        return model.isNamed() ? invite : name;
    }

    /// Once a pulse while the page is shown.
    public void onPulse(long nowNs) {
        sound.onPulse(nowNs);
        guide.done(Guide.Step.SOUND, sound.wasHeard());
        if (looking.isDue(nowNs)) {
            List<DoorFolder.Found> engines = hands.engines();
            if (!engines.equals(shownEngines)) {
                shownEngines = engines;
                showEngines();
            }
        }
    }

    private void showEngines() {
        running.getChildren().clear();
        running.getStyleClass().setAll("card", "running");
        running.setVisible(!shownEngines.isEmpty());
        running.setManaged(!shownEngines.isEmpty());
        Label title = new Label(texts.of("start.running"));
        title.getStyleClass().add("card-title");
        running.getChildren().add(title);
        for (DoorFolder.Found engine : shownEngines) {
            Label words = new Label(engine.engineName());
            words.getStyleClass().add("place");
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            Button attach = new Button(texts.of("start.running.attach"));
            attach.setAccessibleText(texts.of("start.running.attach.spoken", engine.engineName()));
            attach.setOnAction(_ -> hands.attach(engine));
            HBox row = new HBox(words, gap, attach);
            row.setAlignment(Pos.CENTER_LEFT);
            row.getStyleClass().add("row");
            running.getChildren().add(row);
        }
    }
}
