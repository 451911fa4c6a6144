package tutti.nat.ice;

import java.util.List;
import tutti.nat.link.PathReport;
import tutti.nat.udp.PacketRoute;

/// What one agent tells. Threads: ice4j's and the agent's worker; every method must return at once.
public interface IceListener {
    /// Candidates of this end, to be told to the other; the first call has the host candidates.
    ///
    /// @param complete whether there will be no more
    void onLocalCandidates(List<IceCandidate> candidates, boolean complete);

    /// A pair works in both directions and is used from now on.
    void onConnected(PacketRoute route, PathReport path);

    /// No pair works, or the pair in use has stopped answering.
    ///
    /// @param reason one sentence for people
    void onFailed(String reason);
}
