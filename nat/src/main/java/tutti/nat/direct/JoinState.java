package tutti.nat.direct;

import tutti.nat.link.PeerIdentity;

/// How far joining has come. Calling goes on for ever; `Unanswered` only says that it takes longer than it should.
///
///     Calling --welcome, keys confirmed--> Joined --silence of 5 s, or goodbye--> Calling
///     Calling --3 s--> Unanswered --welcome, keys confirmed--> Joined
///     any --closed here--> Closed
///
/// The sealed type is immutable; read it on any thread.
public sealed interface JoinState {
    /// The host is being called.
    record Calling() implements JoinState {}

    /// The host has not answered for 3 s; the calls go on.
    ///
    /// @param advice one sentence for people
    record Unanswered(String advice) implements JoinState {}

    /// There is a link.
    record Joined(PeerIdentity host) implements JoinState {}

    /// The link or the endpoint was closed on this side; nobody calls any more.
    record Closed() implements JoinState {}
}
