package tutti.nat.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoomIdTest {
    private final Random random = new Random(1);

    private byte[] bytes(int numBytes) {
        byte[] bytes = new byte[numBytes];
        random.nextBytes(bytes);
        return bytes;
    }

    /// Base32 of 80 bits is the number in the base 32, whose digits Java writes 0 to 9 and a to v.
    @Test
    void shouldBeTheHashsFirst80BitsInBase32() throws Exception {
        for (int i = 0; i < 200; i++) {
            byte[] salt = bytes(16);
            byte[] certificate = bytes(300);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("tutti room 1 id".getBytes(StandardCharsets.US_ASCII));
            digest.update(salt);
            byte[] hash = digest.digest(certificate);
            BigInteger number = new BigInteger(1, hash).shiftRight(256 - 80);
            StringBuilder expected = new StringBuilder();
            for (char c :
                    String.format("%16s", number.toString(32)).replace(' ', '0').toCharArray()) {
                int digit = Character.digit(c, 32);
                expected.append((char) (digit < 26 ? 'a' + digit : '2' + digit - 26));
            }
            assertEquals(expected.toString(), RoomId.of(salt, certificate));
        }
    }

    @Test
    void shouldBelongToOneSaltAndOneCertificate() {
        byte[] salt = bytes(16);
        byte[] certificate = bytes(300);
        String id = RoomId.of(salt, certificate);
        assertTrue(RoomId.matches(id, salt, certificate));
        assertTrue(id.matches("[a-z2-7]{16}"));
        assertFalse(RoomId.matches(id, bytes(16), certificate));
        assertFalse(RoomId.matches(id, salt, bytes(300)));
    }
}
