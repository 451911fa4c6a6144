package tutti.nat.ice;

/// A pair of addresses that was tried.
///
/// @param local this end's candidate
/// @param remote the other end's
/// @param state how it went
public record PairReport(IceCandidate local, IceCandidate remote, State state) {
    /// How a pair stands (RFC 8445, section 6.1.2.6).
    public enum State {
        WAITING,
        IN_PROGRESS,
        SUCCEEDED,
        FAILED
    }
}
