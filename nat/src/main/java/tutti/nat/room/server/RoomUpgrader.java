package tutti.nat.room.server;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsUpgrader;
import io.helidon.websocket.WsSession;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Makes an HTTP connection a WebSocket, and knows when it ends. A listener of the web server is not told when the
/// other end just goes away; here the connection's thread returns whatever happened.
final class RoomUpgrader extends WsUpgrader {
    private final OpenLines lines;

    RoomUpgrader(WsConfig config, OpenLines lines) {
        super(config);
        this.lines = lines;
    }

    @Override
    public @Nullable ServerConnection upgrade(
            ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
        if (headers.contains(HeaderNames.ORIGIN)) {
            throw RequestException.builder()
                    .type(DirectHandler.EventType.FORBIDDEN)
                    .message("Browsers have no business here.")
                    .build();
        }
        ServerConnection connection = super.upgrade(context, prologue, headers);
        return connection instanceof WsSession session ? new Watched(connection, session, lines) : connection;
    }

    private record Watched(ServerConnection connection, WsSession session, OpenLines lines)
            implements ServerConnection {
        @Override
        public void handle(Limit limit) throws InterruptedException {
            try {
                connection.handle(limit);
            } finally {
                lines.ended(session);
            }
        }

        /// Deprecated in the interface, and called by nobody.
        @Override
        @SuppressWarnings({"deprecation", "removal"})
        public void handle(Semaphore semaphore) throws InterruptedException {
            connection.handle(semaphore);
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }
    }
}
