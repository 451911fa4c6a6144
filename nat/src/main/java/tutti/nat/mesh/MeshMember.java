package tutti.nat.mesh;

import tutti.nat.identity.Fingerprint;
import tutti.nat.link.PeerIdentity;

/// Another member of the room, as the mesh knows it.
///
/// @param fingerprint of the certificate that it must show
/// @param peer its id and its name in the room
/// @param run changes when its engine starts anew
public record MeshMember(Fingerprint fingerprint, PeerIdentity peer, long run) {
    public MeshMember {
        if (!fingerprint.memberId().equals(peer.id())) {
            throw new IllegalArgumentException("A member's id is the beginning of its fingerprint.");
        }
    }

    /// See [Fingerprint#memberId].
    public String id() {
        return peer.id();
    }

    /// As it appears in port names.
    public String name() {
        return peer.name();
    }
}
