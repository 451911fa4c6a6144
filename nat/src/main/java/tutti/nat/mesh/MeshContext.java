package tutti.nat.mesh;

import java.security.SecureRandom;
import java.util.function.LongSupplier;
import tutti.nat.identity.Fingerprint;
import tutti.nat.link.LinkListener;
import tutti.nat.session.Tally;

/// What all connections of one mesh share.
///
/// @param self this player's
/// @param tally counts what belongs to no link; written by the link thread
record MeshContext(
        Fingerprint self,
        PathFinder finder,
        KeyExchange.Factory keys,
        Signalling signalling,
        LinkListener listener,
        MeshInbox inbox,
        Tally tally,
        LongSupplier clockNs,
        SecureRandom random) {
    long nowNs() {
        return clockNs.getAsLong();
    }

    int newSsrc() {
        return random.nextInt();
    }

    /// 63 random bits: no other link of this process has had them, nor of any other.
    long newLinkId() {
        return random.nextLong() >>> 1;
    }
}
