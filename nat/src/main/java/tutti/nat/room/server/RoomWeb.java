package tutti.nat.room.server;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import java.net.StandardSocketOptions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.Supplier;
import tutti.nat.room.wire.WireLimits;

/// The web server of a room server: which paths there are, and what it is told to do otherwise than by itself.
///
/// Thread: any (stateless).
final class RoomWeb {
    private static final int SOCKET_BUFFER_BYTES = 1 << 17;
    private static final int MAX_HEADER_BYTES = 4096;

    /// Players say something at least every 20 s, if only a ping.
    private static final Duration MAX_IDLE = Duration.ofSeconds(60);

    private static final Duration IDLE_CHECK = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofMillis(200);

    private RoomWeb() {}

    /// One that has not started.
    ///
    /// @param metrics what `/metrics` says
    static WebServer make(RoomServerSettings settings, Desk desk, Supplier<String> metrics)
            throws GeneralSecurityException {
        WsConfig webSocket = WsConfig.builder()
                .name("tutti")
                .maxFrameLength(WireLimits.MAX_MESSAGE_BYTES)
                .build();
        return WebServer.builder()
                .bindAddress(settings.listen())
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                // The other way asks a name server for the name of everybody who comes.
                .useNio(false)
                .tls(Tls.builder()
                        .sslContext(GuardedTls.of(settings.certificate().tls(), desk.door()))
                        .build())
                .connectionOptions(SocketOptions.builder()
                        .tcpNoDelay(true)
                        .socketSendBufferSize(SOCKET_BUFFER_BYTES)
                        .build())
                // Otherwise 4 KiB: not what a far player's packets fit in.
                .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES)
                .putListenerSocketOption(StandardSocketOptions.SO_REUSEADDR, true)
                .maxPayloadSize(0)
                .idleConnectionTimeout(MAX_IDLE)
                .idleConnectionPeriod(IDLE_CHECK)
                .shutdownGracePeriod(GRACE)
                .addProtocol(webSocket)
                .addConnectionSelector(Http1ConnectionSelector.builder()
                        .config(Http1Config.builder()
                                .maxHeadersSize(MAX_HEADER_BYTES)
                                .maxPrologueLength(MAX_HEADER_BYTES)
                                .build())
                        .addUpgrader(new RoomUpgrader(webSocket, desk.lines()))
                        .build())
                .addRouting(HttpRouting.builder()
                        .addFilter(RoomWeb::refuseBrowsers)
                        .get(
                                "/health",
                                (_, response) -> response.header(HeaderNames.CONTENT_TYPE, "application/json")
                                        .send(health(desk)))
                        .get(
                                "/metrics",
                                (_, response) -> response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4")
                                        .send(metrics.get())))
                .addRouting(WsRouting.builder()
                        .endpoint("/room", () -> new PlayerLine(desk))
                        .endpoint("/relay", () -> new RelayedLine(desk)))
                .build();
    }

    private static void refuseBrowsers(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (request.headers().contains(HeaderNames.ORIGIN)) {
            response.status(Status.FORBIDDEN_403).send();
        } else {
            chain.proceed();
        }
    }

    private static String health(Desk desk) {
        return "{\"status\":\"up\",\"rooms\":" + desk.rooms().number() + ",\"members\":"
                + desk.parts().metrics().members.sum() + "}";
    }
}
