package tutti.console.control;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import org.jspecify.annotations.Nullable;

/// A control with one number that a hand moves along a travel.
public abstract class MovableControl extends Control {
    private final Travel travel;
    private final DoubleProperty value;
    private final ObjectProperty<Hand> hand = new SimpleObjectProperty<>(this, "hand", Hand.NOBODY);
    private final ObjectProperty<Consumer<String>> typing = new SimpleObjectProperty<>(this, "typing", _ -> {});
    private final ObjectProperty<DoubleFunction<String>> words =
            new SimpleObjectProperty<>(this, "words", Double::toString);

    /// Stands at its neutral value.
    protected MovableControl(Travel travel) {
        this.travel = travel;
        this.value = new SimpleDoubleProperty(this, "value", travel.neutral());
        setAccessibleRole(AccessibleRole.SLIDER);
        setFocusTraversable(true);
        value.addListener(_ -> {
            notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
            notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE_STRING);
        });
    }

    /// How its way becomes a value.
    public final Travel travel() {
        return travel;
    }

    /// What it shows.
    public final DoubleProperty valueProperty() {
        return value;
    }

    /// What it shows.
    public final double getValue() {
        return value.get();
    }

    /// Who hears what a hand asks for.
    public final ObjectProperty<Hand> handProperty() {
        return hand;
    }

    /// Who lets a value be typed; is given what was typed already, nothing after a double click.
    public final ObjectProperty<Consumer<String>> typingProperty() {
        return typing;
    }

    /// How its value is spoken.
    public final ObjectProperty<DoubleFunction<String>> wordsProperty() {
        return words;
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> getValue();
            case MIN_VALUE -> travel.min();
            case MAX_VALUE -> travel.max();
            case VALUE_STRING -> words.get().apply(getValue());
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    static String stylesheet(Class<?> owner, String file) {
        return Objects.requireNonNull(owner.getResource(file), file).toExternalForm();
    }
}
