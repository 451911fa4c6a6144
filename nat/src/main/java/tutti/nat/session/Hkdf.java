package tutti.nat.session;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// HKDF-SHA256, extract and expand (RFC 5869). Thread: any.
public final class Hkdf {
    private Hkdf() {}

    /// Derives `numBytes` bytes, at most 255 * 32.
    ///
    /// @param keyBytes the input keying material
    /// @param salt may be empty
    /// @param info what the derived bytes are for
    public static byte[] sha256(byte[] keyBytes, byte[] salt, byte[] info, int numBytes) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(keyBytes)
                            .addSalt(salt)
                            .thenExpand(info, numBytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot do HKDF-SHA256; install a complete JDK 25 or later.", e);
        }
    }
}
