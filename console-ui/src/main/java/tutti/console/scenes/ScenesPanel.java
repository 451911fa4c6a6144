package tutti.console.scenes;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import tutti.console.panel.ConfirmButton;
import tutti.console.panel.Page;
import tutti.console.panel.Panel;
import tutti.console.panel.Timed;
import tutti.console.panel.Workplace;
import tutti.console.text.Texts;

/// Scenes on the screen: store, recall, overwrite, delete.
public final class ScenesPanel implements Panel {
    private static final long READ_NS = 100_000_000;
    private static final double FADE_STEP_S = 0.5;

    private final Texts texts;
    private final ScenesModel model;
    private final Page page;
    private final VBox list = new VBox();
    private final Label empty = new Label();
    private final TextField name = new TextField();
    private final SpinnerValueFactory.DoubleSpinnerValueFactory fade =
            new SpinnerValueFactory.DoubleSpinnerValueFactory(0, 60, 0, FADE_STEP_S);
    private final Timed reading = new Timed(READ_NS);
    private List<String> shownNames = List.of();
    private String shownLast = "";
    private double shownFade = -1;

    public ScenesPanel(Workplace place) {
        this.texts = place.texts();
        this.model = new ScenesModel(place.mirror(), place.steering());
        Label explanation = new Label(texts.of("scenes.explanation"));
        explanation.getStyleClass().add("muted");
        explanation.setWrapText(true);
        empty.setText(texts.of("scenes.empty"));
        empty.getStyleClass().add("muted");
        list.getStyleClass().add("scene-list");
        page = new Page(texts, name(), explanation, storing(), list);
        list.getChildren().setAll(empty);
    }

    private HBox storing() {
        name.setPromptText(texts.of("scenes.name"));
        name.setAccessibleText(texts.of("scenes.name"));
        HBox.setHgrow(name, Priority.ALWAYS);
        Button store = new Button(texts.of("scenes.store"));
        store.getStyleClass().add("accent");
        store.setAccessibleText(texts.of("scenes.store"));
        store.disableProperty().bind(name.textProperty().map(String::isBlank));
        store.setOnAction(_ -> store());
        name.setOnAction(_ -> store());
        Spinner<Double> seconds = new Spinner<>(fade);
        seconds.setEditable(true);
        seconds.getStyleClass().add("seconds");
        seconds.setAccessibleText(texts.of("scenes.fade"));
        seconds.getEditor().setAccessibleText(texts.of("scenes.fade"));
        fade.valueProperty().subscribe(value -> {
            if (value != null && value != shownFade && shownFade >= 0) {
                shownFade = value;
                model.fade(value);
            }
        });
        Label fadeWords = new Label(texts.of("scenes.fade"));
        fadeWords.setLabelFor(seconds);
        HBox row = new HBox(name, store, fadeWords, seconds);
        row.setAlignment(Pos.BASELINE_LEFT);
        row.getStyleClass().addAll("card", "row");
        return row;
    }

    private void store() {
        if (model.store(name.getText())) {
            name.clear();
        }
    }

    @Override
    public String name() {
        return "scenes";
    }

    @Override
    public boolean isPresent() {
        return model.isPresent();
    }

    @Override
    public Node node() {
        return page;
    }

    @Override
    public Node firstFocus() {
        return name;
    }

    @Override
    public void onPulse(long nowNs) {
        if (!reading.isDue(nowNs)) {
            return;
        }
        double seconds = model.fadeSeconds();
        if (seconds != shownFade) {
            shownFade = seconds;
            fade.setMax(model.maxFadeSeconds());
            fade.setValue(seconds);
        }
        List<String> names = model.names();
        String last = model.last();
        if (!names.equals(shownNames) || !last.equals(shownLast)) {
            shownNames = names;
            shownLast = last;
            list.getChildren()
                    .setAll(
                            names.isEmpty()
                                    ? List.of(empty)
                                    : names.stream().map(this::row).toList());
        }
    }

    private Node row(String scene) {
        Label title = new Label(scene);
        title.getStyleClass().add("scene-name");
        HBox row = new HBox(title);
        if (scene.equals(shownLast)) {
            Label badge = new Label(texts.of("scenes.last"));
            badge.getStyleClass().add("pill");
            row.getChildren().add(badge);
        }
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button recall = new Button(texts.of("scenes.recall"));
        recall.setAccessibleText(texts.of("scenes.recall.spoken", scene));
        recall.setOnAction(_ -> model.recall(scene));
        row.getChildren()
                .addAll(
                        gap,
                        recall,
                        new ConfirmButton(
                                texts.of("scenes.overwrite"),
                                texts.of("confirm"),
                                texts.of("scenes.overwrite.spoken", scene),
                                () -> model.store(scene)),
                        new ConfirmButton(
                                texts.of("scenes.delete"),
                                texts.of("confirm"),
                                texts.of("scenes.delete.spoken", scene),
                                () -> model.delete(scene)));
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().addAll("card", "row", "scene-row");
        return row;
    }
}
