package tutti.nat.invite;

import java.security.cert.X509Certificate;
import java.util.List;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.IceCredentials;
import tutti.nat.identity.Certificates;
import tutti.nat.identity.Fingerprint;
import tutti.nat.link.PeerIdentity;

/// All that one player must know of another to reach it and to know it again, where no server passes it on.
///
/// Thread: any (immutable).
///
/// @param certificate by which the player will show who it is
/// @param name the wished one
/// @param run made anew when the player's engine starts
/// @param credentials of the connectivity checks
/// @param controlSsrc of the player's own messages (`nat/docs/direct.md`, section 5)
/// @param candidates at most [#MAX_CANDIDATES], the best first; no later ones follow
public record PasteContact(
        X509Certificate certificate,
        String name,
        long run,
        IceCredentials credentials,
        int controlSsrc,
        List<IceCandidate> candidates) {
    /// More make a text that nobody wants to paste.
    public static final int MAX_CANDIDATES = 32;

    public PasteContact {
        candidates = List.copyOf(candidates);
        if (!PeerIdentity.isName(name) || candidates.size() > MAX_CANDIDATES) {
            throw new IllegalArgumentException("A contact has a name and at most " + MAX_CANDIDATES + " candidates.");
        }
    }

    /// That of the certificate.
    public Fingerprint fingerprint() {
        return Fingerprint.ofCertificate(Certificates.der(certificate));
    }

    @Override
    public String toString() {
        return name + " (contact)";
    }
}
