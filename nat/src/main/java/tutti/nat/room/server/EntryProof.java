package tutti.nat.room.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import tutti.nat.identity.Certificates;
import tutti.nat.identity.Fingerprint;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.ToServer;

/// What a player signs to enter: `"tutti room 1 enter" | room id | nonce | server's fingerprint | admission`
/// (`nat/docs/protocol.md`, section 3.1). Nonce and fingerprint make the signature worthless on any other
/// connection.
///
/// Thread: any (stateless).
final class EntryProof {
    private static final byte[] LABEL = "tutti room 1 enter".getBytes(StandardCharsets.US_ASCII);

    private EntryProof() {}

    /// Whether the owner of the certificate wants to enter, here and now.
    static boolean holds(ToServer.Enter enter, Bytes nonce, Fingerprint server) {
        try {
            byte[] message = message(enter.roomId(), nonce, server, enter.admission());
            return Certificates.verify(
                    Certificates.parse(enter.certificate().copy()),
                    message,
                    enter.signature().copy());
        } catch (CertificateException notOne) {
            return false;
        }
    }

    /// What a server remembers of an admission.
    static Bytes admissionHash(Bytes admission) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(admission.copy()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java cannot do SHA-256; install a complete JDK 25 or later.", e);
        }
    }

    static byte[] message(String roomId, Bytes nonce, Fingerprint server, Bytes admission) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(LABEL);
        message.writeBytes(roomId.getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(nonce.copy());
        message.writeBytes(server.copyBytes());
        message.writeBytes(admission.copy());
        return message.toByteArray();
    }
}
