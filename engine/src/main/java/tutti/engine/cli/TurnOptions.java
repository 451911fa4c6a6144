package tutti.engine.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tutti.nat.ice.IceServers;
import tutti.nat.room.server.RoomServerSettings;
import tutti.nat.room.server.TurnCredentials;
import tutti.nat.room.wire.FromServer;

/// The relay that a room server, or whoever checks it, shares a secret with.
final class TurnOptions {
    private static final String PREFIX = "turn:";

    /// What the relay's log calls whoever checks it.
    private static final String CHECKER = "check";

    @Option(
            names = "--turn",
            paramLabel = "turn:HOST:PORT",
            description = "A TURN server (coturn's use-auth-secret) for players whom nothing else connects.")
    private @Nullable String turn;

    @Option(names = "--turn-secret", paramLabel = "S", description = "The secret that it shares with the room server.")
    private @Nullable String turnSecret;

    @Option(
            names = "--turn-secret-file",
            paramLabel = "F",
            description =
                    "A file that holds the secret, which --turn-secret would show to every user of this computer.")
    private @Nullable Path turnSecretFile;

    /// The relay, if there is one.
    ///
    /// @throws UsageException with a sentence for the user
    Optional<RoomServerSettings.TurnServer> server() {
        if (turn == null) {
            if (turnSecret != null || turnSecretFile != null) {
                throw new UsageException("A secret for a TURN server needs one; add --turn turn:HOST:PORT.");
            }
            return Optional.empty();
        }
        if (!turn.startsWith(PREFIX)) {
            throw new UsageException("--turn takes turn:HOST:PORT, not \"" + turn + "\".");
        }
        HostAndPort.parse(turn.substring(PREFIX.length()), "--turn turn:HOST:PORT");
        if (turnSecret != null && turnSecretFile != null) {
            throw new UsageException("There are two secrets for the TURN server; leave out --turn-secret.");
        }
        String secret = turnSecretFile == null ? turnSecret : TextFile.read(turnSecretFile, "--turn-secret-file");
        if (secret == null || secret.isBlank()) {
            throw new UsageException("The TURN server's secret is missing; add --turn-secret-file F.");
        }
        return Optional.of(new RoomServerSettings.TurnServer(turn, secret.strip()));
    }

    /// The relay as a player would use it, with credentials of its own.
    ///
    /// @param nowMs since 1970
    /// @throws UsageException with a sentence for the user
    Optional<IceServers.Turn> relay(long nowMs) {
        return server().map(server -> {
            FromServer.Turn credentials = new TurnCredentials(server).make(CHECKER, nowMs);
            return new IceServers.Turn(
                    EndpointText.parse(server.uri().substring(PREFIX.length()), "--turn"),
                    credentials.username(),
                    credentials.password());
        });
    }
}
