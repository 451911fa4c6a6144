package tutti.nat.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");
    private static final byte[] MESSAGE = "tutti".getBytes(StandardCharsets.US_ASCII);

    private final Identity alice = Identity.create(new SecureRandom(), NOW);
    private final Identity bob = Identity.create(new SecureRandom(), NOW);

    @Test
    void shouldReadWhatItWrote() {
        Identity read = Identity.parse(alice.pem());
        assertEquals(alice.fingerprint(), read.fingerprint());
        assertArrayEquals(alice.certificateDer(), read.certificateDer());
        assertTrue(Certificates.verify(alice.certificate(), MESSAGE, read.sign(MESSAGE)));
    }

    /// A text file may have passed through an editor, and have a preface.
    @Test
    void shouldReadWhatAnEditorLeft() {
        String edited = "My key, do not share\r\n\r\n" + alice.pem().replace("\n", "\r\n  ");
        assertEquals(alice.fingerprint(), Identity.parse(edited).fingerprint());
    }

    @Test
    void shouldBeNobodyElse() {
        assertNotEquals(alice.fingerprint(), bob.fingerprint());
        assertNotEquals(alice.memberId(), bob.memberId());
        assertTrue(alice.memberId().matches("[0-9a-f]{32}"));
    }

    @Test
    void shouldSignForItselfAlone() {
        byte[] signed = alice.sign(MESSAGE);
        assertEquals(Certificates.SIGNATURE_BYTES, signed.length);
        assertTrue(Certificates.verify(alice.certificate(), MESSAGE, signed));
        assertFalse(Certificates.verify(bob.certificate(), MESSAGE, signed));
        assertFalse(Certificates.verify(alice.certificate(), new byte[5], signed));
        signed[10] ^= 1;
        assertFalse(Certificates.verify(alice.certificate(), MESSAGE, signed));
        assertFalse(Certificates.verify(alice.certificate(), MESSAGE, new byte[64]));
        assertFalse(Certificates.verify(alice.certificate(), MESSAGE, new byte[0]));
    }

    @Test
    void shouldBeValidFromADayAgoForTenYears() {
        assertEquals(
                Date.from(NOW.minus(Duration.ofDays(1))), alice.certificate().getNotBefore());
        assertEquals(
                Date.from(NOW.plus(Duration.ofDays(3650))), alice.certificate().getNotAfter());
    }

    @Test
    void shouldFitWhereCertificatesGo() {
        for (int i = 0; i < 50; i++) {
            byte[] der = Identity.create(new SecureRandom(), NOW).certificateDer();
            assertTrue(der.length <= 300, "bytes: " + der.length);
        }
    }

    @Test
    void shouldRefuseAKeyOfSomebodyElse() {
        String certificate = bob.pem().substring(bob.pem().indexOf("-----BEGIN CERTIFICATE"));
        String mixed = alice.pem().substring(0, alice.pem().indexOf("-----BEGIN CERTIFICATE")) + certificate;
        assertTrue(refusal(mixed).contains("key is not the certificate's"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Four bars of rest.", "-----BEGIN PRIVATE KEY-----END PRIVATE KEY-----", """
                -----BEGIN PRIVATE KEY-----
                -----END PRIVATE KEY-----
                -----BEGIN CERTIFICATE-----
                -----END CERTIFICATE-----
                """})
    void shouldRefuseWhatIsNone(String text) {
        assertTrue(refusal(text).startsWith("This is not an identity"));
    }

    /// A garbled file is the same identity or refused with a sentence that does not quote the key.
    @Test
    void shouldSurviveGarbling() {
        Random random = new Random(1);
        String whole = alice.pem();
        String key = whole.lines().skip(1).findFirst().orElseThrow();
        int numRefused = 0;
        for (int i = 0; i < 1000; i++) {
            StringBuilder text = new StringBuilder(whole);
            for (int n = random.nextInt(3); n >= 0; n--) {
                text.setCharAt(random.nextInt(text.length()), (char) (' ' + random.nextInt(95)));
            }
            try {
                assertNotEquals("", Identity.parse(text.toString()).memberId());
            } catch (IllegalArgumentException e) {
                numRefused++;
                assertFalse(String.valueOf(e.getMessage()).contains(key.substring(0, 6)), e.getMessage());
                assertTrue(String.valueOf(e.getMessage()).startsWith("This is not an identity"), e.getMessage());
            }
        }
        assertTrue(numRefused > 500, "refused: " + numRefused);
    }

    @Test
    void shouldNotShowTheKey() {
        assertEquals("identity " + alice.memberId(), alice.toString());
    }

    private static String refusal(String text) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Identity.parse(text))
                .getMessage());
    }
}
