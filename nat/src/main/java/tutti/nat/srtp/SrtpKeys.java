package tutti.nat.srtp;

import java.util.Arrays;

/// The master keys and salts of one session, in the layout of RFC 5764, section 4.2, with the 12-byte salts of
/// RFC 7714: client key 16, server key 16, client salt 12, server salt 12 bytes. Each side sends with its own role's.
///
/// These must be new for every session. AES-GCM with one key and one nonce used twice gives away the difference of
/// both plaintexts and lets anyone forge; the nonce is made of SSRC and packet number, and both begin anew in each
/// session.
public final class SrtpKeys {
    private static final int KEY_BYTES = 16;
    private static final int SALT_BYTES = 12;

    /// How much key material a session needs.
    public static final int MATERIAL_BYTES = 2 * KEY_BYTES + 2 * SALT_BYTES;

    private final byte[] material;

    private SrtpKeys(byte[] material) {
        this.material = material;
    }

    /// Takes a copy of [#MATERIAL_BYTES] bytes.
    public static SrtpKeys ofMaterial(byte[] material) {
        if (material.length != MATERIAL_BYTES) {
            throw new IllegalArgumentException("SRTP keys need " + MATERIAL_BYTES + " bytes.");
        }
        return new SrtpKeys(material.clone());
    }

    byte[] key(boolean client) {
        int at = client ? 0 : KEY_BYTES;
        return Arrays.copyOfRange(material, at, at + KEY_BYTES);
    }

    byte[] salt(boolean client) {
        int at = 2 * KEY_BYTES + (client ? 0 : SALT_BYTES);
        return Arrays.copyOfRange(material, at, at + SALT_BYTES);
    }

    @Override
    public String toString() {
        return "(keys)";
    }
}
