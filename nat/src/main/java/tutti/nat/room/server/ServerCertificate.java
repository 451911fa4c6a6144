package tutti.nat.room.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import tutti.nat.identity.Fingerprint;
import tutti.nat.identity.Identity;

/// By what players know a room server: a certificate of its own, whose fingerprint stands in every invite, or one
/// that a certificate authority vouches for.
///
/// Thread: any (immutable).
public final class ServerCertificate {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");
    private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";
    private static final String END_KEY = "-----END PRIVATE KEY-----";

    private final List<Certificate> chain;
    private final PrivateKey key;
    private final Fingerprint fingerprint;
    private final boolean isPinned;

    private ServerCertificate(List<Certificate> chain, PrivateKey key, boolean isPinned) throws CertificateException {
        this.chain = chain;
        this.key = key;
        this.fingerprint = Fingerprint.ofCertificate(chain.getFirst().getEncoded());
        this.isPinned = isPinned;
    }

    /// The server's own.
    public static ServerCertificate selfSigned(Identity identity) {
        try {
            return new ServerCertificate(List.of(identity.certificate()), identity.privateKey(), true);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("The certificate cannot be encoded.", e);
        }
    }

    /// One of a certificate authority.
    ///
    /// @param chainPem the server's certificate and those that vouch for it, in PEM
    /// @param keyPem its key in PEM (PKCS #8, not encrypted)
    /// @throws IllegalArgumentException with a sentence, if they are something else or do not belong together
    public static ServerCertificate ofAuthority(String chainPem, String keyPem) {
        try {
            List<Certificate> chain = List.copyOf(CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificates(chainPem))));
            PrivateKey key = KeyFactory.getInstance(
                            chain.getFirst().getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(keyBytes(keyPem)));
            requireMatch(chain.getFirst().getPublicKey(), key);
            return new ServerCertificate(chain, key, false);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Certificate and key cannot be read, or do not belong together.", e);
        }
    }

    /// The certificates alone: such files may hold the key, too, and words for people.
    private static byte[] certificates(String pem) {
        String found =
                CERTIFICATE.matcher(pem).results().map(MatchResult::group).collect(Collectors.joining("\n"));
        if (found.isEmpty()) {
            throw new IllegalArgumentException("There is no certificate in the file; it has to be in PEM form.");
        }
        return found.getBytes(StandardCharsets.US_ASCII);
    }

    private static void requireMatch(PublicKey publicKey, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> key.getAlgorithm();
                });
        byte[] probe = {1};
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(probe);
        if (!signature.verify(signed)) {
            throw new IllegalArgumentException("The key does not belong to the certificate.");
        }
    }

    private static byte[] keyBytes(String pem) {
        int from = pem.indexOf(BEGIN_KEY);
        int to = pem.indexOf(END_KEY);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("There is no key in the file; it has to be PKCS #8 in PEM form, made by"
                    + " \"openssl pkcs8 -topk8 -nocrypt\".");
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + BEGIN_KEY.length(), to));
    }

    /// Of the certificate that players see.
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /// Whether an invite must name the fingerprint.
    public boolean isPinned() {
        return isPinned;
    }

    /// TLS with this certificate.
    SSLContext tls() throws GeneralSecurityException {
        char[] noPassword = {};
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, noPassword);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        store.setKeyEntry("tutti", key, noPassword, chain.toArray(Certificate[]::new));
        // "PKIX" would decrypt the key anew for each connection, with ten thousand rounds of hashing.
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(store, noPassword);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public String toString() {
        return "certificate " + fingerprint;
    }
}
