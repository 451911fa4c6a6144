package tutti.engine.control.osc.query;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Sampler;

/// The OSCQuery door: HTTP and WebSocket on one TCP port. Never meets the callback.
///
/// Threads: a virtual one to read and one to write for each connection. What clients say is done, and values are read
/// and told, by the thread that calls [#receive] and [#turn]; only a GET reads values on its connection's.
public final class QueryServer implements AutoCloseable {
    /// There is no OSC over UDP.
    public static final int NO_OSC = -1;

    private static final int SOCKET_BUFFER_BYTES = 1 << 16;
    private static final int MAX_HEADER_BYTES = 8_192;
    private static final int MAX_CONNECTIONS = 64;

    /// WebSockets answer a ping every 15 s.
    private static final Duration MAX_IDLE = Duration.ofSeconds(60);

    private static final Duration IDLE_CHECK = Duration.ofSeconds(10);
    private static final long GOODBYE_MS = 200;
    private static final Duration GRACE = Duration.ofMillis(100);

    /// Kept, as a logger that nobody holds forgets its level. The web server warns of every stranger's mistake.
    private final Logger webServerLog = Logger.getLogger("io.helidon");

    private final ControlTree tree;
    private final QueryCounters counters;
    private final QueryDoor door;
    private final QueryLines lines;
    private final WebServer web;
    private final InetSocketAddress address;

    private QueryServer(
            QuerySettings settings,
            ControlTree tree,
            QueryCounters counters,
            Sampler sampler,
            LongSupplier nanoClock,
            Runnable wake,
            int oscPort) {
        webServerLog.setLevel(Level.SEVERE);
        this.tree = tree;
        this.counters = counters;
        this.door = new QueryDoor(tree, sampler, counters);
        this.lines = new QueryLines(settings.maxClients(), counters, nanoClock, wake);
        this.web = make(settings, new QueryPages(settings, tree, counters, oscPort), lines);
        web.start();
        this.address = new InetSocketAddress(settings.bind().getAddress(), web.port());
        tree.addListener(door);
    }

    /// Opens the door.
    ///
    /// @param sampler the one of whoever calls [#turn]
    /// @param wake lets that one call [#receive] soon
    /// @param oscPort where OSC over UDP is spoken, or [#NO_OSC]
    /// @throws IOException if the port cannot be had
    public static QueryServer open(
            QuerySettings settings,
            ControlTree tree,
            QueryCounters counters,
            Sampler sampler,
            LongSupplier nanoClock,
            Runnable wake,
            int oscPort)
            throws IOException {
        try {
            return new QueryServer(settings, tree, counters, sampler, nanoClock, wake, oscPort);
        } catch (RuntimeException failed) {
            throw new IOException("the port is taken, or the address is not this computer's", failed);
        }
    }

    private static WebServer make(QuerySettings settings, QueryPages pages, QueryLines lines) {
        WsConfig webSocket = WsConfig.builder()
                .name("tutti")
                .maxFrameLength(QueryLine.MAX_FRAME_BYTES)
                .build();
        return WebServer.builder()
                .bindAddress(settings.bind())
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                // The other way asks a name server for the name of everybody who comes.
                .useNio(false)
                .connectionOptions(SocketOptions.builder()
                        .tcpNoDelay(true)
                        .socketSendBufferSize(SOCKET_BUFFER_BYTES)
                        .build())
                .putListenerSocketOption(StandardSocketOptions.SO_REUSEADDR, true)
                .maxPayloadSize(0)
                .maxTcpConnections(MAX_CONNECTIONS)
                .idleConnectionTimeout(MAX_IDLE)
                .idleConnectionPeriod(IDLE_CHECK)
                .shutdownGracePeriod(GRACE)
                .addProtocol(webSocket)
                .addConnectionSelector(Http1ConnectionSelector.builder()
                        .config(Http1Config.builder()
                                .maxHeadersSize(MAX_HEADER_BYTES)
                                .maxPrologueLength(MAX_HEADER_BYTES)
                                .build())
                        .addUpgrader(new QueryUpgrader(webSocket, pages, lines))
                        .build())
                .addRouting(HttpRouting.builder().any(pages::answer))
                .addRouting(WsRouting.builder().endpoint("/", () -> new QueryLine(lines)))
                .build();
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return address;
    }

    /// What was counted. Thread: any.
    public QueryCounters counters() {
        return counters;
    }

    /// Does what clients have said.
    ///
    /// @return how many messages
    public int receive() {
        return lines.deliver(door);
    }

    /// Tells clients what is due, and parts from those who do not read. The sampler's turn must be a new one.
    public void turn(long nowNs) {
        door.turn(nowNs);
        lines.endStalled(nowNs);
    }

    /// Sends everybody away and closes the port.
    @Override
    public void close() {
        tree.removeListener(door);
        lines.goAway(GOODBYE_MS);
        web.stop();
        lines.cut();
    }
}
