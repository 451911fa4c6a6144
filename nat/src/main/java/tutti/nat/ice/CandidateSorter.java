package tutti.nat.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Takes from the other end's candidates those that make sense, and no more than 64 of one offer: each costs
/// checks, and a peer must not make this computer send to whomever it likes without end.
///
/// Thread: one at a time.
final class CandidateSorter {
    /// The contract of the room (protocol, section 6.1).
    static final int MAX_CANDIDATES = 64;

    private final boolean loopback;
    private final Set<InetSocketAddress> taken = new LinkedHashSet<>();

    /// @param loopback whether loopback addresses make sense
    CandidateSorter(boolean loopback) {
        this.loopback = loopback;
    }

    /// Those of these that are new and make sense.
    List<IceCandidate> take(List<IceCandidate> offered) {
        List<IceCandidate> sensible = new ArrayList<>();
        for (IceCandidate candidate : offered) {
            if (taken.size() < MAX_CANDIDATES
                    && isSensible(candidate.address().getAddress())
                    && taken.add(candidate.address())) {
                sensible.add(candidate);
            }
        }
        return sensible;
    }

    /// Link-local addresses mean nothing without an interface, and no port is opened on any.
    private boolean isSensible(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean broadcast = bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xF0) == 0xF0);
        return !broadcast
                && !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && !address.isLinkLocalAddress()
                && (loopback || !address.isLoopbackAddress());
    }

    /// The addresses of all that were taken.
    Set<InetSocketAddress> addresses() {
        return Set.copyOf(taken);
    }
}
