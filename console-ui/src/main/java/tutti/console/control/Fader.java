package tutti.console.control;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.Skin;

/// An upright fader with a scale in dB. Nothing that a hand does to it makes it jump.
public final class Fader extends MovableControl {
    private static final PseudoClass BARE = PseudoClass.getPseudoClass("bare");

    private final BooleanProperty bare = new SimpleBooleanProperty(this, "bare") {
        @Override
        protected void invalidated() {
            pseudoClassStateChanged(BARE, get());
            requestLayout();
        }
    };

    /// At 0 dB.
    public Fader() {
        super(FaderTravel.DESK);
        getStyleClass().setAll("fader");
    }

    /// Whether the numbers beside its scale are left out, where there is no room.
    public BooleanProperty bareProperty() {
        return bare;
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new FaderSkin(this);
    }

    @Override
    public String getUserAgentStylesheet() {
        return stylesheet(Fader.class, "fader.css");
    }
}
