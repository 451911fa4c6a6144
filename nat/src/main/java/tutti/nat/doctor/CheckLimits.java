package tutti.nat.doctor;

import java.time.Duration;

/// How long the check waits for whom.
///
/// @param name for a name server
/// @param udp for STUN's answers
/// @param tcp for a TCP connection, and for each answer on it
/// @param relay for each of a relay's answers
/// @param all for each of these as a whole
record CheckLimits(Duration name, Duration udp, Duration tcp, Duration relay, Duration all) {
    /// Somebody who waits wants an answer within 5 s, and a server that takes longer than this is no good for music.
    static final CheckLimits STANDARD = new CheckLimits(
            Duration.ofMillis(1_500),
            Duration.ofMillis(1_200),
            Duration.ofMillis(1_500),
            Duration.ofMillis(700),
            Duration.ofMillis(3_000));
}
