package tutti.engine.control.midi;

import java.util.OptionalDouble;

/// How a control holds a node: decides what each of its positions makes of the node's value. Positions and values go
/// from 0 to 1.
///
/// A control that is not at the node's value when it is touched must not make the sound jump. In [MidiMode#PICKUP] it
/// gets a hold of the node when it reaches the value, or when its last two positions lie on both sides of it: so a fast
/// sweep catches as well, however far apart its positions are. It loses its hold when the node was changed from
/// elsewhere.
///
/// Thread: one at a time.
final class Grip {
    /// So near counts as the same: less than a step of 14 bits.
    private static final double SAME = 1.0 / 32_768;

    /// A step of an endless knob, of the whole way.
    private static final double STEP = 1.0 / 127;

    /// A position that is not known yet.
    private static final double UNKNOWN = -1;

    private final MidiMode mode;
    private final double resolution;
    private double last = UNKNOWN;
    private double left = UNKNOWN;
    private boolean isHeld;

    /// @param maxPosition the control's greatest position as it is sent
    Grip(MidiMode mode, int maxPosition) {
        this.mode = mode;
        this.resolution = 0.5 / maxPosition;
    }

    /// The control has moved.
    ///
    /// @param position 0 to 1
    /// @param value what the node holds
    /// @return what it is to hold; empty if that stays
    OptionalDouble moved(double position, double value) {
        double before = last;
        last = position;
        if (isHeld && Math.abs(value - left) > SAME) {
            isHeld = false;
        }
        return switch (mode) {
            case JUMP -> set(position);
            case PICKUP -> {
                isHeld |= Math.abs(position - value) <= resolution
                        || (before != UNKNOWN && (before - value) * (position - value) <= 0);
                yield isHeld ? set(position) : OptionalDouble.empty();
            }
            case SCALED -> before == UNKNOWN ? OptionalDouble.empty() : set(scaled(before, position, value));
            case FLIP -> position > 0 ? set(value < 0.5 ? 1 : 0) : OptionalDouble.empty();
            case RELATIVE_SIGN, RELATIVE_TWOS, RELATIVE_OFFSET ->
                throw new IllegalStateException("An endless knob has no positions.");
        };
    }

    /// Of the way that the control has left in its direction, the node goes the same share of its own.
    private static double scaled(double before, double position, double value) {
        if (position > before) {
            return value + (position - before) / (1 - before) * (1 - value);
        }
        return position < before ? value - (before - position) / before * value : value;
    }

    /// An endless knob was turned.
    ///
    /// @param steps to the right above 0
    double turned(int steps, double value) {
        return Math.clamp(value + steps * STEP, 0, 1);
    }

    private OptionalDouble set(double value) {
        double clamped = Math.clamp(value, 0, 1);
        left = clamped;
        return OptionalDouble.of(clamped);
    }

    /// The node holds this since what was asked of it, which it may have rounded.
    void settled(double value) {
        left = value;
    }

    /// Whether the node follows the control; an absolute one at least.
    boolean isHeld() {
        return isHeld || mode != MidiMode.PICKUP;
    }

    /// Where the control stands, 0 to 1; -1 if it has not been moved yet.
    double position() {
        return last;
    }
}
