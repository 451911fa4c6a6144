package tutti.nat.room;

import java.security.cert.CertificateException;
import tutti.nat.identity.Certificates;
import tutti.nat.identity.Fingerprint;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.WireLimits;

/// From what the room id follows, and so who the host is (`nat/docs/protocol.md`, section 1.2).
///
/// @param salt 16 bytes
/// @param certificate the host's, in DER, with a P-256 key
public record RoomAnchor(Bytes salt, Bytes certificate) {
    public RoomAnchor {
        if (salt.length() != WireLimits.SALT_BYTES) {
            throw new IllegalArgumentException("A room's salt has " + WireLimits.SALT_BYTES + " bytes.");
        }
        certificate = checked(certificate);
    }

    /// Passes a certificate that can be read.
    ///
    /// @throws IllegalArgumentException if it cannot
    static Bytes checked(Bytes certificate) {
        try {
            Certificates.parse(certificate.copy());
            return certificate;
        } catch (CertificateException e) {
            throw new IllegalArgumentException("A member's certificate is that of a P-256 key.", e);
        }
    }

    /// The host's.
    public Fingerprint host() {
        return Fingerprint.ofCertificate(certificate.copy());
    }

    /// Whether this is how that room came to its id.
    public boolean holds(String roomId) {
        return RoomId.matches(roomId, salt.copy(), certificate.copy());
    }
}
