package tutti.engine.control.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindTest {
    private static final Kind REAL = new Kind.Real(-144, 10);
    private static final Kind WHOLE = new Kind.Whole(0, 500);
    private static final Kind TOGGLE = new Kind.Toggle();
    private static final Kind TEXT = new Kind.Text(4);
    private static final Kind CHOICE = new Kind.Choice(List.of("pre", "post"));
    private static final Kind COMMAND = new Kind.Command();
    private static final Value ON = Value.of(true);
    private static final Value OFF = Value.of(false);
    private static final Value BLOB = new Value.Blob(new byte[] {1});

    static Stream<Arguments> taken() {
        return Stream.of(
                Arguments.of(REAL, Value.of(-6.0), Value.of(-6.0), false),
                Arguments.of(REAL, Value.of(3L), Value.of(3.0), false),
                Arguments.of(REAL, Value.of(11.0), Value.of(10.0), true),
                Arguments.of(REAL, Value.of(Double.NEGATIVE_INFINITY), Value.of(-144.0), true),
                Arguments.of(REAL, Value.of("-6.5"), Value.of(-6.5), false),
                Arguments.of(REAL, Value.of("-inf"), Value.of(-144.0), true),
                Arguments.of(WHOLE, Value.of(7L), Value.of(7L), false),
                Arguments.of(WHOLE, Value.of(7.0), Value.of(7L), false),
                Arguments.of(WHOLE, Value.of(7.4), Value.of(7L), true),
                Arguments.of(WHOLE, Value.of(-1L), Value.of(0L), true),
                Arguments.of(WHOLE, Value.of("501"), Value.of(500L), true),
                Arguments.of(WHOLE, Value.of(Double.POSITIVE_INFINITY), Value.of(500L), true),
                Arguments.of(TOGGLE, ON, ON, false),
                Arguments.of(TOGGLE, Value.of(1L), ON, false),
                Arguments.of(TOGGLE, Value.of(0L), OFF, false),
                Arguments.of(TOGGLE, Value.of(0.5), ON, false),
                Arguments.of(TOGGLE, Value.of(0.49), OFF, false),
                Arguments.of(TOGGLE, Value.of("Off"), OFF, false),
                Arguments.of(TOGGLE, Value.NIL, ON, true),
                Arguments.of(TOGGLE, Value.IMPULSE, ON, true),
                Arguments.of(TEXT, Value.of("bob"), Value.of("bob"), false),
                Arguments.of(TEXT, Value.of("b\no\u0000b"), Value.of("bob"), true),
                Arguments.of(TEXT, Value.of("robert"), Value.of("robe"), true),
                Arguments.of(CHOICE, Value.of("PRE"), Value.of("pre"), false),
                Arguments.of(CHOICE, Value.of(1L), Value.of("post"), false),
                Arguments.of(CHOICE, Value.of(0.0), Value.of("pre"), false),
                Arguments.of(COMMAND, Value.NIL, Value.IMPULSE, false),
                Arguments.of(COMMAND, Value.of(1.0), Value.IMPULSE, false),
                Arguments.of(COMMAND, Value.of(0.0), Value.NIL, false),
                Arguments.of(COMMAND, OFF, Value.NIL, false));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void shouldTakeWhatHasOneMeaning(Kind kind, Value offered, Value expected, boolean isAltered) {
        assertEquals(new Acceptance.Taken(expected, isAltered), kind.accept(offered, OFF));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(REAL, Value.of(Double.NaN)),
                Arguments.of(REAL, ON),
                Arguments.of(REAL, Value.NIL),
                Arguments.of(REAL, Value.of("loud")),
                Arguments.of(REAL, Value.of("0x1p3")),
                Arguments.of(new Kind.Real(Float.NEGATIVE_INFINITY, 0), Value.of("-inf")),
                Arguments.of(WHOLE, Value.of(Double.NaN)),
                Arguments.of(WHOLE, Value.of("7.5")),
                Arguments.of(WHOLE, Value.of("9".repeat(40))),
                Arguments.of(TOGGLE, Value.of(Double.NaN)),
                Arguments.of(TOGGLE, Value.of("maybe")),
                Arguments.of(TOGGLE, BLOB),
                Arguments.of(TEXT, Value.of(1L)),
                Arguments.of(CHOICE, Value.of("middle")),
                Arguments.of(CHOICE, Value.of(2L)),
                Arguments.of(CHOICE, Value.of(-1L)),
                Arguments.of(CHOICE, Value.of(0.5)),
                Arguments.of(new Kind.Blob(), BLOB));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldRefuseWhatHasNoMeaning(Kind kind, Value offered) {
        Acceptance.Refused refused = assertInstanceOf(Acceptance.Refused.class, kind.accept(offered, OFF));
        assertTrue(refused.why().matches("It [^\n]+\\."), refused.why());
    }

    /// Whatever is offered, what is taken lies in the range and would be taken again as it is.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldOnlyEverTakeWhatItPermits(long seed) {
        Random random = new Random(seed);
        List<Kind> kinds = List.of(REAL, WHOLE, TOGGLE, TEXT, CHOICE);
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            Kind kind = kinds.get(random.nextInt(kinds.size()));
            Value offered = switch (random.nextInt(6)) {
                case 0 -> Value.of((double) Float.intBitsToFloat(random.nextInt()));
                case 1 -> Value.of(random.nextLong() >> random.nextInt(64));
                case 2 -> Value.of(random.nextBoolean());
                case 3 -> Value.of("" + (char) random.nextInt(100) + random.nextInt(1000));
                case 4 -> Value.NIL;
                default -> BLOB;
            };
            if (kind.accept(offered, ON) instanceof Acceptance.Taken(Value value, boolean _)) {
                taken++;
                assertEquals(new Acceptance.Taken(value, false), kind.accept(value, OFF));
            }
        }
        assertTrue(taken > 1_000 && taken < 20_000, "of both kinds: " + taken);
    }

    @Test
    void shouldKnowItsTypeTag() {
        assertEquals('i', WHOLE.typeTag());
        assertEquals('h', new Kind.Whole(0, 1L << 31).typeTag());
        assertThrows(IllegalArgumentException.class, () -> new Kind.Real(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Kind.Whole(1, 0));
    }
}
