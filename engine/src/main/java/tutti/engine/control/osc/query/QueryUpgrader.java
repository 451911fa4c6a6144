package tutti.engine.control.osc.query;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.DirectHandler;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsUpgrader;
import io.helidon.websocket.WsSession;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Makes an HTTP connection a WebSocket if the doorkeeper lets it in and there is a place, and knows when it ends: a
/// listener of the web server is not told when the other end just goes away, here the connection's thread returns
/// whatever happened.
final class QueryUpgrader extends WsUpgrader {
    private final QueryPages pages;
    private final QueryLines lines;

    QueryUpgrader(WsConfig config, QueryPages pages, QueryLines lines) {
        super(config);
        this.pages = pages;
        this.lines = lines;
    }

    @Override
    public @Nullable ServerConnection upgrade(
            ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
        Doorkeeper.Verdict verdict = pages.judge(headers);
        if (verdict != Doorkeeper.Verdict.WELCOME) {
            throw turnAway(QueryPages.status(verdict), QueryPages.sentence(verdict));
        }
        if (!lines.enter()) {
            throw turnAway(Status.SERVICE_UNAVAILABLE_503, "There are too many clients already; end one of them.");
        }
        boolean isUpgraded = false;
        try {
            ServerConnection connection = super.upgrade(context, prologue, headers);
            if (connection instanceof WsSession session) {
                isUpgraded = true;
                return new Watched(connection, session, lines);
            }
            return connection;
        } finally {
            if (!isUpgraded) {
                lines.exit();
            }
        }
    }

    private RequestException turnAway(Status status, String sentence) {
        lines.counters().turnedAway.increment();
        return RequestException.builder()
                .type(DirectHandler.EventType.OTHER)
                .status(status)
                .message(sentence)
                .build();
    }

    private record Watched(ServerConnection connection, WsSession session, QueryLines lines)
            implements ServerConnection {
        @Override
        public void handle(Limit limit) throws InterruptedException {
            try {
                connection.handle(limit);
            } finally {
                lines.ended(session);
                lines.exit();
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
