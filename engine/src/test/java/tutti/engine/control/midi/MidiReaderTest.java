package tutti.engine.control.midi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MidiReaderTest {
    private final List<String> moves = new ArrayList<>();
    private boolean arePairs;
    private final MidiReader reader =
            new MidiReader(_ -> arePairs, (control, position) -> moves.add(control.words() + ": " + position));

    private void comes(int status, int first, int second) {
        reader.onMessage((long) status << 16 | (long) first << 8 | second);
    }

    @Test
    void shouldNameWhatMoves() {
        comes(0xB0, 7, 64);
        comes(0xBF, 39, 1);
        comes(0x99, 60, 100);
        comes(0x89, 60, 30);
        comes(0x90, 60, 0);
        comes(0xE2, 0x7F, 0x7F);
        comes(0xE0, 0, 64);
        comes(0xD4, 5, 0);
        assertEquals(
                List.of(
                        "cc 1 7: 64",
                        "cc 16 39: 1",
                        "note 10 60: 100",
                        "note 10 60: 0",
                        "note 1 60: 0",
                        "bend 3: 16383",
                        "bend 1: 8192",
                        "pressure 5: 5"),
                moves);
    }

    @Test
    void shouldPassOverWhatMovesNothing() {
        comes(0xC0, 5, 0);
        comes(0xA0, 60, 5);
        comes(0xB0, 123, 0);
        comes(0xB0, 120, 0);
        assertEquals(List.of(), moves);
    }

    @Test
    void shouldPutPairsTogether() {
        arePairs = true;
        comes(0xB0, 7, 100);
        comes(0xB0, 39, 5);
        comes(0xB0, 39, 6);
        comes(0xB1, 39, 1);
        comes(0xB0, 64, 127);
        assertEquals(
                List.of("cc14 1 7: 12800", "cc14 1 7: 12805", "cc14 1 7: 12806", "cc14 2 7: 1", "cc 1 64: 127"), moves);
    }

    /// Whatever comes through the cable is a move within its range, or nothing.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldBearAnything(long seed) {
        Random random = new Random(seed);
        int[] numMoves = {0};
        MidiReader any = new MidiReader(_ -> random.nextBoolean(), (control, position) -> {
            numMoves[0]++;
            assertTrue(position >= 0 && position <= control.type().max(), control.words() + ": " + position);
            assertEquals(Optional.of(control), MidiControl.parse(control.words()));
        });
        for (int i = 0; i < 100_000; i++) {
            any.onMessage(random.nextLong());
        }
        assertTrue(numMoves[0] > 10_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cc",
                "cc 1",
                "cc 0 7",
                "cc 17 7",
                "cc 1 128",
                "cc14 1 32",
                "bend 1 2",
                "knob 1 2",
                "cc 1 x",
                "cc 1 9999",
                "note -1 5"
            })
    void shouldReadNoControlThatIsNone(String words) {
        assertEquals(Optional.empty(), MidiControl.parse(words));
    }
}
