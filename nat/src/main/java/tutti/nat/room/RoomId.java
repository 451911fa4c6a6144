package tutti.nat.room;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The name of a room, which follows from who hosts it, so that nobody else can open a room of that name
/// (`nat/docs/protocol.md`, section 1.2):
///
///     room id = base32( SHA-256( "tutti room 1 id" | salt | DER of the host's certificate ) [0..9] )
///
/// Thread: any (stateless).
public final class RoomId {
    /// How long one is.
    public static final int NUM_CHARS = 16;

    private static final byte[] LABEL = "tutti room 1 id".getBytes(StandardCharsets.US_ASCII);
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS_PER_CHAR = 5;

    private RoomId() {}

    /// The id of the room that the owner of a certificate opens with a salt.
    public static String of(byte[] salt, byte[] hostCertificateDer) {
        MessageDigest sha256 = sha256();
        sha256.update(LABEL);
        sha256.update(salt);
        byte[] hash = sha256.digest(hostCertificateDer);
        StringBuilder text = new StringBuilder(NUM_CHARS);
        for (int i = 0; i < NUM_CHARS; i++) {
            text.append(ALPHABET.charAt(fiveBits(hash, i * BITS_PER_CHAR)));
        }
        return text.toString();
    }

    /// Whether a room id follows from a salt and a certificate.
    public static boolean matches(String roomId, byte[] salt, byte[] hostCertificateDer) {
        return of(salt, hostCertificateDer).equals(roomId);
    }

    private static int fiveBits(byte[] bytes, int fromBit) {
        int at = fromBit / Byte.SIZE;
        int twoBytes = ((bytes[at] & 0xFF) << Byte.SIZE) | (bytes[at + 1] & 0xFF);
        int bitsBehind = 2 * Byte.SIZE - BITS_PER_CHAR - fromBit % Byte.SIZE;
        return (twoBytes >> bitsBehind) & 0x1F;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java cannot do SHA-256; install a complete JDK 25 or later.", e);
        }
    }
}
