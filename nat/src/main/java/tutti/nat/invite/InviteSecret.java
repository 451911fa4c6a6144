package tutti.nat.invite;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/// What those who were invited know and nobody else: 16 to 64 random bytes, from which the keys are derived. Written
/// as base64url without padding (RFC 4648, section 5), so 16 bytes are 22 characters. [#toString] does not show it.
///
/// Thread: any (immutable).
public final class InviteSecret {
    /// 128 bits: too many to guess, few enough to paste.
    private static final int RANDOM_BYTES = 16;

    private static final int MIN_BYTES = 16;
    private static final int MAX_BYTES = 64;
    private static final int MAX_CHARACTERS = (MAX_BYTES * 4 + 2) / 3;

    private final byte[] bytes;

    private InviteSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A new secret of 128 bits.
    public static InviteSecret random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new InviteSecret(bytes);
    }

    /// Takes a copy of 16 to 64 bytes.
    ///
    /// @throws IllegalArgumentException if there are more or fewer
    public static InviteSecret of(byte[] bytes) {
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("A secret has " + MIN_BYTES + " to " + MAX_BYTES + " bytes.");
        }
        return new InviteSecret(bytes.clone());
    }

    /// Reads what [#reveal] wrote.
    ///
    /// @throws InviteException if it is not base64url of 16 to 64 bytes
    public static InviteSecret parse(String text) {
        byte[] bytes = decode(text);
        if (bytes.length < MIN_BYTES) {
            throw new InviteException("The invite's secret (the part behind '#') is too short; "
                    + "copy the whole invite, to its last character.");
        }
        return new InviteSecret(bytes);
    }

    private static byte[] decode(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new InviteException("The invite's secret (the part behind '#') is too long; "
                    + "copy the invite alone, without the words around it.");
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // The decoder's message quotes a character of the secret, so it is not passed on, not even as a cause.
            throw damaged();
        }
    }

    private static InviteException damaged() {
        return new InviteException("The invite's secret (the part behind '#') is damaged: it has only letters, digits, "
                + "'-' and '_'; copy the whole invite again.");
    }

    /// A copy of the bytes, for the key derivation alone.
    public byte[] copyBytes() {
        return bytes.clone();
    }

    /// The secret in text. Only for the invite that the host hands out: never log it.
    public String reveal() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InviteSecret that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
