package tutti.nat.doctor;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tutti.nat.ice.IceCandidate;
import tutti.nat.portmap.AddressScope;

/// How one end can be reached, as far as its candidates tell.
enum EndKind {
    /// It has told no address.
    UNKNOWN,
    /// It has private addresses alone: no STUN server answered it, so UDP does not get out.
    CLOSED,
    /// It has a public address of its own.
    PUBLIC,
    /// It stands behind a NAT that is seen at one port.
    NATTED,
    /// It stands behind a NAT that is seen at another port by each server.
    SYMMETRIC;

    /// The kind of an end with these candidates. A symmetric NAT shows when one port of the computer's is seen at
    /// two.
    static EndKind of(List<IceCandidate> candidates) {
        List<IceCandidate> direct = candidates.stream()
                .filter(each -> each.type() != IceCandidate.Type.RELAY)
                .toList();
        if (direct.isEmpty()) {
            return candidates.isEmpty() ? UNKNOWN : CLOSED;
        }
        if (direct.stream().anyMatch(each -> each.type() == IceCandidate.Type.HOST && isPublic(each))) {
            return PUBLIC;
        }
        List<IceCandidate> seen = direct.stream()
                .filter(each -> each.type() != IceCandidate.Type.HOST)
                .toList();
        return seen.isEmpty() ? CLOSED : isSymmetric(seen) ? SYMMETRIC : NATTED;
    }

    private static boolean isPublic(IceCandidate candidate) {
        return AddressScope.of(candidate.address().getAddress()) == AddressScope.PUBLIC;
    }

    private static boolean isSymmetric(List<IceCandidate> seen) {
        Map<InetSocketAddress, Set<InetSocketAddress>> byBase = new HashMap<>();
        for (IceCandidate each : seen) {
            InetSocketAddress base = each.related();
            if (base != null) {
                byBase.computeIfAbsent(base, key -> new HashSet<>()).add(each.address());
            }
        }
        return byBase.values().stream().anyMatch(addresses -> addresses.size() > 1);
    }
}
