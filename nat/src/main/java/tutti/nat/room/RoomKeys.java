package tutti.nat.room;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import tutti.nat.invite.InviteSecret;
import tutti.nat.room.wire.Bytes;
import tutti.nat.session.Hkdf;

/// What follows from the secret of one epoch (`nat/docs/protocol.md`, section 1.3).
///
/// Thread: any (immutable).
public final class RoomKeys {
    private static final byte[] SEAL = "tutti room 1 seal".getBytes(US_ASCII);
    private static final byte[] ADMISSION = "tutti room 1 admission".getBytes(US_ASCII);
    private static final int KEY_BYTES = 32;

    private final int epoch;
    private final InviteSecret secret;
    private final SecretKey sealKey;
    private final Bytes admission;

    private RoomKeys(int epoch, InviteSecret secret, SecretKey sealKey, Bytes admission) {
        this.epoch = epoch;
        this.secret = secret;
        this.sealKey = sealKey;
        this.admission = admission;
    }

    /// Those of a room's epoch.
    public static RoomKeys of(String roomId, int epoch, InviteSecret secret) {
        byte[] salt = roomId.getBytes(US_ASCII);
        byte[] sealKey = Hkdf.sha256(secret.copyBytes(), salt, SEAL, KEY_BYTES);
        byte[] admission = Hkdf.sha256(secret.copyBytes(), salt, ADMISSION, KEY_BYTES);
        return new RoomKeys(epoch, secret, new SecretKeySpec(sealKey, "AES"), Bytes.of(admission));
    }

    /// Which secret they follow from.
    public int epoch() {
        return epoch;
    }

    /// From what they follow.
    public InviteSecret secret() {
        return secret;
    }

    /// Seals all messages between members.
    SecretKey sealKey() {
        return sealKey;
    }

    /// Shown to the room server.
    public Bytes admission() {
        return admission;
    }

    /// What the room server knows of the admission before it is shown.
    public Bytes admissionHash() {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(admission.copy()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java cannot do SHA-256; install a complete JDK 25 or later.", e);
        }
    }

    @Override
    public String toString() {
        return "keys of epoch " + epoch;
    }
}
