package tutti.console.chat;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import tutti.console.panel.Panel;
import tutti.console.panel.Workplace;
import tutti.engine.control.tree.Value;

/// The room's conversation: what was said of late, and a line to say more.
public final class ChatPanel implements Panel {
    private static final String CHAT = "/room/chat";
    private static final String SAY = "/room/say";

    private final Workplace place;
    private final VBox page;
    private final TextArea said = new TextArea();
    private final TextField words = new TextField();

    public ChatPanel(Workplace place) {
        this.place = place;
        Label title = new Label(place.texts().of("chat.title"));
        title.getStyleClass().add("page-title");
        said.setEditable(false);
        said.setWrapText(true);
        said.setAccessibleText(place.texts().of("chat.spoken"));
        VBox.setVgrow(said, Priority.ALWAYS);
        words.setPromptText(place.texts().of("chat.say"));
        words.setAccessibleText(place.texts().of("chat.say"));
        words.setOnAction(_ -> say());
        HBox.setHgrow(words, Priority.ALWAYS);
        Button send = new Button(place.texts().of("chat.send"));
        send.setAccessibleText(place.texts().of("chat.send"));
        send.getStyleClass().add("accent");
        send.disableProperty().bind(words.textProperty().map(String::isBlank));
        send.setOnAction(_ -> say());
        HBox line = new HBox(words, send);
        line.getStyleClass().add("row");
        page = new VBox(title, said, line);
        page.getStyleClass().addAll("page", "chat");
    }

    private void say() {
        if (!words.getText().isBlank()
                && place.steering().set(SAY, Value.of(words.getText().strip()))) {
            words.clear();
        }
    }

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public boolean isPresent() {
        return place.mirror().has(CHAT) && place.mirror().has(SAY);
    }

    @Override
    public Node node() {
        return page;
    }

    @Override
    public Node firstFocus() {
        return words;
    }

    @Override
    public void onPulse(long nowNs) {
        String text = place.mirror().text(CHAT);
        if (!text.equals(said.getText())) {
            said.setText(text);
            said.positionCaret(text.length());
        }
    }
}
