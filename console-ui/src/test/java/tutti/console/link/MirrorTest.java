package tutti.console.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.Value;

class MirrorTest {
    private final Mirror mirror = new Mirror();

    private void add(String... addresses) {
        for (String address : addresses) {
            mirror.onAdded(List.of(InboxTest.node(address)));
        }
    }

    @Test
    void shouldNameWhatIsBelowABranchOnceEach() {
        add("/peer/bob/name", "/peer/bob-2/name", "/peer/bob/link/sent", "/peers/x");

        assertEquals(List.of("bob", "bob-2"), mirror.names("/peer"));
        assertEquals(List.of("link", "name"), mirror.names("/peer/bob"));
        assertEquals(2, mirror.below("/peer/bob").size());
        assertTrue(mirror.hasBranch("/peer"));
        assertFalse(mirror.hasBranch("/pee"));
    }

    @Test
    void shouldReadNumbersOfBothKindsAndNothingElse() {
        add("/real", "/whole", "/text");
        mirror.onValue("/real", Value.of(-6.5));
        mirror.onValue("/whole", Value.of(7));
        mirror.onValue("/text", Value.of("7"));

        assertEquals(-6.5, mirror.number("/real").orElseThrow());
        assertEquals(7, mirror.number("/whole").orElseThrow());
        assertTrue(mirror.number("/text").isEmpty());
        assertTrue(mirror.number("/nowhere").isEmpty());
        assertEquals("7", mirror.text("/text"));
    }

    @Test
    void shouldKnowNothingWhileTheEngineIsAway() {
        add("/bus/monitor/gain");
        mirror.onHere("alice");
        long before = mirror.structureRevision();
        mirror.onAway("It does not answer.");

        assertEquals(new Mirror.Presence.Away("It does not answer."), mirror.presence());
        assertFalse(mirror.has("/bus/monitor/gain"));
        assertTrue(mirror.structureRevision() > before);
    }

    @Test
    void shouldReadNamesAsTheyWereWritten() {
        for (String words : List.of("bob", "Bob Smith", "Jürgen/2", "~", "a~20b", "奏")) {
            assertEquals(words, NodeName.words(Address.name(words)));
        }
        assertEquals("a~2", NodeName.words("a~2"));
    }
}
