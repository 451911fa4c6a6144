package tutti.console.control;

import javafx.scene.control.Skin;

/// A knob whose arc grows from its neutral value: pan, trim, delay, a send's level.
public final class Rotary extends MovableControl {
    /// At its neutral value.
    public Rotary(Travel travel) {
        super(travel);
        getStyleClass().setAll("rotary");
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new RotarySkin(this);
    }

    @Override
    public String getUserAgentStylesheet() {
        return stylesheet(Rotary.class, "rotary.css");
    }
}
