package tutti.nat.ice;

/// One pair of addresses that was tried, for people who ask why there is no way, or no better one.
///
/// @param local this end's address, `ADDRESS:PORT`, and the kind of candidate
/// @param remote the other end's
/// @param state how far it came
/// @param selected whether it is in use
public record PairReport(String local, String remote, State state, boolean selected) {
    /// How far a pair came (RFC 8445, section 6.1.2.6).
    public enum State {
        /// Not tried yet, or not needed any more.
        WAITING,
        /// Asked, and not answered yet.
        TRYING,
        /// Answers in both directions.
        WORKS,
        /// Did not answer in time, or was refused.
        FAILED
    }
}
