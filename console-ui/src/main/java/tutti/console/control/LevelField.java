package tutti.console.control;

import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import org.jspecify.annotations.Nullable;

/// A number in words that becomes a field to type in: a level, a pan, a delay. Enter takes what was typed, Escape and
/// what is no number leave everything as it was; then the focus goes back where it came from.
public final class LevelField extends Control {
    private final DoubleProperty value = new SimpleDoubleProperty(this, "value");
    private final ObjectProperty<DoubleFunction<String>> words =
            new SimpleObjectProperty<>(this, "words", Double::toString);
    private final Function<String, OptionalDouble> reading;
    private final DoubleConsumer typed;
    private @Nullable LevelFieldSkin skin;

    /// Shows 0.
    ///
    /// @param reading what a text means
    /// @param typed hears what was typed
    public LevelField(Function<String, OptionalDouble> reading, DoubleConsumer typed) {
        this.reading = reading;
        this.typed = typed;
        getStyleClass().setAll("level-field");
        setFocusTraversable(false);
    }

    /// What it shows.
    public DoubleProperty valueProperty() {
        return value;
    }

    /// How it says it.
    public ObjectProperty<DoubleFunction<String>> wordsProperty() {
        return words;
    }

    /// Lets a value be typed.
    ///
    /// @param begun what was typed already; nothing to begin with the value that it shows
    public void edit(String begun) {
        if (skin != null) {
            skin.edit(begun);
        }
    }

    /// Passes on what was typed if it is a number.
    void take(String text) {
        reading.apply(text).ifPresent(typed);
    }

    String shownWords() {
        return words.get().apply(value.get());
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        LevelFieldSkin made = new LevelFieldSkin(this);
        skin = made;
        return made;
    }

    @Override
    public String getUserAgentStylesheet() {
        return MovableControl.stylesheet(LevelField.class, "level-field.css");
    }
}
