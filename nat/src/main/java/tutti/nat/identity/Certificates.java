package tutti.nat.identity;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;

/// Other people's certificates: read with distrust, and used to verify what they sign. Thread: any (stateless).
public final class Certificates {
    /// The longest certificate that is read; ours have about 300 bytes.
    public static final int MAX_BYTES = 1024;

    /// How long a signature is.
    public static final int SIGNATURE_BYTES = 64;

    static final String SIGNATURE = "SHA256withECDSAinP1363Format";

    private Certificates() {}

    /// A certificate's DER bytes.
    public static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("This certificate has no encoding.", e);
        }
    }

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
        if (certificate.getPublicKey() instanceof ECPublicKey key && P256.isCurveOf(key)) {
            return certificate;
        }
        throw new CertificateException("The certificate's key is not on the curve P-256.");
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
