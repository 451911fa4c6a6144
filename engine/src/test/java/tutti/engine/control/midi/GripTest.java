package tutti.engine.control.midi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GripTest {
    private static final OptionalDouble STAYS = OptionalDouble.empty();

    @Test
    void shouldNotJumpToAControlThatIsElsewhere() {
        Grip grip = new Grip(MidiMode.PICKUP, 127);
        assertEquals(STAYS, grip.moved(0.1, 0.75));
        assertEquals(STAYS, grip.moved(0.2, 0.75));
        assertFalse(grip.isHeld());
        assertEquals(0.2, grip.position());
        assertEquals(OptionalDouble.of(0.75), grip.moved(0.75, 0.75));
        assertEquals(OptionalDouble.of(0.3), grip.moved(0.3, 0.75));
    }

    /// However fast it is swept, in whichever direction, with whatever steps, it catches once it is past the value.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 50, 127})
    void shouldCatchASweepOfAnySpeed(int step) {
        for (int at = 0; at <= 127; at++) {
            double value = at / 127.0;
            for (int direction : new int[] {1, -1}) {
                Grip grip = new Grip(MidiMode.PICKUP, 127);
                int from = direction > 0 ? 0 : 127;
                int to = 127 - from;
                double held = value;
                for (int position = from; position != to; ) {
                    held = grip.moved(position / 127.0, held).orElse(held);
                    position = direction > 0 ? Math.min(to, position + step) : Math.max(to, position - step);
                }
                assertEquals(
                        OptionalDouble.of(to / 127.0),
                        grip.moved(to / 127.0, held),
                        "value " + at + ", step " + direction * step);
            }
        }
    }

    @Test
    void shouldLoseItsHoldWhenTheNodeIsMovedElsewhere() {
        Grip grip = new Grip(MidiMode.PICKUP, 127);
        grip.moved(0.5, 0.5);
        grip.settled(0.5);
        assertTrue(grip.isHeld());
        assertEquals(STAYS, grip.moved(0.51, 0.9), "somebody has pushed it up to 0.9");
        assertFalse(grip.isHeld());
        assertEquals(OptionalDouble.of(0.95), grip.moved(0.95, 0.9));
    }

    @Test
    void shouldKeepItsHoldOfANodeThatRounds() {
        Grip grip = new Grip(MidiMode.PICKUP, 127);
        grip.moved(0.5, 0.5);
        grip.settled(0.4);
        assertEquals(OptionalDouble.of(0.6), grip.moved(0.6, 0.4));
    }

    @Test
    void shouldMeetAtTheEndsWhenScaled() {
        Grip grip = new Grip(MidiMode.SCALED, 127);
        assertEquals(STAYS, grip.moved(0.5, 0.8), "its first position says only where it is");
        double value = grip.moved(0.75, 0.8).orElseThrow();
        assertEquals(0.9, value, 1e-9, "half of the way left");
        assertEquals(1, grip.moved(1, value).orElseThrow(), 1e-9);
        value = grip.moved(0.5, 1).orElseThrow();
        assertEquals(0.5, value, 1e-9);
        assertEquals(0, grip.moved(0, value).orElseThrow(), 1e-9);
    }

    @ParameterizedTest
    @EnumSource(
            value = MidiMode.class,
            names = {"JUMP", "PICKUP", "SCALED", "FLIP"})
    void shouldStayInRangeWhateverIsMoved(MidiMode mode) {
        Random random = new Random(mode.name().hashCode());
        Grip grip = new Grip(mode, 127);
        double value = 0.5;
        for (int i = 0; i < 10_000; i++) {
            double position = random.nextInt(128) / 127.0;
            value = grip.moved(position, value).orElse(value);
            assertTrue(value >= 0 && value <= 1, "" + value);
            grip.settled(value);
            if (random.nextInt(10) == 0) {
                value = random.nextDouble();
            }
        }
    }

    @Test
    void shouldFlipAtEachPress() {
        Grip grip = new Grip(MidiMode.FLIP, 127);
        assertEquals(OptionalDouble.of(1), grip.moved(1, 0));
        assertEquals(STAYS, grip.moved(0, 1));
        assertEquals(OptionalDouble.of(0), grip.moved(0.4, 1));
    }

    @Test
    void shouldUnderstandAllDialectsOfEndlessKnobs() {
        assertEquals(1, MidiMode.RELATIVE_SIGN.steps(0x01));
        assertEquals(-1, MidiMode.RELATIVE_SIGN.steps(0x41));
        assertEquals(3, MidiMode.RELATIVE_TWOS.steps(3));
        assertEquals(-1, MidiMode.RELATIVE_TWOS.steps(127));
        assertEquals(-64, MidiMode.RELATIVE_TWOS.steps(64));
        assertEquals(2, MidiMode.RELATIVE_OFFSET.steps(66));
        assertEquals(-2, MidiMode.RELATIVE_OFFSET.steps(62));
        assertEquals(0.5 + 1 / 127.0, new Grip(MidiMode.RELATIVE_TWOS, 127).turned(1, 0.5), 1e-9);
        assertEquals(0, new Grip(MidiMode.RELATIVE_TWOS, 127).turned(-64, 0.1), 1e-9);
    }
}
