package tutti.nat.room.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How a room server runs.
///
/// @param listen its address and port, for TCP and UDP; port 0 takes any that is free
/// @param certificate by what players know it
/// @param advertisedHost what stands in its URL: a name or an address
/// @param advertisedPort what stands in its URL, 0 for the one that it listens on
/// @param dataFolder where rooms are kept, or null to forget them at the end
/// @param turn the relay that it has credentials for, or null
/// @param limits what it bears
/// @param clockNs the monotonic clock, `System::nanoTime` outside tests
/// @param clockMs the time since 1970, `System::currentTimeMillis` outside tests
/// @param random makes nonces and tickets
public record RoomServerSettings(
        InetSocketAddress listen,
        ServerCertificate certificate,
        String advertisedHost,
        int advertisedPort,
        @Nullable Path dataFolder,
        @Nullable TurnServer turn,
        RoomServerLimits limits,
        LongSupplier clockNs,
        LongSupplier clockMs,
        SecureRandom random) {
    /// A TURN server that shares a secret with this room server (coturn's `use-auth-secret`).
    ///
    /// @param uri `turn:HOST:PORT`
    /// @param secret the shared one; never shown
    public record TurnServer(String uri, String secret) {
        @Override
        public String toString() {
            return uri;
        }
    }
}
