package tutti.engine.os;

import java.security.Security;
import java.util.Set;

/// Where Java looks for its ciphers and signatures.
///
/// TLS asks all providers for each algorithm that it might use, also for those that none has, and so makes them all,
/// Bouncy Castle's included: 0.3 s of every start (measured), for algorithms that nothing here asks Java for.
public final class SecurityProviders {
    /// Those with TLS, its signatures and ciphers, digests, key stores and random numbers.
    private static final Set<String> NEEDED = Set.of("SUN", "SunRsaSign", "SunEC", "SunJSSE", "SunJCE");

    private static final String KEY = "security.provider.";

    private SecurityProviders() {}

    /// Leaves the five that are needed. Without effect once anything has asked for an algorithm. Thread: any.
    public static void keepNeeded() {
        String provider = Security.getProperty(KEY + 1);
        for (int i = 1; provider != null; provider = Security.getProperty(KEY + ++i)) {
            if (!NEEDED.contains(provider)) {
                // The list must have no gap, and a provider that is named twice is asked once.
                Security.setProperty(KEY + i, "SUN");
            }
        }
    }
}
