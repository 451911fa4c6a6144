package tutti.engine.control.midi;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds out which control a user means: the first one that really moves. A surface may say where all its controls
/// stand,
/// so the first message of a control tells nothing but where it is; a key is meant by being struck.
///
/// Of an endless knob, the steps tell its dialect only once it has been turned both ways; until then it is taken for a
/// controller. The second half of a pair that moves together with the first makes both a pair of 14 bits.
///
/// Thread: one at a time.
final class Learning {
    private final Map<MidiControl, Integer> stood = new HashMap<>();
    private final Set<MidiControl> fineHalves = new HashSet<>();

    /// A control has moved while a node waits for one.
    ///
    /// @return which control is meant, if that is clear now
    Optional<MidiControl> onMove(MidiControl control, int position) {
        if (control.type() == MidiControl.Type.NOTE) {
            return position > 0 ? Optional.of(control) : Optional.empty();
        }
        Integer before = stood.put(control, position);
        if (isFineHalf(control)) {
            // Moves with its coarse half, which is what is meant.
            fineHalves.add(control);
            return Optional.empty();
        }
        return before != null && before != position ? Optional.of(pairOf(control)) : Optional.empty();
    }

    private boolean isFineHalf(MidiControl control) {
        return control.type() == MidiControl.Type.CC
                && control.number() >= MidiControl.PAIRS
                && control.number() < 2 * MidiControl.PAIRS
                && stood.containsKey(
                        new MidiControl(MidiControl.Type.CC, control.channel(), control.number() - MidiControl.PAIRS));
    }

    private MidiControl pairOf(MidiControl control) {
        boolean isPair = control.type() == MidiControl.Type.CC
                && control.number() < MidiControl.PAIRS
                && fineHalves.contains(
                        new MidiControl(MidiControl.Type.CC, control.channel(), control.number() + MidiControl.PAIRS));
        return isPair ? new MidiControl(MidiControl.Type.CC14, control.channel(), control.number()) : control;
    }

    /// Forgets it all: the next control is looked for.
    void clear() {
        stood.clear();
        fineHalves.clear();
    }
}
