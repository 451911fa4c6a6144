package tutti.nat.identity;

import java.io.ByteArrayInputStream;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;

/// Other people's certificates: read with distrust, and used to verify what they sign. Thread: any (stateless).
public final class Certificates {
    /// The longest certificate that is read; ours have about 300 bytes.
    public static final int MAX_BYTES = 1024;

    /// How long a signature is.
    public static final int SIGNATURE_BYTES = 64;

    static final String SIGNATURE = "SHA256withECDSAinP1363Format";

    static final String CURVE = "secp256r1";

    private Certificates() {}

    /// Reads a certificate with a P-256 key. Its bytes must be its DER encoding and nothing else, or one certificate
    /// could
    /// go by several fingerprints.
    ///
    /// @throws CertificateException if it is longer than [#MAX_BYTES] or something else
    public static X509Certificate parse(byte[] der) throws CertificateException {
        if (der.length > MAX_BYTES) {
            throw new CertificateException("The certificate is longer than " + MAX_BYTES + " bytes.");
        }
        if (!(CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der))
                        instanceof X509Certificate certificate)
                || !Arrays.equals(certificate.getEncoded(), der)) {
            throw new CertificateException("The certificate has more than its DER bytes.");
        }
        if (certificate.getPublicKey() instanceof ECPublicKey key && isP256(key.getParams())) {
            return certificate;
        }
        throw new CertificateException("The certificate's key is not on the curve P-256.");
    }

    private static boolean isP256(ECParameterSpec curve) {
        ECParameterSpec p256 = p256();
        return curve.getCurve().equals(p256.getCurve())
                && curve.getGenerator().equals(p256.getGenerator())
                && curve.getOrder().equals(p256.getOrder());
    }

    /// The curve P-256.
    public static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(CURVE));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java does not know P-256; install a complete JDK 25 or later.", e);
        }
    }

    /// Whether the certificate's key signed this message; see [Identity#sign].
    public static boolean verify(X509Certificate certificate, byte[] message, byte[] signed) {
        return verify(certificate.getPublicKey(), message, signed);
    }

    /// Whether this key signed this message; see [Identity#sign].
    public static boolean verify(PublicKey key, byte[] message, byte[] signed) {
        if (signed.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (SignatureException | InvalidKeyException malformed) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot verify P-256; install a complete JDK 25 or later.", e);
        }
    }
}
