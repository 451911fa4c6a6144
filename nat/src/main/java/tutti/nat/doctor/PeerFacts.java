package tutti.nat.doctor;

import java.util.List;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.PairReport;

/// What is known of the way to one player.
///
/// @param peer the player's name
/// @param local this end's candidates
/// @param remote the other end's, empty before its offer
/// @param pairs what was tried
/// @param findings what a check of this network found, empty if there was none
public record PeerFacts(
        String peer,
        List<IceCandidate> local,
        List<IceCandidate> remote,
        List<PairReport> pairs,
        List<Finding> findings) {
    public PeerFacts {
        local = List.copyOf(local);
        remote = List.copyOf(remote);
        pairs = List.copyOf(pairs);
        findings = List.copyOf(findings);
    }

    /// How this end can be reached; a check may know better than the candidates.
    EndKind localKind() {
        EndKind told = EndKind.of(local);
        if (told == EndKind.NATTED && found("nat", Finding.Status.WARN)) {
            return EndKind.SYMMETRIC;
        }
        return told == EndKind.NATTED && found("udp", Finding.Status.WARN) ? EndKind.CLOSED : told;
    }

    EndKind remoteKind() {
        return EndKind.of(remote);
    }

    boolean found(String id, Finding.Status status) {
        return findings.stream().anyMatch(each -> each.id().equals(id) && each.status() == status);
    }

    boolean hasLocalRelay() {
        return hasRelay(local);
    }

    boolean hasRemoteRelay() {
        return hasRelay(remote);
    }

    private static boolean hasRelay(List<IceCandidate> candidates) {
        return candidates.stream().anyMatch(each -> each.type() == IceCandidate.Type.RELAY);
    }

    /// Whether both ends are seen at the same address: they are in one house.
    boolean isSameHouse() {
        return local.stream()
                .filter(each -> each.type() == IceCandidate.Type.SRFLX)
                .anyMatch(mine -> remote.stream()
                        .anyMatch(other -> other.type() == IceCandidate.Type.SRFLX
                                && other.address()
                                        .getAddress()
                                        .equals(mine.address().getAddress())));
    }

    int count(PairReport.State state) {
        return (int) pairs.stream().filter(each -> each.state() == state).count();
    }
}
