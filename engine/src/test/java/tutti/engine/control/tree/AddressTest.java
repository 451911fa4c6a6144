package tutti.engine.control.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "bob, bob",
        "Bob Smith, Bob~20Smith",
        "a/b, a~2Fb",
        "~, ~7E",
        "'', ~",
        "Zoë, Zo~C3~AB",
        "'#*,?[]{}', ~23~2A~2C~3F~5B~5D~7B~7D",
    })
    void shouldMakeANameOfAnyText(String text, String name) {
        assertEquals(name, Address.name(text));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldMakeDifferentNamesOfDifferentTexts(long seed) {
        Random random = new Random(seed);
        Map<String, String> textByName = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(4), 0, 300)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String name = Address.name(text);

            assertTrue(Address.isName(name), name);
            String before = textByName.putIfAbsent(name, text);
            assertTrue(before == null || before.equals(text), () -> "\"" + before + "\" and \"" + text + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bob", "//", "/bob/", "/a b", "/a*", "/é", "/a//b", "/{a}", "/a\u0000"})
    void shouldKnowWhatIsNoAddress(String text) {
        assertFalse(Address.isAddress(text));
    }

    @Test
    void shouldBoundLengthAndDepth() {
        assertTrue(Address.isAddress("/" + "a".repeat(254)));
        assertFalse(Address.isAddress("/" + "a".repeat(255)));
        assertTrue(Address.isAddress("/a".repeat(16)));
        assertFalse(Address.isAddress("/a".repeat(17)));
    }

    @Test
    void shouldKnowWhatLiesInABranch() {
        assertTrue(Address.isWithin("/strip/bob", "/strip/bob"));
        assertTrue(Address.isWithin("/strip/bob/gain", "/strip/bob"));
        assertFalse(Address.isWithin("/strip/bobby", "/strip/bob"));
        assertTrue(Address.isWithin("/strip", "/"));
        assertEquals("/strip", Address.parent("/strip/bob"));
        assertEquals("/", Address.parent("/strip"));
    }

    /// The longest names that a player, a track and a group can have, in the deepest place where all three stand.
    @Test
    void shouldMakeNamesThatFitAnAddress() {
        String chinese = "\u4F60".repeat(32);
        String name = Address.name(chinese);
        assertEquals(Address.MAX_NAME_CHARS, name.length());
        assertTrue(Address.isName(name));
        assertTrue(Address.isAddress("/link/" + name + "/member/strip/" + name + "/" + name));
        assertNotEquals(name, Address.name(chinese.substring(1) + "\u4F61"));
        assertEquals("a".repeat(64), Address.name("a".repeat(64)));
    }
}
