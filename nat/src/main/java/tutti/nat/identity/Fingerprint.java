package tutti.nat.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// The SHA-256 of a certificate's DER bytes. Compared in constant time, ordered as unsigned bytes.
///
/// Thread: any (immutable).
public final class Fingerprint implements Comparable<Fingerprint> {
    /// How long one is.
    public static final int BYTES = 32;

    /// How much of it is the member id.
    private static final int ID_BYTES = 16;

    private final byte[] bytes;

    private Fingerprint(byte[] bytes) {
        this.bytes = bytes;
    }

    /// That of a certificate.
    public static Fingerprint ofCertificate(byte[] der) {
        try {
            return new Fingerprint(MessageDigest.getInstance("SHA-256").digest(der));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java cannot do SHA-256; install a complete JDK 25 or later.", e);
        }
    }

    /// Takes a copy of [#BYTES] bytes.
    ///
    /// @throws IllegalArgumentException if there are more or fewer
    public static Fingerprint ofBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A fingerprint has " + BYTES + " bytes.");
        }
        return new Fingerprint(bytes.clone());
    }

    /// Reads what [#text] wrote.
    ///
    /// @throws IllegalArgumentException if it is not base64url of [#BYTES] bytes
    public static Fingerprint parse(String text) {
        return ofBytes(Base64.getUrlDecoder().decode(text));
    }

    /// A copy of the bytes.
    public byte[] copyBytes() {
        return bytes.clone();
    }

    /// In base64url without padding: 43 characters.
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The first 16 bytes in hexadecimal: the id of a member or peer.
    public String memberId() {
        return HexFormat.of().formatHex(bytes, 0, ID_BYTES);
    }

    @Override
    public int compareTo(Fingerprint other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return memberId();
    }
}
