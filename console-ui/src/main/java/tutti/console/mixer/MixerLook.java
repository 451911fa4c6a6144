package tutti.console.mixer;

import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import tutti.console.control.NumberWords;
import tutti.console.text.Texts;

/// How the mixer is shown: how wide the strips are, which of their sections are unfolded, in which language.
///
/// Thread: ui.
public final class MixerLook {
    /// How wide strips are.
    public enum Width {
        /// As many as can be.
        NARROW,
        /// For a laptop.
        NORMAL,
        /// For a wall.
        WIDE;

        String styleClass() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Texts texts;
    private final NumberWords numbers;
    private final ObjectProperty<Width> width = new SimpleObjectProperty<>(this, "width", Width.NORMAL);
    private final BooleanProperty inputShown = new SimpleBooleanProperty(this, "inputShown");
    private final BooleanProperty sendsShown = new SimpleBooleanProperty(this, "sendsShown");

    /// Normal strips, everything folded in.
    public MixerLook(Locale locale) {
        texts = Texts.of(MixerLook.class, locale);
        numbers = new NumberWords(locale);
    }

    /// How wide the strips are.
    public ObjectProperty<Width> widthProperty() {
        return width;
    }

    /// Whether trim, polarity and delay are unfolded.
    public BooleanProperty inputShownProperty() {
        return inputShown;
    }

    /// Whether the sends are unfolded.
    public BooleanProperty sendsShownProperty() {
        return sendsShown;
    }

    /// The mixer's words.
    Texts texts() {
        return texts;
    }

    /// Its numbers.
    NumberWords numbers() {
        return numbers;
    }
}
