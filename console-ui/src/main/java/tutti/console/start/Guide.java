package tutti.console.start;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import tutti.console.text.Texts;

/// Three steps for newcomers; each shows whether it has been taken.
final class Guide extends VBox {
    private static final PseudoClass DONE = PseudoClass.getPseudoClass("done");

    private final Texts texts;
    private final Map<Step, Label> signs = new EnumMap<>(Step.class);

    /// In their order.
    enum Step {
        NAME(1),
        SOUND(2),
        MEET(3);

        private final int number;

        Step(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param onClose somebody needs it no more
    Guide(Texts texts, Runnable onClose) {
        this.texts = texts;
        getStyleClass().addAll("card", "guide");
        Label title = new Label(texts.of("guide.title"));
        title.getStyleClass().add("card-title");
        getChildren().add(title);
        for (Step step : Step.values()) {
            Label sign = new Label(texts.of("figure.whole", step.number()));
            sign.getStyleClass().add("step-sign");
            signs.put(step, sign);
            Label head = new Label(texts.of("guide." + step.word()));
            head.getStyleClass().add("step-title");
            head.setWrapText(true);
            Label words = new Label(texts.of("guide." + step.word() + ".explanation"));
            words.getStyleClass().add("muted");
            words.setWrapText(true);
            VBox both = new VBox(head, words);
            HBox.setHgrow(both, Priority.ALWAYS);
            HBox row = new HBox(sign, both);
            row.getStyleClass().add("step");
            getChildren().add(row);
        }
        Button close = new Button(texts.of("guide.close"));
        close.setAccessibleText(texts.of("guide.close"));
        close.getStyleClass().add("flat");
        close.setOnAction(_ -> {
            setVisible(false);
            setManaged(false);
            onClose.run();
        });
        getChildren().add(close);
    }

    /// Marks a step.
    void done(Step step, boolean isDone) {
        Label sign = signs.get(step);
        if (sign != null) {
            sign.setText(isDone ? texts.of("guide.done") : texts.of("figure.whole", step.number()));
            sign.pseudoClassStateChanged(DONE, isDone);
        }
    }
}
