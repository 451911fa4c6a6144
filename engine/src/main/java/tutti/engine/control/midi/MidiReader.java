package tutti.engine.control.midi;

import java.util.function.Predicate;

/// Makes moves of controls of what comes through the cable: puts the halves of 14-bit pairs together, takes a key that
/// is
/// let go for one at 0, and passes over what moves nothing.
///
/// Any bytes may come. Thread: one at a time.
final class MidiReader {
    /// Is told of each move.
    @FunctionalInterface
    interface Ear {
        /// A control stands there now.
        ///
        /// @param position 0 to the type's most
        void onMove(MidiControl control, int position);
    }

    private static final int CHANNELS = 16;
    private static final int NOTE_OFF = 0x80;
    private static final int NOTE_ON = 0x90;
    private static final int CONTROL_CHANGE = 0xB0;
    private static final int CHANNEL_PRESSURE = 0xD0;
    private static final int PITCH_BEND = 0xE0;

    /// From here on controllers are commands to instruments, such as "all notes off".
    private static final int CHANNEL_MODE = 120;

    private final Predicate<MidiControl> isPair;
    private final Ear ear;
    private final int[] coarse = new int[CHANNELS * MidiControl.PAIRS];

    /// @param isPair whether that pair is one: else its halves are controllers of their own
    MidiReader(Predicate<MidiControl> isPair, Ear ear) {
        this.isPair = isPair;
        this.ear = ear;
    }

    /// Takes a message.
    ///
    /// @param message as [tutti.engine.driver.MidiRing] holds it
    void onMessage(long message) {
        int status = (int) (message >> 16) & 0xFF;
        int first = (int) (message >> 8) & 0x7F;
        int second = (int) message & 0x7F;
        int channel = (status & 0x0F) + 1;
        switch (status & 0xF0) {
            case NOTE_ON -> ear.onMove(new MidiControl(MidiControl.Type.NOTE, channel, first), second);
            case NOTE_OFF -> ear.onMove(new MidiControl(MidiControl.Type.NOTE, channel, first), 0);
            case CONTROL_CHANGE -> onController(channel, first, second);
            case CHANNEL_PRESSURE -> ear.onMove(new MidiControl(MidiControl.Type.PRESSURE, channel, 0), first);
            case PITCH_BEND -> ear.onMove(new MidiControl(MidiControl.Type.BEND, channel, 0), second << 7 | first);
            default -> {
                // Programs, and the pressure of single keys.
            }
        }
    }

    private void onController(int channel, int number, int position) {
        if (number >= CHANNEL_MODE) {
            return;
        }
        int half = number % MidiControl.PAIRS;
        MidiControl pair =
                number < 2 * MidiControl.PAIRS ? new MidiControl(MidiControl.Type.CC14, channel, half) : null;
        if (pair == null || !isPair.test(pair)) {
            ear.onMove(new MidiControl(MidiControl.Type.CC, channel, number), position);
            return;
        }
        int at = (channel - 1) * MidiControl.PAIRS + half;
        if (number < MidiControl.PAIRS) {
            // The fine half follows, or the control has none to tell; MIDI 1.0 lets it be 0 until then.
            coarse[at] = position;
            ear.onMove(pair, position << 7);
        } else {
            ear.onMove(pair, coarse[at] << 7 | position);
        }
    }
}
