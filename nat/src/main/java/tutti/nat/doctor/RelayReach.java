package tutti.nat.doctor;

import java.net.InetSocketAddress;

/// What a TURN server did for us.
sealed interface RelayReach {
    /// It gave an address, which was given back at once.
    record Relayed(InetSocketAddress address, long roundTripNs) implements RelayReach {}

    /// It said no.
    ///
    /// @param code of STUN or TURN: 401 for wrong credentials, 486 for too many allocations, ...
    /// @param reason the server's words
    record Refused(int code, String reason) implements RelayReach {}

    /// It did not answer.
    record Silent() implements RelayReach {}
}
