package tutti.nat.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.MalformedMessageException;

class EventJsonTest {
    private final Cast cast = new Cast();
    private final Cast.Player bob = cast.player("bob");

    @BeforeEach
    void open() {
        cast.open();
        bob.join("b\u00f6b", Role.LISTENER);
        cast.host.say(new RoomEvent.Muted(bob.id(), true));
        cast.host.say(new RoomEvent.Note("tempo", "\"120\"\n\\ \ud83c\udfb5"));
        Cast.Player carol = cast.player("carol");
        carol.join();
        cast.host.say(new RoomEvent.Granted(carol.id(), Role.ENGINEER));
        cast.host.say(new RoomEvent.Entrusted(carol.id(), DeskGrant.of(Set.of(cast.host.id(), bob.id()))));
        Cast.Player dave = cast.player("dave");
        dave.join();
        cast.host.say(new RoomEvent.Granted(dave.id(), Role.ENGINEER));
        cast.host.say(new RoomEvent.Entrusted(dave.id(), DeskGrant.ALL));
        cast.host.say(new RoomEvent.Banned(bob.id()));
    }

    private List<RoomEvent> events() {
        return List.of(
                new RoomEvent.Opened(cast.anchor, "Tuesday \u00e0 huit"),
                new RoomEvent.Joined(Bytes.of(bob.identity.certificateDer()), "b\u00f6b", Role.PERFORMER),
                new RoomEvent.Granted(bob.id(), Role.ENGINEER),
                new RoomEvent.Entrusted(bob.id(), DeskGrant.ALL),
                new RoomEvent.Entrusted(bob.id(), DeskGrant.of(Set.of(bob.id(), cast.host.id()))),
                new RoomEvent.Entrusted(bob.id(), DeskGrant.NONE),
                new RoomEvent.Muted(bob.id(), true),
                new RoomEvent.Removed(bob.id()),
                new RoomEvent.Banned(bob.id()),
                new RoomEvent.Chat("one line\nand \"another\" \ud83c\udfb5"),
                new RoomEvent.Note("marker-2", ""),
                new RoomEvent.Left(),
                cast.state().snapshot());
    }

    @Test
    void shouldReadWhatItWrote() throws MalformedMessageException {
        for (RoomEvent event : events()) {
            assertEquals(event, EventJson.decode(EventJson.encode(event)));
        }
    }

    @Test
    void shouldIgnoreWhatItDoesNotKnow() throws MalformedMessageException {
        assertEquals(
                new RoomEvent.Chat("x"),
                EventJson.decode("{\"type\":\"chat\",\"text\":\"x\",\"colour\":\"red\",\"more\":{\"a\":[1]}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"type\":\"dance\"}",
                "{\"type\":\"chat\"}",
                "{\"type\":\"chat\",\"text\":\"\"}",
                "{\"type\":\"chat\",\"text\":7}",
                "{\"type\":\"chat\",\"text\":\"x\"} {}",
                "{\"type\":\"chat\",\"text\":\"x\",\"text\":\"y\"}",
                "{\"type\":\"chat\",\"text\":\"\\u001b[2J\"}",
                "{\"type\":\"chat\",\"text\":\"\\ud800\"}",
                "{\"type\":\"note\",\"kind\":\"\",\"data\":\"\"}",
                "{\"type\":\"note\",\"kind\":\"Tempo\",\"data\":\"\"}",
                "{\"type\":\"role\",\"member\":\"x\",\"role\":\"engineer\"}",
                "{\"type\":\"role\",\"member\":\"00000000000000000000000000000000\",\"role\":\"king\"}",
                "{\"type\":\"desks\",\"member\":\"00000000000000000000000000000000\",\"all\":true}",
                "{\"type\":\"desks\",\"member\":\"00000000000000000000000000000000\",\"all\":true,"
                        + "\"of\":[\"00000000000000000000000000000000\"]}",
                "{\"type\":\"desks\",\"member\":\"00000000000000000000000000000000\",\"all\":false,\"of\":[\"bob\"]}",
                "{\"type\":\"opened\",\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"certificate\":\"AAAA\",\"title\":\"\"}",
                "{\"type\":\"snapshot\"}",
            })
    void shouldRefuseWhatIsNone(String json) {
        MalformedMessageException e = assertThrows(MalformedMessageException.class, () -> EventJson.decode(json));
        assertTrue(String.valueOf(e.getMessage()).endsWith("."), e.getMessage());
    }

    @Test
    void shouldRefuseWhatExceedsItsLimits() {
        assertThrows(IllegalArgumentException.class, () -> new RoomEvent.Chat("x".repeat(1001)));
        assertThrows(IllegalArgumentException.class, () -> new RoomEvent.Note("x".repeat(17), ""));
        assertThrows(IllegalArgumentException.class, () -> new RoomEvent.Note("x", "\u00e9".repeat(257)));
        assertThrows(IllegalArgumentException.class, () -> new RoomEvent.Opened(cast.anchor, "x".repeat(65)));
        assertThrows(IllegalArgumentException.class, () -> new RoomEvent.Opened(cast.anchor, "two\nlines"));
        assertThrows(IllegalArgumentException.class, () -> new RoomEvent.Granted("bob", Role.LISTENER));
        Bytes certificate = Bytes.of(bob.identity.certificateDer());
        assertThrows(IllegalArgumentException.class, () -> new RoomEvent.Joined(certificate, "no name", Role.LISTENER));
        assertThrows(IllegalArgumentException.class, () -> new RoomEvent.Joined(certificate, "bob", Role.ENGINEER));
        assertThrows(
                IllegalArgumentException.class,
                () -> new RoomEvent.Joined(Bytes.of(new byte[10]), "bob", Role.LISTENER));
        RoomEvent.Snapshot snapshot = cast.state().snapshot();
        Member one = snapshot.members().getFirst();
        assertThrows(
                IllegalArgumentException.class,
                () -> new RoomEvent.Snapshot(cast.anchor, "", List.of(one, one), List.of()));
    }

    /// Whoever is invited may say anything; it is read as an event, or refused as malformed.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldSurviveGarbling(long seed) {
        Random random = new Random(seed);
        List<String> wholes = events().stream().map(EventJson::encode).toList();
        String letters = "{}[]\",:\\u0 a-9.e\n\ud83c";
        int numRefused = 0;
        for (int i = 0; i < 1000; i++) {
            StringBuilder text = new StringBuilder(wholes.get(random.nextInt(wholes.size())));
            for (int n = random.nextInt(4); n >= 0 && text.length() > 1; n--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, letters.charAt(random.nextInt(letters.length())));
                    case 2 -> text.setLength(at + 1);
                    default -> text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
                }
            }
            try {
                RoomEvent event = EventJson.decode(text.toString());
                String written = EventJson.encode(event);
                assertEquals(event, EventJson.decode(written));
                assertEquals(
                        written,
                        new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8),
                        "whole characters only");
            } catch (MalformedMessageException e) {
                numRefused++;
                assertFalse(String.valueOf(e.getMessage()).isEmpty());
            }
        }
        assertTrue(numRefused > 300, "refused: " + numRefused);
    }

    @Test
    void shouldBoundDepth() {
        assertThrows(MalformedMessageException.class, () -> EventJson.decode("{\"type\":\"left\",\"a\":[[[[1]]]]}"));
    }
}
