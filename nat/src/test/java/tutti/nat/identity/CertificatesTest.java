package tutti.nat.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Random;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

class CertificatesTest {
    private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");

    private final byte[] der = Identity.create(new SecureRandom(), NOW).certificateDer();

    @Test
    void shouldReadACertificate() throws CertificateException {
        assertEquals(
                Fingerprint.ofCertificate(der),
                Fingerprint.ofCertificate(Certificates.parse(der).getEncoded()));
    }

    /// The same certificate must not go by two fingerprints: the JDK also reads PEM, and stops at the end of the DER.
    @Test
    void shouldRefuseOtherSpellingsOfACertificate() {
        String pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
        assertThrows(CertificateException.class, () -> Certificates.parse(pem.getBytes(StandardCharsets.US_ASCII)));
        assertThrows(CertificateException.class, () -> Certificates.parse(Arrays.copyOf(der, der.length + 1)));
    }

    @Test
    void shouldRefuseWhatIsTooLong() {
        assertThrows(CertificateException.class, () -> Certificates.parse(Arrays.copyOf(der, 1025)));
    }

    @Test
    void shouldRefuseOtherKeys() throws Exception {
        for (String[] kind : new String[][] {{"EC", "384", "SHA384withECDSA"}, {"RSA", "2048", "SHA256withRSA"}}) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind[0]);
            generator.initialize(Integer.parseInt(kind[1]));
            KeyPair keys = generator.generateKeyPair();
            X500Name name = new X500Name("CN=tutti");
            byte[] other = new JcaX509v3CertificateBuilder(
                            name, BigInteger.ONE, Date.from(NOW), Date.from(NOW), name, keys.getPublic())
                    .build(new JcaContentSignerBuilder(kind[2]).build(keys.getPrivate()))
                    .getEncoded();
            assertTrue(other.length <= Certificates.MAX_BYTES);
            assertThrows(CertificateException.class, () -> Certificates.parse(other));
        }
    }

    @Test
    void shouldSurviveGarbling() {
        Random random = new Random(1);
        int numRefused = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] garbled = Arrays.copyOf(der, random.nextInt(10) == 0 ? random.nextInt(der.length) : der.length);
            for (int n = random.nextInt(4); n > 0 && garbled.length > 0; n--) {
                garbled[random.nextInt(garbled.length)] = (byte) random.nextInt();
            }
            try {
                assertEquals(
                        Fingerprint.ofCertificate(garbled),
                        Fingerprint.ofCertificate(Certificates.parse(garbled).getEncoded()));
            } catch (CertificateException e) {
                numRefused++;
            }
        }
        assertTrue(numRefused > 500, "refused: " + numRefused);
    }

    @Test
    void shouldKnowFingerprintsByContent() {
        Fingerprint fingerprint = Fingerprint.ofCertificate(der);
        assertEquals(fingerprint, Fingerprint.parse(fingerprint.text()));
        assertEquals(fingerprint, Fingerprint.ofBytes(fingerprint.copyBytes()));
        assertEquals(43, fingerprint.text().length());
        assertEquals(fingerprint.memberId(), fingerprint.toString());
        assertNotEquals(fingerprint, Fingerprint.ofBytes(new byte[32]));
        assertThrows(IllegalArgumentException.class, () -> Fingerprint.ofBytes(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> Fingerprint.parse("!"));
        assertThrows(IllegalArgumentException.class, () -> Fingerprint.parse("AAAA"));
    }

    @Test
    void shouldOrderFingerprintsAsUnsignedBytes() {
        byte[] high = new byte[32];
        high[0] = (byte) 0x80;
        byte[] low = new byte[32];
        low[0] = 0x7f;
        assertTrue(Fingerprint.ofBytes(high).compareTo(Fingerprint.ofBytes(low)) > 0);
        assertEquals(
                "80000000000000000000000000000000", Fingerprint.ofBytes(high).memberId());
    }
}
