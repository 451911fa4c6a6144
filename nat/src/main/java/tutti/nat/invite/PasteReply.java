package tutti.nat.invite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tutti.nat.session.Hkdf;

/// What the guest's program answers to a [PasteOffer], `tutti-reply:REPLY`: how to reach the guest, sealed so that
/// only who made the offer opens it, as it may travel through a chat that others read.
///
///     bytes
///       0-11  nonce, random
///       12-   AES-256-GCM of the contact, with its tag of 16 bytes
///
/// The key is HKDF-SHA256 of the secret, with the offer's text as salt and `tutti paste 1 reply` as info, 32 bytes.
///
/// Thread: any (immutable).
///
/// @param guest how to reach the guest
public record PasteReply(PasteContact guest) {
    private static final String PREFIX = "tutti-reply:";
    private static final byte[] INFO = "tutti paste 1 reply".getBytes(US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int MAX_BYTES = NONCE_BYTES + PasteCodec.MAX_BYTES + TAG_BYTES;

    /// The reply to paste back.
    public String text(PasteOffer offer, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, offer, nonce, NONCE_BYTES).doFinal(PasteCodec.encode(guest));
            byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    /// Reads the reply to an offer.
    ///
    /// @throws InviteException with a sentence that quotes nothing
    public static PasteReply parse(String text, PasteOffer offer) {
        String line = InviteText.line(
                text, "A reply is one line without spaces that begins with " + PREFIX + "; copy it alone.");
        if (!line.startsWith(PREFIX)) {
            throw new InviteException("A reply begins with " + PREFIX + "; paste what the guest's Tutti has printed.");
        }
        byte[] whole = decode(line.substring(PREFIX.length()));
        if (whole.length < NONCE_BYTES + TAG_BYTES || whole.length > MAX_BYTES) {
            throw damaged();
        }
        PasteContact guest = PasteCodec.decode(open(whole, offer));
        if (guest == null) {
            throw damaged();
        }
        return new PasteReply(guest);
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static byte[] open(byte[] whole, PasteOffer offer) {
        try {
            return cipher(Cipher.DECRYPT_MODE, offer, whole, NONCE_BYTES)
                    .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new InviteException(
                    "This reply belongs to another invite, or is damaged; send the guest this invite and ask anew.");
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    private static Cipher cipher(int mode, PasteOffer offer, byte[] nonce, int nonceBytes)
            throws GeneralSecurityException {
        byte[] key = Hkdf.sha256(offer.secret().copyBytes(), offer.bytes(), INFO, KEY_BYTES);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce, 0, nonceBytes));
        return cipher;
    }

    private static InviteException damaged() {
        return new InviteException("The reply is damaged; copy the whole reply again, to its last character.");
    }

    private static IllegalStateException broken(GeneralSecurityException e) {
        return new IllegalStateException("This Java cannot do AES-GCM; install a complete JDK 25 or later.", e);
    }
}
