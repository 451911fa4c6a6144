package tutti.nat.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class P256Test {
    /// The generator, from FIPS 186-5 and SP 800-186, section 3.2.1.3.
    private static final String GENERATOR = "04"
            + "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
            + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

    @Test
    void shouldKnowTheGenerator() throws InvalidKeyException {
        byte[] point = HexFormat.of().parseHex(GENERATOR);
        ECPublicKey key = P256.decode(point);
        assertEquals(P256.curve().getGenerator(), key.getW());
        assertArrayEquals(point, P256.encode(key));
    }

    /// One coordinate in 128 begins with a zero byte, and half of them have their highest bit set.
    @Test
    void shouldReadWhatItWrote() throws InvalidKeyException {
        byte[] message = {1, 2, 3};
        for (int i = 0; i < 200; i++) {
            Identity identity = Identity.create(new SecureRandom(), Instant.EPOCH);
            ECPublicKey key = P256.decode(P256.encode(identity.publicKey()));
            assertEquals(identity.publicKey().getW(), key.getW());
            assertEquals(identity.publicKey(), key);
            assertTrue(i > 0 || Certificates.verify(key, message, identity.sign(message)));
        }
    }

    @Test
    void shouldRefuseWhatIsNotOnTheCurve() {
        byte[] point = HexFormat.of().parseHex(GENERATOR);
        for (int at = 0; at < point.length; at++) {
            byte[] moved = point.clone();
            moved[at] ^= 1;
            assertThrows(InvalidKeyException.class, () -> P256.decode(moved));
        }
        assertThrows(InvalidKeyException.class, () -> P256.decode(new byte[65]));
        assertThrows(InvalidKeyException.class, () -> P256.decode(Arrays.copyOf(point, 64)));
        assertThrows(InvalidKeyException.class, () -> P256.decode(Arrays.copyOf(point, 66)));
        byte[] aboveTheField = point.clone();
        Arrays.fill(aboveTheField, 1, 33, (byte) 0xff);
        assertThrows(InvalidKeyException.class, () -> P256.decode(aboveTheField));
    }
}
