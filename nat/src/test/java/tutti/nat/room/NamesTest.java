package tutti.nat.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tutti.nat.link.PeerIdentity;

class NamesTest {
    @Test
    void shouldGiveTheLowestFreeName() {
        assertEquals("bob", Names.free("bob", Set.of()));
        assertEquals("bob-2", Names.free("bob", Set.of("bob")));
        assertEquals("bob-3", Names.free("bob", Set.of("bob", "bob-2", "bob-4")));
        assertEquals("bob-2-2", Names.free("bob-2", Set.of("bob", "bob-2")));
    }

    /// 32 characters outside of the plane that Java's char holds, too.
    @Test
    void shouldKeepNamesShort() {
        for (String longest : new String[] {"x".repeat(32), "\ud835\udd38".repeat(32)}) {
            Set<String> taken = new HashSet<>();
            for (int i = 0; i < 120; i++) {
                String name = Names.free(longest, taken);
                assertTrue(PeerIdentity.isName(name), name);
                assertTrue(Names.answers(name, longest), name);
                assertTrue(taken.add(name), name);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bob, bob, true",
        "bob-2, bob, true",
        "bob-17, bob, true",
        "bob-1, bob, false",
        "bob-02, bob, false",
        "bob-2, bob-2, true",
        "bob, bob-2, false",
        "bob-x, bob, false",
        "bobby, bob, false",
        "-2, bob, false",
        "bob-99999, bob, false"
    })
    void shouldKnowWhatAnswersAWish(String name, String wish, boolean answers) {
        assertEquals(answers, Names.answers(name, wish));
        assertFalse(Names.answers(name, "carol"));
    }
}
