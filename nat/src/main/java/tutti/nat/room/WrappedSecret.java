package tutti.nat.room;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tutti.nat.identity.P256;
import tutti.nat.invite.InviteSecret;
import tutti.nat.session.Hkdf;

/// The secret of a new epoch, for one member alone (`nat/docs/protocol.md`, section 5.5):
///
///     bytes
///        0-64  an ephemeral P-256 key, uncompressed
///       65-96  AES-256-GCM of the secret's 16 bytes, with its tag
///
/// The key is HKDF-SHA256 of the ECDH of the ephemeral and the member's key, with the ephemeral bytes as salt, and
/// `tutti room 1 epoch`, the room id and the epoch in 4 bytes as info. It is used once, so the nonce is zeros.
///
/// Thread: any (stateless).
final class WrappedSecret {
    static final int BYTES = P256.POINT_BYTES + 16 + 16;

    private static final byte[] LABEL = "tutti room 1 epoch".getBytes(US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private WrappedSecret() {}

    /// Wraps the secret of an epoch.
    ///
    /// @param secret 16 bytes
    static byte[] wrap(InviteSecret secret, ECPublicKey member, String roomId, int epoch, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(P256.curve(), random);
            KeyPair ephemeral = generator.generateKeyPair();
            byte[] point = P256.encode((ECPublicKey) ephemeral.getPublic());
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, ephemeral.getPrivate(), member, point, roomId, epoch)
                    .doFinal(secret.copyBytes());
            return ByteBuffer.allocate(point.length + sealed.length)
                    .put(point)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot do ECDH; install a complete JDK 25 or later.", e);
        }
    }

    /// Takes the secret out; empty if it was not wrapped for this key, room and epoch.
    static Optional<InviteSecret> unwrap(byte[] wrapped, PrivateKey own, String roomId, int epoch) {
        if (wrapped.length != BYTES) {
            return Optional.empty();
        }
        try {
            byte[] point = Arrays.copyOf(wrapped, P256.POINT_BYTES);
            byte[] secret = cipher(Cipher.DECRYPT_MODE, own, P256.decode(point), point, roomId, epoch)
                    .doFinal(wrapped, P256.POINT_BYTES, wrapped.length - P256.POINT_BYTES);
            return Optional.of(InviteSecret.of(secret));
        } catch (InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("This Java cannot do AES-GCM; install a complete JDK 25 or later.", e);
        } catch (GeneralSecurityException forSomebodyElse) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, PrivateKey own, PublicKey other, byte[] point, String roomId, int epoch)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(other, true);
        byte[] room = roomId.getBytes(US_ASCII);
        byte[] info = ByteBuffer.allocate(LABEL.length + room.length + Integer.BYTES)
                .put(LABEL)
                .put(room)
                .putInt(epoch)
                .array();
        byte[] key = Hkdf.sha256(agreement.generateSecret(), point, info, KEY_BYTES);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, new byte[NONCE_BYTES]));
        return cipher;
    }
}
