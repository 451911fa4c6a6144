package tutti.nat.room.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Identity;
import tutti.nat.invite.ServerUrl;
import tutti.nat.room.server.RoomServer;
import tutti.nat.room.server.RoomServerLimits;
import tutti.nat.room.server.RoomServerSettings;
import tutti.nat.room.server.ServerCertificate;

/// A real room server on the loopback interface that can go away and come back at the same address.
final class Venue implements AutoCloseable {
    static final SecureRandom RANDOM = new SecureRandom();

    final Identity identity = Identity.create(RANDOM, Instant.now());
    private final ServerCertificate certificate;
    private final @Nullable Path folder;
    private @Nullable RoomServer server;
    private int port;

    Venue(@Nullable Path folder) {
        this.certificate = ServerCertificate.selfSigned(identity);
        this.folder = folder;
        open();
    }

    Venue(ServerCertificate certificate) {
        this.certificate = certificate;
        this.folder = null;
        open();
    }

    void open() {
        RoomServer opened = RoomServer.open(settings(folder, certificate, port));
        server = opened;
        port = opened.port();
    }

    static RoomServerSettings settings(@Nullable Path folder, ServerCertificate certificate, int port) {
        return new RoomServerSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                certificate,
                "localhost",
                0,
                folder,
                new RoomServerSettings.TurnServer("turn:relay.example.org:3478", "turn-secret"),
                RoomServerLimits.ofProtocol(),
                System::nanoTime,
                System::currentTimeMillis,
                RANDOM);
    }

    int port() {
        return port;
    }

    ServerUrl url() {
        return new ServerUrl("localhost", port, identity.fingerprint());
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
