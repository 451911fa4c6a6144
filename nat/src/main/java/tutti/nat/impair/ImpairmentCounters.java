package tutti.nat.impair;

/// What became of the packets of one direction.
///
/// @param offered packets given to it
/// @param lost of these, lost by chance or by an outage
/// @param overflowed of these, dropped by the rate limit's full queue or by a full delay line
/// @param duplicated of these, delivered twice
public record ImpairmentCounters(long offered, long lost, long overflowed, long duplicated) {}
