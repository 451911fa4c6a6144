package tutti.console.control;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import org.jspecify.annotations.Nullable;

/// An upright meter: mean power, peak and its line on the scale of [MeterScale], and over them the greatest peak as a
/// number, which is a lamp as well. What moves it is [MeterBallistics]; it only shows.
public final class LevelMeter extends Control {
    private static final PseudoClass CLIPPED = PseudoClass.getPseudoClass("clipped");
    private static final PseudoClass SCALED = PseudoClass.getPseudoClass("scaled");

    private final NumberWords words;
    private final BooleanProperty scaled = new SimpleBooleanProperty(this, "scaled") {
        @Override
        protected void invalidated() {
            pseudoClassStateChanged(SCALED, get());
            requestLayout();
        }
    };
    private @Nullable LevelMeterSkin skin;
    private Runnable onReset = () -> {};
    private double peakDb = MeterBallistics.BOTTOM_DB;
    private double rmsDb = MeterBallistics.BOTTOM_DB;
    private double holdDb = MeterBallistics.BOTTOM_DB;
    private double maxDb = MeterBallistics.BOTTOM_DB;
    private boolean isClipped;

    /// Shows silence.
    public LevelMeter(NumberWords words) {
        this.words = words;
        getStyleClass().setAll("level-meter");
        setFocusTraversable(false);
        setAccessibleRole(AccessibleRole.PROGRESS_INDICATOR);
    }

    /// Shows how it stands. Costs nothing where no pixel changes.
    public void show(MeterBallistics meter) {
        peakDb = meter.peakDb();
        rmsDb = meter.rmsDb();
        holdDb = meter.holdDb();
        if (isClipped != meter.isClipped()) {
            isClipped = meter.isClipped();
            pseudoClassStateChanged(CLIPPED, isClipped);
        }
        boolean isNewMax = Math.rint(maxDb * 10) != Math.rint(meter.maxDb() * 10);
        maxDb = meter.maxDb();
        if (skin != null) {
            skin.showLevels();
            if (isNewMax) {
                skin.showMax();
            }
        }
    }

    /// Whether numbers stand beside its scale, where there is room.
    public BooleanProperty scaledProperty() {
        return scaled;
    }

    /// Who hears that the lamp was clicked.
    public void setOnReset(Runnable reset) {
        onReset = reset;
    }

    void reset() {
        onReset.run();
    }

    double peakDb() {
        return peakDb;
    }

    double rmsDb() {
        return rmsDb;
    }

    double holdDb() {
        return holdDb;
    }

    String maxWords() {
        if (maxDb <= MeterBallistics.BOTTOM_DB + 1) {
            return "";
        }
        return scaled.get() ? words.level(maxDb) : words.wholeLevel(maxDb);
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> MeterScale.deflection(peakDb);
            case MIN_VALUE -> 0.0;
            case MAX_VALUE -> 1.0;
            case VALUE_STRING -> words.levelDb(peakDb);
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        LevelMeterSkin made = new LevelMeterSkin(this);
        skin = made;
        return made;
    }

    @Override
    public String getUserAgentStylesheet() {
        return MovableControl.stylesheet(LevelMeter.class, "level-meter.css");
    }
}
