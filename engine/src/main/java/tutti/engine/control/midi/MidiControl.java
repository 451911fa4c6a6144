package tutti.engine.control.midi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Something on a control surface that can be moved, as its messages name it.
///
/// @param type what it sends
/// @param channel 1 to 16
/// @param number of the controller or the note, 0 to 127; 0 for what has none
public record MidiControl(Type type, int channel, int number) {
    /// What a control sends.
    public enum Type {
        /// A controller of 7 bits.
        CC(127),
        /// A pair of controllers, n and n + 32, of 14 bits together.
        CC14(16_383),
        /// A key, by how hard it is struck; let go it is at 0.
        NOTE(127),
        /// The pitch wheel, of 14 bits: what motor faders send.
        BEND(16_383),
        /// The pressure of a whole channel.
        PRESSURE(127);

        private final int max;

        Type(int max) {
            this.max = max;
        }

        /// Its greatest position; the least is 0.
        public int max() {
            return max;
        }

        boolean hasNumber() {
            return this == CC || this == CC14 || this == NOTE;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Above this there is no second half of a pair.
    static final int PAIRS = 32;

    private static final int MAX_NUMBER = 127;
    private static final int CHANNELS = 16;

    public MidiControl {
        int most = type == Type.CC14 ? PAIRS - 1 : type.hasNumber() ? MAX_NUMBER : 0;
        if (channel < 1 || channel > CHANNELS || number < 0 || number > most) {
            throw new IllegalArgumentException("There is no MIDI control " + type.word() + " " + channel + " " + number
                    + "; channels are 1 to 16, numbers 0 to 127.");
        }
    }

    /// As people and files write it: `cc 1 7`, `cc14 1 7`, `note 10 60`, `bend 1`, `pressure 1`.
    public String words() {
        return type.word() + " " + channel + (type.hasNumber() ? " " + number : "");
    }

    /// Reads what [#words] writes; empty if it is something else.
    public static Optional<MidiControl> parse(String words) {
        String[] parts = words.strip().split(" +");
        Optional<Type> type = Arrays.stream(Type.values())
                .filter(each -> each.word().equals(parts[0]))
                .findFirst();
        int wanted = type.map(each -> each.hasNumber() ? 3 : 2).orElse(0);
        if (parts.length != wanted || !Arrays.stream(parts).skip(1).allMatch(part -> part.matches("[0-9]{1,3}"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MidiControl(
                    type.orElseThrow(), Integer.parseInt(parts[1]), wanted == 3 ? Integer.parseInt(parts[2]) : 0));
        } catch (IllegalArgumentException beyondItsRange) {
            return Optional.empty();
        }
    }
}
