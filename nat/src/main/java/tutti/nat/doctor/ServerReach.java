package tutti.nat.doctor;

/// How far it is to a room server over TCP.
sealed interface ServerReach {
    /// The host's name leads to no address.
    record NoName() implements ServerReach {}

    /// No TCP connection.
    ///
    /// @param isRefused whether somebody said no, rather than nobody anything
    record NoAnswer(boolean isRefused) implements ServerReach {}

    /// There is somebody, who does not speak TLS, or shows a certificate that neither the invite names nor an
    /// authority vouches for.
    ///
    /// @param isPinned whether the invite named a certificate, and another one was shown
    record Untrusted(boolean isPinned) implements ServerReach {}

    /// A server that is no room server of Tutti's.
    record Foreign() implements ServerReach {}

    /// A room server.
    ///
    /// @param roundTripNs of a TCP connection's opening
    record Reached(long roundTripNs) implements ServerReach {}
}
