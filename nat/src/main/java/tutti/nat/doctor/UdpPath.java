package tutti.nat.doctor;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What became of UDP in one address family, from one port of ours.
///
/// @param local the port, with the address that packets to the servers carry
/// @param seen what each server that was asked answered, in the order of asking; the room server first
/// @param passed how long datagrams were that came through to the first server and back, in bytes
record UdpPath(InetSocketAddress local, List<Seen> seen, Set<Integer> passed) {
    /// One server's answer.
    ///
    /// @param mapped from where it sees the port; empty if it did not answer, or did not say
    /// @param roundTripNs 0 if it did not answer
    record Seen(InetSocketAddress server, boolean isAnswered, Optional<InetSocketAddress> mapped, long roundTripNs) {}

    UdpPath {
        seen = List.copyOf(seen);
        passed = Set.copyOf(passed);
    }

    /// Whether anybody answered.
    boolean isOpen() {
        return seen.stream().anyMatch(Seen::isAnswered);
    }

    /// What the router does with the port (RFC 4787, section 4.1, RFC 5780, section 4.3).
    NatKind nat() {
        List<InetSocketAddress> mapped =
                seen.stream().flatMap(each -> each.mapped().stream()).toList();
        if (mapped.isEmpty()) {
            return NatKind.UNTOLD;
        }
        if (mapped.contains(local)) {
            return NatKind.NONE;
        }
        if (mapped.stream().distinct().count() > 1) {
            return NatKind.PER_DESTINATION;
        }
        return mapped.size() > 1 ? NatKind.SAME_FOR_ALL : NatKind.UNTOLD;
    }

    /// The first answer.
    Optional<InetSocketAddress> mapped() {
        return seen.stream().flatMap(each -> each.mapped().stream()).findFirst();
    }

    /// Whether the router keeps the number of the port.
    boolean isPortKept() {
        return mapped().filter(each -> each.getPort() == local.getPort()).isPresent();
    }
}
