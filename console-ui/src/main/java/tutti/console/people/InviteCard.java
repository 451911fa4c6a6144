package tutti.console.people;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.VBox;
import tutti.console.text.Texts;

/// What is given to those who shall come: the invite as a text to copy and as a picture to photograph. The text is
/// covered until somebody asks for it, because screens are shared and filmed.
final class InviteCard extends VBox {
    private final Texts texts;
    private final TextArea words = new TextArea();
    private final QrPicture picture = new QrPicture();
    private final Button copy;
    private final Button reveal;
    private String invite = "";
    private boolean isRevealed;

    InviteCard(Texts texts) {
        this.texts = texts;
        getStyleClass().addAll("card", "invite-card");
        Label title = new Label(texts.of("people.invite"));
        title.getStyleClass().add("card-title");
        Label explanation = new Label(texts.of("people.invite.explanation"));
        explanation.getStyleClass().add("muted");
        explanation.setWrapText(true);
        words.setEditable(false);
        words.setWrapText(true);
        words.setAccessibleText(texts.of("people.invite"));
        words.getStyleClass().add("invite-words");
        picture.setAccessibleText(texts.of("people.invite.picture"));
        copy = new Button(texts.of("people.invite.copy"));
        copy.setAccessibleText(texts.of("people.invite.copy"));
        copy.getStyleClass().add("accent");
        copy.setOnAction(_ -> copy());
        reveal = new Button();
        reveal.setOnAction(_ -> reveal(!isRevealed));
        copy.setMaxWidth(Double.MAX_VALUE);
        reveal.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(title, explanation, copy, reveal, picture, words);
        setMaxHeight(USE_PREF_SIZE);
        reveal(false);
    }

    void show(String newInvite) {
        if (!newInvite.equals(invite)) {
            invite = newInvite;
            copy.setText(texts.of("people.invite.copy"));
            reveal(isRevealed);
        }
    }

    private void reveal(boolean reveals) {
        isRevealed = reveals;
        reveal.setText(texts.of(reveals ? "people.invite.hide" : "people.invite.show"));
        reveal.setAccessibleText(reveal.getText());
        words.setText(reveals ? invite : "");
        picture.show(reveals ? invite : "");
        words.setVisible(reveals);
        words.setManaged(reveals);
        picture.setVisible(reveals);
        picture.setManaged(reveals);
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(invite);
        Clipboard.getSystemClipboard().setContent(content);
        copy.setText(texts.of("people.invite.copied"));
    }
}
