package tutti.nat.doctor;

/// What a router makes of a port (RFC 4787, section 4.1).
enum NatKind {
    /// There is no translation.
    NONE,
    /// Everybody sees the same port: endpoint-independent mapping, "cone".
    SAME_FOR_ALL,
    /// Everybody sees another port: address-dependent mapping, "symmetric".
    PER_DESTINATION,
    /// Fewer than two servers answered.
    UNTOLD
}
