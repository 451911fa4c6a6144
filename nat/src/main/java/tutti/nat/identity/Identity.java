package tutti.nat.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An ECDSA P-256 key with a self-signed certificate: a player's, or a room server's. Nobody vouches for it; what
/// counts is its fingerprint.
///
/// Thread: any (immutable).
public final class Identity {
    private static final String KEY_TITLE = "PRIVATE KEY";
    private static final String CERTIFICATE_TITLE = "CERTIFICATE";

    /// RFC 5280, section 4.1.2.2 allows 20; 8 random ones are unique enough for a certificate that stands alone.
    private static final int SERIAL_BITS = 63;

    private static final Duration VALIDITY = Duration.ofDays(3650);

    private final PrivateKey privateKey;
    private final X509Certificate certificate;
    private final byte[] der;
    private final Fingerprint fingerprint;

    private Identity(PrivateKey privateKey, X509Certificate certificate) throws GeneralSecurityException {
        this.privateKey = privateKey;
        this.certificate = certificate;
        this.der = certificate.getEncoded();
        this.fingerprint = Fingerprint.ofCertificate(der);
    }

    /// Makes a new one, valid from a day before `now` for ten years.
    public static Identity create(SecureRandom random, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(P256.CURVE), random);
            KeyPair keys = generator.generateKeyPair();
            X500Name nobody = new X500Name("CN=tutti");
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    nobody,
                    new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(VALIDITY)),
                    nobody,
                    keys.getPublic());
            byte[] encoded = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded();
            return new Identity(keys.getPrivate(), Certificates.parse(encoded));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("This Java cannot make P-256 keys; install a complete JDK 25 or later.", e);
        }
    }

    /// Reads what [#pem] wrote.
    ///
    /// @throws IllegalArgumentException with a sentence, if it is something else
    public static Identity parse(String pem) {
        String keyText = section(pem, KEY_TITLE);
        String certificateText = section(pem, CERTIFICATE_TITLE);
        try {
            PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(decode(keyText)));
            X509Certificate certificate = Certificates.parse(decode(certificateText));
            Identity identity = new Identity(key, certificate);
            byte[] probe = {1};
            if (Certificates.verify(certificate, probe, identity.sign(probe))) {
                return identity;
            }
        } catch (GeneralSecurityException | RuntimeException garbled) {
            // Not passed on as a cause: its message may quote the key.
            throw new IllegalArgumentException("This is not an identity: a P-256 key and its certificate.");
        }
        throw new IllegalArgumentException("This is not an identity: the key is not the certificate's.");
    }

    private static String section(String pem, String title) {
        String begin = "-----BEGIN " + title + "-----";
        int from = pem.indexOf(begin) + begin.length();
        int to = pem.indexOf("-----END " + title + "-----", from);
        if (from < begin.length() || to < 0) {
            throw new IllegalArgumentException("This is not an identity: it has no section " + title + ".");
        }
        return pem.substring(from, to);
    }

    private static byte[] decode(String section) {
        return Base64.getMimeDecoder().decode(section);
    }

    /// Key and certificate as text: for a file that the user alone may read, never for a log.
    public String pem() {
        return write(KEY_TITLE, privateKey.getEncoded()) + write(CERTIFICATE_TITLE, der);
    }

    private static String write(String title, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + title + "-----\n" + text + "\n-----END " + title + "-----\n";
    }

    /// By what others know it.
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /// See [Fingerprint#memberId].
    public String memberId() {
        return fingerprint.memberId();
    }

    /// The certificate.
    public X509Certificate certificate() {
        return certificate;
    }

    /// A copy of the certificate's DER bytes.
    public byte[] certificateDer() {
        return der.clone();
    }

    /// The key, for TLS and DTLS. Never log it.
    public PrivateKey privateKey() {
        return privateKey;
    }

    /// The public key, which is the certificate's.
    public ECPublicKey publicKey() {
        return (ECPublicKey) certificate.getPublicKey();
    }

    /// Signs a message: ECDSA with SHA-256, r and s of 32 bytes each (IEEE P1363).
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(Certificates.SIGNATURE);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot sign with P-256; install a complete JDK 25 or later.", e);
        }
    }

    @Override
    public String toString() {
        return "identity " + memberId();
    }
}
