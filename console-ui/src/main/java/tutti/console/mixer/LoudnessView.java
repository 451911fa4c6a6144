package tutti.console.mixer;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import tutti.console.control.NumberWords;
import tutti.console.model.NodeModel;

/// A bus's loudness in LUFS by ITU-R BS.1770-4: momentary, short-term and integrated, as EBU Tech 3341 names them.
final class LoudnessView extends VBox {
    private static final List<String> LETTERS = List.of("M", "S", "I");

    private final NumberWords numbers;
    private final List<NodeModel> nodes;
    private final List<Label> shown = new ArrayList<>();
    private final String name;

    LoudnessView(ChannelModel channel, NumberWords numbers, String name) {
        this.numbers = numbers;
        this.nodes = channel.loudness();
        this.name = name;
        getStyleClass().setAll("loudness");
        for (String letter : LETTERS) {
            Label what = new Label(letter);
            what.getStyleClass().setAll("what");
            Label number = new Label();
            number.getStyleClass().setAll("number");
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            shown.add(number);
            HBox row = new HBox(what, gap, number);
            row.getStyleClass().setAll("row");
            getChildren().add(row);
        }
        show();
    }

    /// Shows how it stands.
    void show() {
        for (int at = 0; at < shown.size(); at++) {
            double lufs = nodes.get(at).number(MeterModel.NOTHING_DB);
            shown.get(at).setText(numbers.level(lufs));
        }
        setAccessibleText(name + ": " + shown.getLast().getText() + " LUFS");
    }
}
