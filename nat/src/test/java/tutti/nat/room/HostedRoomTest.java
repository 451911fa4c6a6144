package tutti.nat.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.invite.InviteSecret;
import tutti.nat.invite.ServerUrl;

class HostedRoomTest {
    private final Cast cast = new Cast();
    private final HostedRoom room = HostedRoom.create(cast.host.identity, cast.random);

    @Test
    void shouldReadWhatItWrote() {
        assertEquals(room, HostedRoom.parse(" " + room.text() + "\n"));
        HostedRoom renewed = room.with(1, InviteSecret.random(cast.random)).with(4, InviteSecret.random(cast.random));
        assertEquals(renewed, HostedRoom.parse(renewed.text()));
        assertEquals(4, renewed.epoch());
        assertFalse(renewed.text().contains("\n"));
    }

    @Test
    void shouldBelongToItsHost() {
        assertTrue(room.isHostedBy(cast.host.identity));
        assertFalse(room.isHostedBy(cast.player("bob").identity));
    }

    @Test
    void shouldInviteWithTheNewestSecret() {
        InviteSecret newest = InviteSecret.random(cast.random);
        ServerUrl url = new ServerUrl("h", 1, null);
        assertEquals(0, room.invite(url).epoch());
        assertEquals(newest, room.with(1, newest).invite(url).secret());
        assertEquals(1, room.with(1, newest).invite(url).epoch());
    }

    @Test
    void shouldForgetTheOldestSecrets() {
        HostedRoom many = room;
        for (int epoch = 1; epoch <= 40; epoch++) {
            many = many.with(epoch, InviteSecret.random(cast.random));
        }
        assertEquals(HostedRoom.MAX_SECRETS, many.secrets().size());
        assertEquals(40, many.epoch());
        assertEquals(many, HostedRoom.parse(many.text()));
    }

    @Test
    void shouldNotShowSecrets() {
        String secret = room.invite(new ServerUrl("h", 1, null)).secret().reveal();
        assertTrue(room.text().contains(secret));
        assertFalse(room.toString().contains(secret));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tutti-room:",
                "tutti-room:a:b:c",
                "tutti-room:abcdefghijklm234:AAAAAAAAAAAAAAAAAAAAAA:",
                "tutti-room:abcdefghijklm234:AAAAAAAAAAAAAAAAAAAAAA:0=",
                "tutti-room:abcdefghijklm234:AAAAAAAAAAAAAAAAAAAAAA:x=AAAAAAAAAAAAAAAAAAAAAA",
                "tutti-room:abcdefghijklm234:AAAA:0=AAAAAAAAAAAAAAAAAAAAAA",
                "tutti-room:abcdefghijklm234:AAAAAAAAAAAAAAAAAAAAAA:-1=AAAAAAAAAAAAAAAAAAAAAA"
            })
    void shouldRefuseWhatIsNone(String text) {
        assertEquals(
                "This is not what a host keeps of a room; remove it to open a new room.",
                assertThrows(IllegalArgumentException.class, () -> HostedRoom.parse(text))
                        .getMessage());
    }

    @Test
    void shouldSurviveGarbling() {
        Random random = new Random(1);
        String whole = room.with(1, InviteSecret.random(cast.random)).text();
        String letters = ":=,-0 a\u00e9";
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder(whole);
            for (int n = random.nextInt(3); n >= 0; n--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.deleteCharAt(at);
                } else {
                    text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
                }
            }
            try {
                HostedRoom read = HostedRoom.parse(text.toString());
                assertEquals(read, HostedRoom.parse(read.text()));
            } catch (IllegalArgumentException e) {
                assertNull(e.getCause(), "a cause may quote a secret");
            }
        }
    }
}
