package tutti.console.control;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import org.jspecify.annotations.Nullable;

/// A lit button with a letter that asks to be on or off: mute, solo, PFL. It may also be on because of something else,
/// such as another strip's solo; then it looks different from one that was pressed.
public final class SwitchButton extends Control {
    private static final PseudoClass ON = PseudoClass.getPseudoClass("on");
    private static final PseudoClass IMPLIED = PseudoClass.getPseudoClass("implied");

    /// Hears that it shall be on, or off.
    @FunctionalInterface
    public interface Flip {
        /// Asks for it.
        ///
        /// @param isOn what is asked for
        void to(boolean isOn);
    }

    private final StringProperty letter = new SimpleStringProperty(this, "letter", "");
    private final StringProperty reason = new SimpleStringProperty(this, "reason", "") {
        @Override
        protected void invalidated() {
            pseudoClassStateChanged(IMPLIED, !get().isEmpty());
            notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE_STRING);
        }
    };
    private final ObjectProperty<Flip> flip = new SimpleObjectProperty<>(this, "flip", _ -> {});
    private final BooleanProperty on = new SimpleBooleanProperty(this, "on") {
        @Override
        protected void invalidated() {
            pseudoClassStateChanged(ON, get());
            notifyAccessibleAttributeChanged(AccessibleAttribute.SELECTED);
        }
    };

    /// Off.
    ///
    /// @param letter what stands on it
    /// @param kind the style class of its colours, for example `mute`
    public SwitchButton(String letter, String kind) {
        this.letter.set(letter);
        getStyleClass().setAll("switch-button", kind);
        setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
        setFocusTraversable(true);
    }

    /// What stands on it.
    public StringProperty letterProperty() {
        return letter;
    }

    /// Whether it shows that it was pressed.
    public BooleanProperty onProperty() {
        return on;
    }

    /// Why it acts although it was not pressed, in a word; empty if it does not.
    public StringProperty reasonProperty() {
        return reason;
    }

    /// Who hears that it was pressed.
    public ObjectProperty<Flip> flipProperty() {
        return flip;
    }

    /// Asks for the other state, as a press does.
    public void press() {
        flip.get().to(!on.get());
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case SELECTED -> on.get();
            case VALUE_STRING -> reason.get();
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    @Override
    public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
        if (action == AccessibleAction.FIRE) {
            press();
        } else {
            super.executeAccessibleAction(action, parameters);
        }
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new SwitchButtonSkin(this);
    }

    @Override
    public String getUserAgentStylesheet() {
        return MovableControl.stylesheet(SwitchButton.class, "switch-button.css");
    }
}
