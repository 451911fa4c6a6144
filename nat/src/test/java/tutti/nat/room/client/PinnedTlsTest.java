package tutti.nat.room.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.nat.identity.Fingerprint;
import tutti.nat.invite.ServerUrl;
import tutti.nat.room.server.ServerCertificate;

/// Which certificates of a room server are taken: the pinned one, whatever it says, or those of an authority.
@Timeout(300)
class PinnedTlsTest {
    private static final X500Name AUTHORITY = new X500Name("CN=authority");

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /// @param host whose certificate it is; null for the authority's own
    private static X509Certificate certificate(KeyPair issuer, KeyPair subject, @Nullable String host)
            throws Exception {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                AUTHORITY,
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(1))),
                host == null ? AUTHORITY : new X500Name("CN=server"),
                subject.getPublic());
        if (host == null) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        } else {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
    }

    private static String pem(String title, byte[] content) {
        return "-----BEGIN " + title + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + title + "-----\n";
    }

    private static Venue venue(KeyPair server, X509Certificate certificate) throws Exception {
        return new Venue(ServerCertificate.ofAuthority(
                pem("CERTIFICATE", certificate.getEncoded()),
                pem("PRIVATE KEY", server.getPrivate().getEncoded())));
    }

    private static int status(PinnedTls tls, int port) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(tls.context()).build()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        }
    }

    @Test
    void shouldTakeWhatAnAuthorityVouchesForThisHost() throws Exception {
        KeyPair authority = keys();
        KeyPair server = keys();
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", certificate(authority, authority, null));
        X509Certificate good = certificate(authority, server, "localhost");
        try (Venue venue = venue(server, good)) {
            ServerUrl url = new ServerUrl("localhost", venue.port(), null);
            PinnedTls tls = new PinnedTls(url, trusted, Venue.RANDOM);
            assertTrue(tls.seen().isEmpty());
            assertEquals(200, status(tls, venue.port()));
            assertEquals(
                    Fingerprint.ofCertificate(good.getEncoded()), tls.seen().orElseThrow());
            PinnedTls untrusting = new PinnedTls(url, Venue.RANDOM);
            assertThrows(IOException.class, () -> status(untrusting, venue.port()));
            assertTrue(untrusting.seen().isEmpty());
        }
        X509Certificate ofAnotherHost = certificate(authority, server, "elsewhere.example.org");
        try (Venue venue = venue(server, ofAnotherHost)) {
            PinnedTls tls = new PinnedTls(new ServerUrl("localhost", venue.port(), null), trusted, Venue.RANDOM);
            assertThrows(IOException.class, () -> status(tls, venue.port()));
        }
    }

    @Test
    void shouldTakeThePinnedCertificateAlone() throws Exception {
        try (Venue venue = new Venue((Path) null)) {
            PinnedTls tls = new PinnedTls(venue.url(), Venue.RANDOM);
            assertEquals(200, status(tls, venue.port()), "though it has no name, and nobody vouches for it");
            assertEquals(venue.identity.fingerprint(), tls.seen().orElseThrow());
            Fingerprint other = Fingerprint.ofBytes(new byte[32]);
            PinnedTls swapped = new PinnedTls(new ServerUrl("localhost", venue.port(), other), Venue.RANDOM);
            IOException refused = assertThrows(IOException.class, () -> status(swapped, venue.port()));
            assertEquals(
                    "The room server shows another certificate than the invite says; ask for a new invite, and do not join "
                            + "if the host knows of no change.",
                    Reasons.of(refused, venue.url()));
            assertTrue(swapped.seen().isEmpty());
        }
    }
}
