package tutti.nat.room.wire;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/// Some bytes as a value: immutable, compared by content and in constant time. [#toString] shows only how many, as they
/// may be secret.
///
/// Thread: any.
public final class Bytes {
    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /// Takes a copy.
    public static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    /// Reads base64url without padding (RFC 4648, section 5).
    ///
    /// @throws IllegalArgumentException if it is something else
    public static Bytes parse(String base64Url) {
        return new Bytes(Base64.getUrlDecoder().decode(base64Url));
    }

    /// How many.
    public int length() {
        return content.length;
    }

    /// A copy.
    public byte[] copy() {
        return content.clone();
    }

    /// In base64url without padding.
    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && MessageDigest.isEqual(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "(" + content.length + " bytes)";
    }
}
