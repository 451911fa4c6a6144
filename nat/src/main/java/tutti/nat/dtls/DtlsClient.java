package tutti.nat.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;

/// The side that says hello. Thread: the handshake's.
final class DtlsClient extends DefaultTlsClient {
    private final DtlsTerms terms;

    DtlsClient(DtlsTerms terms) {
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
    @SuppressWarnings({"rawtypes", "JdkObsolete"}) // As the library declares it.
    protected Vector<Integer> getSupportedGroups(Vector roles) {
        return new Vector<>(List.of(DtlsTerms.groups()[0]));
    }

    @Override
    protected Vector<SignatureAndHashAlgorithm> getSupportedSignatureAlgorithms() {
        return DtlsTerms.signatureAlgorithms();
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
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = TlsExtensionsUtils.ensureExtensionsInitialised(super.getClientExtensions());
        TlsSRTPUtils.addUseSRTPExtension(extensions, DtlsTerms.srtp());
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes") // As the library declares it.
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        DtlsTerms.requireSrtp(TlsSRTPUtils.getUseSRTPExtension(extensions), true);
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
                terms.requirePeer(certificate.getCertificate());
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
                return terms.signer(context);
            }
        };
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
