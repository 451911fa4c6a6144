package tutti.nat.mesh;

import tutti.nat.link.PathReport;

/// How far the way to one member of the room has come.
///
///     Gathering ---offers exchanged---> Checking ---way found---> Handshaking ---keys agreed---> Connected
///         ^                                |                           |                        |    ^
///         |                                v                           v           silent for 1 s    packets again,
///         +--------after a while------- Failed <-----------------------+                        v    | or a new way
///         ^                                                                                  Restarting
///         +---------------------------silent for 30 s----------------------------------------------+
///
///     any of them ---member left, removed, or ended here---> Closed
///
/// Handshaking is also reached without a way of our own, when the other end calls through the room server.
public sealed interface PeerState {
    /// Our addresses are being found out, or the other's offer has not come.
    record Gathering() implements PeerState {}

    /// Pairs of addresses are being tried.
    ///
    /// @param sinceNs since when, on the endpoint's clock
    record Checking(long sinceNs) implements PeerState {}

    /// There is a way, and keys are being agreed on it.
    record Handshaking(PathReport path) implements PeerState {}

    /// Music goes both ways.
    record Connected(PathReport path) implements PeerState {}

    /// Nothing has been heard for a second: the link stays, another way is sought.
    ///
    /// @param last the way that has fallen silent
    /// @param sinceNs since when, on the endpoint's clock
    record Restarting(PathReport last, long sinceNs) implements PeerState {}

    /// No way was found, or the other end is not who it should be; it is tried again.
    ///
    /// @param reason one sentence for people
    /// @param retryNs when, on the endpoint's clock
    record Failed(String reason, long retryNs) implements PeerState {}

    /// Over.
    ///
    /// @param reason one sentence for people
    record Closed(String reason) implements PeerState {}
}
