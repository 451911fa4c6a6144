package tutti.nat.invite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.identity.Fingerprint;

class ServerUrlTest {
    private static final Fingerprint PIN = Fingerprint.ofCertificate(new byte[] {1});

    @ParameterizedTest
    @ValueSource(strings = {"host.example.org", "localhost", "192.0.2.7", "2001:db8::7", "::1", "fe80::1%eth0", "a"})
    void shouldReadWhatItWrote(String host) {
        ServerUrl pinned = new ServerUrl(host, 4464, PIN);
        assertEquals(pinned, ServerUrl.parse(" " + pinned.text() + "\n"));
        ServerUrl trusted = new ServerUrl(host, 4464, null);
        assertEquals(trusted, ServerUrl.parse(trusted.text()));
        assertFalse(trusted.text().contains("#"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://h.example, h.example, 443",
        "https://h.example/, h.example, 443",
        "https://h.example/#, h.example, 443",
        "HTTPS://h.example:1, h.example, 1",
        "https://[::1], ::1, 443",
        "https://[::1]:7/, ::1, 7",
    })
    void shouldReadWhatPeopleWrite(String text, String host, int port) {
        assertEquals(new ServerUrl(host, port, null), ServerUrl.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'', begins with https://",
        "http://h:1/, begins with https://",
        "tutti://h:1/, begins with https://",
        "https://, host",
        "https://h:x/, needs a port",
        "https://h:0/, needs a port",
        "https://h:1/room, no path",
        "https://h:1/#AAAA, fingerprint",
        "https://h:1/#!, fingerprint",
        "https://h:1/ #, one line",
        "https://::1:4464/, in brackets",
    })
    void shouldNameEachMistakeInOneSentence(String text, String expected) {
        String message = String.valueOf(
                assertThrows(InviteException.class, () -> ServerUrl.parse(text)).getMessage());
        assertTrue(message.contains(expected), message);
        assertTrue(message.endsWith("."), message);
    }

    @Test
    void shouldSayWhereAPathIs() {
        assertEquals(
                "wss://[2001:db8::7]:4464/room",
                new ServerUrl("2001:db8::7", 4464, PIN).uri("wss", "/room").toString());
        assertEquals(4464, new ServerUrl("::1", 4464, null).resolve().getPort());
    }

    @Test
    void shouldSurviveGarbling() {
        Random random = new Random(1);
        String letters = "#:/[]@?.%\u00e9\0 Aa0-_\t";
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder("https://[2001:db8::1]:4464/#" + PIN.text());
            for (int n = random.nextInt(4); n >= 0; n--) {
                text.setCharAt(random.nextInt(text.length()), letters.charAt(random.nextInt(letters.length())));
            }
            try {
                ServerUrl read = ServerUrl.parse(text.toString());
                assertEquals(read, ServerUrl.parse(read.text()));
            } catch (InviteException e) {
                assertTrue(String.valueOf(e.getMessage()).endsWith("."), e.getMessage());
            }
        }
    }
}
