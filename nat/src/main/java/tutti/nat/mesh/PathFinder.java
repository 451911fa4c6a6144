package tutti.nat.mesh;

import java.util.List;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.IceCredentials;
import tutti.nat.ice.IceListener;
import tutti.nat.ice.PairReport;

/// Finds ways between computers; the real one is ICE.
public interface PathFinder {
    /// Begins to look for a way: own addresses first. Returns at once.
    ///
    /// @param owner what datagrams that arrive on the search's ports are marked with
    /// @param controlling whether this end decides between several ways
    Search begin(Object owner, boolean controlling, IceListener listener);

    /// One search. Thread: any; nothing waits.
    interface Search extends AutoCloseable {
        /// What the other end needs to know besides our addresses.
        IceCredentials credentials();

        /// The other end's offer: the checks begin.
        void onRemote(IceCredentials credentials, List<IceCandidate> candidates);

        /// Further addresses of the other end.
        void onRemoteCandidates(List<IceCandidate> candidates);

        /// What was tried and how it went.
        List<PairReport> pairs();

        /// Gives up, and closes its ports.
        @Override
        void close();
    }
}
