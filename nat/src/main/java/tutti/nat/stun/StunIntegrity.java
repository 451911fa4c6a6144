package tutti.nat.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// MESSAGE-INTEGRITY and FINGERPRINT (RFC 8489, sections 14.5 and 14.7). Both are reckoned over the message up to
/// themselves, with the header's length as if they were its end.
public final class StunIntegrity {
    static final int MAC_BYTES = 20;
    static final int CRC_BYTES = 4;

    /// So that a STUN fingerprint is no other protocol's CRC.
    private static final int FINGERPRINT_XOR = 0x5354554E;

    private StunIntegrity() {}

    /// The key of long-term credentials (section 9.2.2), MD5 of `username:realm:password`. The password is taken as
    /// it is, without SASLprep, which changes nothing in ASCII.
    public static byte[] longTermKey(String username, String realm, String password) {
        try {
            return MessageDigest.getInstance("MD5")
                    .digest((username + ":" + realm + ":" + password).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    /// HMAC-SHA1 over the first `numBytes`, whose header says the right length already.
    static byte[] mac(byte[] key, byte[] message, int numBytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            mac.update(message, 0, numBytes);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    /// The fingerprint of the first `numBytes`, whose header says the right length already.
    static int fingerprint(byte[] message, int numBytes) {
        CRC32 crc = new CRC32();
        crc.update(message, 0, numBytes);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }

    private static IllegalStateException broken(GeneralSecurityException e) {
        return new IllegalStateException("This Java cannot do HMAC-SHA1 or MD5; install a complete JDK.", e);
    }
}
