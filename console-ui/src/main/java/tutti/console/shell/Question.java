package tutti.console.shell;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A question over whatever is shown, in the window and not in one of its own. Escape is its last answer.
final class Question extends StackPane {
    private final Button first;

    /// @param answers the first is what most people mean, the last one changes nothing
    /// @param onAnswer takes the question away; before the answer's action
    Question(String title, String words, List<Answer> answers, Runnable onAnswer) {
        getStyleClass().add("overlay");
        Label head = new Label(title);
        head.getStyleClass().add("page-title");
        head.setWrapText(true);
        Label body = new Label(words);
        body.setWrapText(true);
        FlowPane buttons = new FlowPane();
        buttons.getStyleClass().add("answers");
        for (Answer answer : answers) {
            Button button = new Button(answer.words());
            button.setAccessibleText(answer.words());
            button.setOnAction(_ -> {
                onAnswer.run();
                answer.action().run();
            });
            buttons.getChildren().add(button);
        }
        first = (Button) buttons.getChildren().getFirst();
        first.getStyleClass().add("accent");
        VBox sheet = new VBox(head, body, buttons);
        sheet.getStyleClass().addAll("card", "question");
        sheet.setMaxHeight(USE_PREF_SIZE);
        getChildren().add(sheet);
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                onAnswer.run();
                answers.getLast().action().run();
            }
        });
    }

    void takeFocus() {
        first.requestFocus();
    }
}
