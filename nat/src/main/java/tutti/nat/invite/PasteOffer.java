package tutti.nat.invite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// An invite that is answered by pasting, `tutti://paste/#SECRET.OFFER`: it carries all that is needed to reach the
/// host, and the guest's program makes a [PasteReply] of its own that the host pastes back. No server is involved.
/// One offer is for one guest.
///
/// Thread: any (immutable).
///
/// @param secret opens the reply
/// @param host how to reach the host
public record PasteOffer(InviteSecret secret, PasteContact host) implements Invite {
    static final String AUTHORITY = "paste";

    private static final String PREFIX = InviteText.SCHEME + AUTHORITY + "/#";

    /// An offer to one guest.
    public static PasteOffer of(PasteContact host, SecureRandom random) {
        return new PasteOffer(InviteSecret.random(random), host);
    }

    static PasteOffer parse(String fragment) {
        int offerAt = fragment.indexOf('.');
        if (offerAt < 0) {
            throw damaged();
        }
        InviteSecret secret = InviteSecret.parse(fragment.substring(0, offerAt));
        PasteContact host = contact(fragment.substring(offerAt + 1));
        if (host == null) {
            throw damaged();
        }
        return new PasteOffer(secret, host);
    }

    private static @Nullable PasteContact contact(String text) {
        try {
            return PasteCodec.decode(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static InviteException damaged() {
        return new InviteException("The invite is damaged; copy the whole invite again, to its last character.");
    }

    @Override
    public String url() {
        return PREFIX + secret.reveal() + "." + offer();
    }

    private String offer() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(PasteCodec.encode(host));
    }

    /// What a reply is bound to, so that it opens for this offer alone.
    byte[] bytes() {
        return offer().getBytes(US_ASCII);
    }

    @Override
    public String toString() {
        return PREFIX + "(secret)";
    }
}
