package tutti.nat.invite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.identity.Fingerprint;

class InviteTest {
    private static final String SECRET = "AAECAwQFBgcICQoLDA0ODw";
    private static final Fingerprint PIN = Fingerprint.ofCertificate(new byte[] {1});

    @ParameterizedTest
    @ValueSource(strings = {"host.example.org", "localhost", "192.0.2.7", "2001:db8::7", "::1", "fe80::1%eth0", "a"})
    void shouldReadWhatItWrote(String host) {
        DirectInvite invite = Invite.direct(host, 4464, InviteSecret.random(new SecureRandom()));
        assertEquals(invite, Invite.parse("  " + invite.url() + "\n"));
        assertEquals(host, DirectInvite.parse(invite.url()).host());
    }

    @Test
    void shouldPutIpv6AddressesInBrackets() {
        assertEquals(
                "tutti://[::1]:4464/direct#" + SECRET,
                Invite.direct("::1", 4464, InviteSecret.parse(SECRET)).url());
    }

    @Test
    void shouldMakeANewSecretOf128BitsEachTime() {
        InviteSecret one = InviteSecret.random(new SecureRandom());
        assertEquals(16, one.copyBytes().length);
        assertEquals(22, one.reveal().length());
        assertNotEquals(one, InviteSecret.random(new SecureRandom()));
        assertEquals(one, InviteSecret.parse(one.reveal()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://h:1/direct#SECRET | begins with tutti://",
                "'' | begins with tutti://",
                "tutti://h:1/direct | no secret",
                "tutti://h:1/direct# | no secret",
                "tutti://h:1#SECRET | does not say what it leads to",
                "tutti://h:1/room#SECRET | newer version",
                "tutti://h:1/#SECRET | newer version",
                "tutti://h/direct#SECRET | no port",
                "tutti://[::1]/direct#SECRET | no port",
                "tutti://:1/direct#SECRET | host",
                "tutti://h:/direct#SECRET | needs a port",
                "tutti://h:0/direct#SECRET | needs a port",
                "tutti://h:65536/direct#SECRET | needs a port",
                "tutti://h:x/direct#SECRET | needs a port",
                "tutti://::1:4464/direct#SECRET | in brackets",
                "tutti://[host]:4464/direct#SECRET | in brackets",
                "tutti://-h:1/direct#SECRET | host",
                "tutti://h:1/direct#AAECAwQFBgcICQoLDA0O | too short",
                "tutti://h:1/direct#AAECAwQFBgcICQoLDA0OD! | damaged",
                "tutti://h:1/direct#SECRETSECRETSECRETSECRETSECRET | too long",
                "tutti://h:1/direct#SECRET and more | one line",
                "tutti://h:1/abcdefghijklmnop#SECRET.AAAA | fingerprint",
                "tutti://h:1/abcdefghijklmnop#SECRET. | fingerprint",
                "tutti://h:1/abcdefghijklmnop#.SECRET | too short",
                "tutti://h:1/abcdefghijklmno1#SECRET | newer version",
                "tutti://h:1/abcdefghijklmnop/#SECRET | newer version",
                "tutti://h:1/abcdefghijklmnop/0#SECRET | newer version",
                "tutti://h:1/abcdefghijklmnop/1000000#SECRET | newer version",
                "tutti://h/abcdefghijklmnop#SECRET | no port",
                "tutti://paste/#SECRET | damaged",
                "tutti://paste/#SECRET.AAAA | damaged",
                "tutti://paste/#SECRET.AAA! | damaged",
                "tutti://paste/#shor.AAAA | too short",
            })
    void shouldNameEachMistakeInOneSentence(String text, String expected) {
        InviteException e = assertThrows(InviteException.class, () -> Invite.parse(text.replace("SECRET", SECRET)));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.contains(expected), message);
        assertTrue(message.endsWith("."), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void shouldRefuseAHostThatIsNone() {
        InviteSecret secret = InviteSecret.parse(SECRET);
        assertThrows(InviteException.class, () -> Invite.direct("no host", 4464, secret));
        assertThrows(InviteException.class, () -> Invite.direct("host", 0, secret));
    }

    @Test
    void shouldResolveAnAddressWithoutANameServer() {
        assertEquals(
                4464,
                DirectInvite.parse("tutti://[::1]:4464/direct#" + SECRET)
                        .resolve()
                        .getPort());
    }

    @Test
    void shouldNotShowTheSecret() {
        Invite invite = Invite.parse("tutti://h:1/direct#" + SECRET);
        assertEquals("tutti://h:1/direct#(secret)", invite.toString());
        assertEquals("(secret)", invite.secret().toString());
    }

    @ParameterizedTest
    @CsvSource({"host.example.org, true", "192.0.2.7, false", "2001:db8::7, true", "localhost, false"})
    void shouldReadRoomsThatItWrote(String host, boolean isPinned) {
        ServerUrl server = new ServerUrl(host, 4464, isPinned ? PIN : null);
        RoomInvite invite = new RoomInvite(server, "abcdefghijklm234", 0, InviteSecret.random(new SecureRandom()));
        assertEquals(invite, Invite.parse(invite.url()));
        assertEquals(invite, RoomInvite.parse("\t" + invite.url() + "\r\n"));
        RoomInvite renewed = new RoomInvite(server, invite.roomId(), 17, InviteSecret.parse(SECRET));
        assertEquals(renewed, Invite.parse(renewed.url()));
        assertTrue(renewed.url().contains("/abcdefghijklm234/17#" + SECRET), renewed.url());
        assertTrue(renewed.toString().endsWith("/abcdefghijklm234/17#(secret)"), renewed.toString());
    }

    @Test
    void shouldWriteARoomAsTheProtocolSays() {
        ServerUrl server = new ServerUrl("::1", 4464, Fingerprint.ofBytes(new byte[32]));
        assertEquals(
                "tutti://[::1]:4464/abcdefghijklm234#" + SECRET + "." + "A".repeat(43),
                new RoomInvite(server, "abcdefghijklm234", 0, InviteSecret.parse(SECRET)).url());
    }

    @Test
    void shouldTellKindsApart() {
        String direct = "tutti://h:1/direct#" + SECRET;
        String room = "tutti://h:1/abcdefghijklmnop#" + SECRET;
        assertThrows(InviteException.class, () -> DirectInvite.parse(room));
        assertThrows(InviteException.class, () -> RoomInvite.parse(direct));
        assertThrows(
                InviteException.class,
                () -> new RoomInvite(new ServerUrl("h", 1, null), "Abcdefghijklmnop", 0, InviteSecret.parse(SECRET)));
    }

    /// Garbled invites are either read or refused by [InviteException], and never quoted with their secret.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldSurviveGarbling(long seed) {
        Random random = new Random(seed);
        List<String> wholes = List.of(
                "tutti://[2001:db8::1]:4464/direct#" + SECRET,
                "tutti://[2001:db8::1]:4464/abcdefghijklmnop#" + SECRET + "." + PIN.text(),
                "tutti://paste/#" + SECRET + ".AAAA");
        String letters = "#:/[]@?.%\u00e9\0 Aa0-_\t";
        int numRefused = 0;
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder(wholes.get(i % wholes.size()));
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, letters.charAt(random.nextInt(letters.length())));
                    default -> text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
                }
            }
            try {
                assertTrue(Invite.parse(text.toString()).toString().endsWith("#(secret)"));
            } catch (InviteException e) {
                numRefused++;
                String message = String.valueOf(e.getMessage());
                for (int at = 0; at + 6 <= SECRET.length(); at++) {
                    assertFalse(message.contains(SECRET.substring(at, at + 6)), message);
                }
            }
        }
        assertTrue(numRefused > 500, "so many were refused: " + numRefused);
    }
}
