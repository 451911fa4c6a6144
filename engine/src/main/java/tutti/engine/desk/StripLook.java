package tutti.engine.desk;

/// How a strip is shown: it changes nothing that is heard, but it belongs to the desk, so that two consoles of one
/// engine show the same.
///
/// @param label what is written on it, at most [#MAX_LABEL_CHARS] characters; empty for its own name
/// @param colour `#RRGGBB` in upper case; empty for the console's choice
/// @param order its place from the left, 0 to [#MAX_ORDER]; of strips with equal numbers, who came first stands first
/// @param hidden whether it is left out
public record StripLook(String label, String colour, int order, boolean hidden) {
    /// As a strip begins.
    public static final StripLook PLAIN = new StripLook("", "", 0, false);

    /// The longest label.
    public static final int MAX_LABEL_CHARS = 32;

    /// The last place.
    public static final int MAX_ORDER = 9_999;

    public StripLook {
        if (label.codePointCount(0, label.length()) > MAX_LABEL_CHARS
                || label.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A label is one line of at most " + MAX_LABEL_CHARS + " characters.");
        }
        if (!colour.matches("|#[0-9A-F]{6}")) {
            throw new IllegalArgumentException(
                    "A colour is #RRGGBB, for example #FF8800, or nothing, but this is \"" + colour + "\".");
        }
        if (order < 0 || order > MAX_ORDER) {
            throw new IllegalArgumentException("A place goes from 0 to " + MAX_ORDER + ", not to " + order + ".");
        }
    }

    public StripLook withLabel(String newLabel) {
        return new StripLook(newLabel, colour, order, hidden);
    }

    public StripLook withColour(String newColour) {
        return new StripLook(label, newColour, order, hidden);
    }

    public StripLook withOrder(int newOrder) {
        return new StripLook(label, colour, newOrder, hidden);
    }

    public StripLook withHidden(boolean isHidden) {
        return new StripLook(label, colour, order, isHidden);
    }
}
