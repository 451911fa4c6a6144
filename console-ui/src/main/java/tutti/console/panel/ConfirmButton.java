package tutti.console.panel;

import javafx.css.PseudoClass;
import javafx.scene.control.Button;

/// A button for what cannot be undone: the first press asks, the second one does it, and going elsewhere with the
/// keyboard's focus or the mouse takes the question back. No window comes up in front of the music.
public final class ConfirmButton extends Button {
    private static final PseudoClass ARMED = PseudoClass.getPseudoClass("asking");

    private final String words;
    private final String question;
    private boolean isAsking;

    /// @param words what the button says
    /// @param question what it says before it does it
    /// @param spoken what it does and to whom, for those who hear the screen
    /// @param action does it
    public ConfirmButton(String words, String question, String spoken, Runnable action) {
        super(words);
        this.words = words;
        this.question = question;
        getStyleClass().add("confirm-button");
        setAccessibleText(spoken);
        setOnAction(_ -> {
            boolean isSure = isAsking;
            ask(!isAsking);
            if (isSure) {
                action.run();
            }
        });
        focusedProperty().subscribe(isFocused -> {
            if (!isFocused) {
                ask(false);
            }
        });
        setOnMouseExited(_ -> ask(false));
    }

    private void ask(boolean asks) {
        isAsking = asks;
        setText(asks ? question : words);
        pseudoClassStateChanged(ARMED, asks);
    }
}
