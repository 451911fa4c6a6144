package tutti.nat.mesh;

import java.util.List;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.PairReport;

/// What one search for a way had to go by, and what it has tried.
///
/// @param local our addresses, as far as they were known
/// @param remote the other end's; none before its offer
record Attempt(List<IceCandidate> local, List<IceCandidate> remote, List<PairReport> pairs) {
    static final Attempt NONE = new Attempt(List.of(), List.of(), List.of());

    Attempt {
        local = List.copyOf(local);
        remote = List.copyOf(remote);
        pairs = List.copyOf(pairs);
    }
}
