package tutti.console.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberWordsTest {
    private final NumberWords english = new NumberWords(Locale.ENGLISH);
    private final NumberWords german = new NumberWords(Locale.GERMAN);

    @ParameterizedTest
    @CsvSource({"-6, −6.0 dB", "3.04, +3.0 dB", "-0.04, 0.0 dB", "0.04, 0.0 dB", "-144, −∞ dB", "10, +10.0 dB"})
    void shouldSayLevels(double db, String words) {
        assertEquals(words, english.levelDb(db));
    }

    @Test
    void shouldSayThemInGerman() {
        assertEquals("−12,5 dB", german.levelDb(-12.5));
    }

    @ParameterizedTest
    @CsvSource({"-9, −9", "-8.6, −8", "0.4, +1", "-0.03, 0", "0, 0"})
    void shouldNeverSayLessThanItIs(double db, String words) {
        assertEquals(words, english.wholeLevel(db));
    }

    @ParameterizedTest
    @CsvSource({
        "-6, -6",
        "−6.5 dB, -6.5",
        "'-6,5', -6.5",
        "+3, 3",
        ".5, 0.5",
        "-inf, -144",
        "−∞, -144",
        "5., 5",
        "12 ms, 12"
    })
    void shouldReadWhatPeopleType(String typed, double number) {
        assertEquals(OptionalDouble.of(number), english.read(typed));
        assertEquals(OptionalDouble.of(number), german.read(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1e9", "--3", "-", "12345", "NaN", "0x10", "1.2.3"})
    void shouldReadNothingElse(String typed) {
        assertEquals(OptionalDouble.empty(), english.read(typed));
    }

    @Test
    void shouldReadBackEveryLevelThatItSays() {
        for (int tenths = -900; tenths <= 100; tenths++) {
            double db = tenths / 10.0;

            assertEquals(OptionalDouble.of(db), german.read(german.levelDb(db)));
        }
    }

    @ParameterizedTest
    @CsvSource({"-0.5, L50", "0, C", "1, R100", "0.004, C", "-0.15, L15"})
    void shouldSayPlaces(double pan, String words) {
        assertEquals(words, english.pan(pan));
    }

    @ParameterizedTest
    @CsvSource({"L50, -0.5", "r 20, 0.2", "c, 0", "-30, -0.3", "l250, -1"})
    void shouldReadPlaces(String typed, double pan) {
        assertEquals(OptionalDouble.of(pan), english.readPan(typed));
    }
}
