package tutti.nat.dtls;

import java.io.IOException;
import java.io.Serial;
import java.security.SecureRandom;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Fingerprint;
import tutti.nat.identity.Identity;
import tutti.nat.srtp.SrtpKeys;

/// What both sides insist on, and nothing else is ever agreed: DTLS 1.2, one cipher suite, one curve, one signature
/// algorithm, one SRTP profile without a key identifier, and one certificate that the peer must have.
///
/// The JDK's own cryptography does the work; no provider is installed.
///
/// Thread: the handshake's.
final class DtlsTerms {
    /// How soon a flight is repeated at first. The library's own second would be heard as a second of silence.
    static final int RESEND_MS = 100;

    private static final int[] CIPHER_SUITES = {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
    private static final int SRTP_PROFILE = SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM;
    private static final byte[] NO_KEY_IDENTIFIER = {};

    /// The certificate is another's, or somebody has changed it on the way.
    static final class Stranger extends TlsFatalAlert {
        @Serial
        private static final long serialVersionUID = 1L;

        Stranger() {
            super(AlertDescription.bad_certificate);
        }
    }

    private final JcaTlsCrypto crypto;
    private final Identity self;
    private final Fingerprint peer;
    private @Nullable SrtpKeys keys;
    private boolean goodbyeHeard;

    DtlsTerms(Identity self, Fingerprint peer, SecureRandom random) {
        this.crypto = new JcaTlsCryptoProvider().create(random);
        this.self = self;
        this.peer = peer;
    }

    JcaTlsCrypto crypto() {
        return crypto;
    }

    static ProtocolVersion[] versions() {
        return ProtocolVersion.DTLSv12.only();
    }

    static int[] cipherSuites() {
        return CIPHER_SUITES.clone();
    }

    static int[] groups() {
        return new int[] {NamedGroup.secp256r1};
    }

    private static SignatureAndHashAlgorithm signatureAlgorithm() {
        return SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);
    }

    @SuppressWarnings("JdkObsolete") // As the library takes them.
    static Vector<SignatureAndHashAlgorithm> signatureAlgorithms() {
        return new Vector<>(List.of(signatureAlgorithm()));
    }

    static UseSRTPData srtp() {
        return new UseSRTPData(new int[] {SRTP_PROFILE}, NO_KEY_IDENTIFIER);
    }

    /// Checks the other side's extension (RFC 5764, section 4.1.1). A client may offer more profiles than ours.
    static void requireSrtp(@Nullable UseSRTPData theirs, boolean fromServer) throws TlsFatalAlert {
        boolean agreed = false;
        if (theirs != null && theirs.getMki().length == 0) {
            for (int profile : theirs.getProtectionProfiles()) {
                agreed |= profile == SRTP_PROFILE;
            }
            agreed &= !fromServer || theirs.getProtectionProfiles().length == 1;
        }
        if (!agreed) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
    }

    /// @throws Stranger if this is not the peer's certificate, or none
    void requirePeer(Certificate chain) throws IOException {
        if (chain.isEmpty()
                || !peer.equals(
                        Fingerprint.ofCertificate(chain.getCertificateAt(0).getEncoded()))) {
            throw new Stranger();
        }
    }

    TlsCredentialedSigner signer(TlsContext context) throws IOException {
        Certificate chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(self.certificateDer())});
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context), crypto, self.privateKey(), chain, signatureAlgorithm());
    }

    /// Takes the keys out (RFC 5764, section 4.2) while the library still has the secrets.
    void onComplete(TlsContext context) {
        byte[] material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, SrtpKeys.MATERIAL_BYTES);
        keys = SrtpKeys.ofMaterial(material);
    }

    /// The keys, once the handshake is complete.
    SrtpKeys keys() {
        if (keys == null) {
            throw new IllegalStateException("There are no keys before the handshake is complete.");
        }
        return keys;
    }

    void onAlert(short description) {
        goodbyeHeard |= description == AlertDescription.close_notify;
    }

    /// Whether the other side has said goodbye.
    boolean goodbyeHeard() {
        return goodbyeHeard;
    }
}
