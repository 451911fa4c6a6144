package tutti.nat.ice;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What ice4j must be told before its first class is touched, as it reads its configuration once for the process.
/// What the user has set already by `-D` stays.
final class IceLibrary {
    private static final Map<String, String> PROPERTIES = Map.of(
            // Asks 169.254.169.254 whether this is Amazon's cloud, and waits half a second for an answer.
            "ice4j.harvest.mapping.aws.enabled", "false",
            "ice4j.harvest.use-link-local-addresses", "false",
            "ice4j.use-component-socket", "false",
            "ice4j.software", "",
            "ice4j.redact-remote-addresses", "true",
            // A request without a password is answered by 401 instead of being believed.
            "org.ice4j.REQUIRE_MESSAGE_INTEGRITY", "true",
            // Consent (RFC 7675): asked every 4 to 6 s, and lost after 4 s without an answer, so within 10 s.
            "ice4j.consent-freshness.interval", "5 seconds",
            "ice4j.consent-freshness.max-retransmissions", "7",
            // A check is sent 7 times in 2.3 s: one in a million is lost at 5 % loss each way.
            "org.ice4j.MAX_CTRAN_RETRANS_TIMER", "400",
            "org.ice4j.MAX_RETRANSMISSIONS", "6");

    /// Made once; holding the loggers keeps their levels set.
    private static final class Prepared {
        static final Logger LOGGER = Logger.getLogger("org.ice4j");
        static final Logger JITSI = Logger.getLogger("org.jitsi");
        static final Logger CONFIGURATION = Logger.getLogger("JitsiConfig");

        static {
            PROPERTIES.forEach((key, value) -> System.getProperties().putIfAbsent(key, value));
            // It logs a stack trace for many a malformed packet, so under a flood the log would be the damage; and
            // what it says at the end of every agent is harmless. What matters is told by IceListener.
            LOGGER.setLevel(Level.OFF);
            JITSI.setLevel(Level.WARNING);
            CONFIGURATION.setLevel(Level.WARNING);
        }

        private Prepared() {}
    }

    private IceLibrary() {}

    /// To be called before anything of org.ice4j. Thread: any.
    static void prepare() {
        Prepared.LOGGER.getName();
    }
}
