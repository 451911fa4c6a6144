package tutti.nat.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsSRTPUtils;

/// The side that waits for a hello. It does not ask for a cookie first: connectivity checks have shown already that
/// the address is the peer's, and it would cost a round trip. Thread: the handshake's.
final class DtlsServer extends DefaultTlsServer {
    private final DtlsTerms terms;

    DtlsServer(DtlsTerms terms) {
        super(terms.crypto());
        this.terms = terms;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return DtlsTerms.versions();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return DtlsTerms.cipherSuites();
    }

    @Override
    public int[] getSupportedGroups() {
        return DtlsTerms.groups();
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return DtlsTerms.RESEND_MS;
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    public int getMaxCertificateChainLength() {
        return 1;
    }

    @Override
    @SuppressWarnings("rawtypes") // As the library declares it.
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        DtlsTerms.requireSrtp(TlsSRTPUtils.getUseSRTPExtension(extensions), false);
    }

    @Override
    @SuppressWarnings("rawtypes") // As the library declares it.
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = TlsExtensionsUtils.ensureExtensionsInitialised(super.getServerExtensions());
        TlsSRTPUtils.addUseSRTPExtension(extensions, DtlsTerms.srtp());
        return extensions;
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        return terms.signer(context);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        short[] types = {ClientCertificateType.ecdsa_sign};
        return new CertificateRequest(types, DtlsTerms.signatureAlgorithms(), null);
    }

    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
        terms.requirePeer(chain);
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        terms.onAlert(description);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        terms.onComplete(context);
    }
}
