package tutti.engine.control.midi;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a control's position becomes a node's value.
public enum MidiMode {
    /// The node follows at once: for motor faders, buttons, and whoever does not mind.
    JUMP,
    /// The node follows from the moment that the control passes the value that the node has.
    PICKUP,
    /// The node moves in proportion to the way that both have left, so that they meet at the ends.
    SCALED,
    /// Each press turns a switch the other way round; letting go does nothing.
    FLIP,
    /// An endless knob: bit 6 is the sign, the others say how far.
    RELATIVE_SIGN,
    /// An endless knob: 1 to 63 up, 127 to 65 down.
    RELATIVE_TWOS,
    /// An endless knob: so far above or below 64.
    RELATIVE_OFFSET;

    private static final int CENTRE = 64;
    private static final int FULL = 128;

    /// As it stands on the tree and in files: `pickup`, `relative_sign`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// All of them.
    public static List<String> words() {
        return Arrays.stream(values()).map(MidiMode::word).toList();
    }

    /// Reads a word; empty if it is none.
    public static Optional<MidiMode> parse(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }

    /// Whether what a control sends are steps and no positions.
    public boolean isRelative() {
        return this == RELATIVE_SIGN || this == RELATIVE_TWOS || this == RELATIVE_OFFSET;
    }

    /// The steps that an endless knob was turned, to the right above 0.
    ///
    /// @param position as it was sent, 0 to 127
    int steps(int position) {
        return switch (this) {
            case RELATIVE_SIGN -> (position & CENTRE) == 0 ? position : -(position & (CENTRE - 1));
            case RELATIVE_TWOS -> position < CENTRE ? position : position - FULL;
            case RELATIVE_OFFSET -> position - CENTRE;
            case JUMP, PICKUP, SCALED, FLIP -> 0;
        };
    }
}
