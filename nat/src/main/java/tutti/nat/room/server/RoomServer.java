package tutti.nat.room.server;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import tutti.nat.room.journal.FileJournal;
import tutti.nat.room.journal.MemoryJournal;
import tutti.nat.room.journal.RoomJournal;
import tutti.nat.room.wire.WireLimits;

/// A room server that runs: HTTPS and WebSocket on one TCP port (`nat/docs/protocol.md`, section 2).
///
/// Threads: a virtual one to read and one to write for each connection, those of the journal, and
/// `tutti-room-keeper`, which ends what has lasted too long.
public final class RoomServer implements AutoCloseable {
    private static final int SOCKET_BUFFER_BYTES = 1 << 17;
    private static final int MAX_HEADER_BYTES = 4096;
    private static final int KEEPER_INTERVAL_MS = 250;
    private static final int KEEPER_TURNS_PER_TIDYING = 40;

    /// Players say something at least every 20 s, if only a ping.
    private static final Duration MAX_IDLE = Duration.ofSeconds(60);

    private static final Duration IDLE_CHECK = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofMillis(200);
    private static final int GOODBYE_MS = 1000;

    /// Kept, as a logger that nobody holds forgets its level. The web server warns of every stranger's mistake.
    private final Logger webServerLog = Logger.getLogger("io.helidon");

    private final RoomServerSettings settings;
    private final RoomJournal journal;
    private final RoomParts parts;
    private final Rooms rooms;
    private final FrontDoor door;
    private final OpenLines lines = new OpenLines();
    private final WebServer web;
    private final CompletableFuture<RoomServerException> failure = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final Thread keeper;

    private RoomServer(RoomServerSettings settings) throws IOException, GeneralSecurityException {
        this.settings = settings;
        webServerLog.setLevel(Level.SEVERE);
        StoredRooms stored =
                new StoredRooms(settings.limits(), settings.clockNs().getAsLong());
        RoomMetrics metrics = new RoomMetrics();
        journal = settings.dataFolder() == null
                ? new MemoryJournal()
                : FileJournal.open(settings.dataFolder(), stored, this::fail);
        parts = new RoomParts(
                journal,
                settings.limits(),
                metrics,
                settings.turn() == null ? null : new TurnCredentials(settings.turn()),
                settings.clockNs(),
                settings.clockMs(),
                settings.random());
        rooms = new Rooms(parts, stored);
        door = new FrontDoor(settings.limits(), metrics, settings.clockNs());
        try {
            web = webServer(
                    new Desk(parts, rooms, door, lines, settings.certificate().fingerprint()));
            web.start();
        } catch (RuntimeException | GeneralSecurityException e) {
            journal.close();
            throw e;
        }
        keeper = Thread.ofPlatform().daemon().name("tutti-room-keeper").start(this::keep);
    }

    /// Starts a server: reads what it has stored, and listens.
    ///
    /// @throws RoomServerException with a sentence, if the data cannot be read or the port not be had
    public static RoomServer open(RoomServerSettings settings) {
        try {
            return new RoomServer(settings);
        } catch (IOException e) {
            throw new RoomServerException(
                    "The rooms cannot be read (" + e.getMessage() + "); choose another folder for them.", e);
        } catch (GeneralSecurityException e) {
            throw new RoomServerException("The certificate and its key cannot be used: " + e.getMessage() + ".", e);
        } catch (RuntimeException e) {
            throw new RoomServerException(
                    "The server cannot listen on " + settings.listen()
                            + ": the port is taken, or the address is not this computer's.",
                    e);
        }
    }

    private WebServer webServer(Desk desk) throws GeneralSecurityException {
        InetSocketAddress listen = settings.listen();
        WsConfig webSocket = WsConfig.builder()
                .name("tutti")
                .maxFrameLength(WireLimits.MAX_MESSAGE_BYTES)
                .build();
        return WebServer.builder()
                .bindAddress(listen)
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                // The other way asks a name server for the name of everybody who comes.
                .useNio(false)
                .tls(Tls.builder()
                        .sslContext(GuardedTls.of(settings.certificate().tls(), door))
                        .build())
                .connectionOptions(SocketOptions.builder()
                        .tcpNoDelay(true)
                        .socketSendBufferSize(SOCKET_BUFFER_BYTES)
                        .build())
                // Otherwise 4 KiB, which the slow start of a far player's connection never leaves.
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
                        .addUpgrader(new RoomUpgrader(webSocket, lines))
                        .build())
                .addRouting(HttpRouting.builder()
                        .addFilter((chain, request, response) -> {
                            if (request.headers().contains(HeaderNames.ORIGIN)) {
                                response.status(Status.FORBIDDEN_403).send();
                            } else {
                                chain.proceed();
                            }
                        })
                        .get("/health", this::health)
                        .get("/metrics", this::metrics))
                .addRouting(WsRouting.builder()
                        .endpoint("/room", () -> new PlayerLine(desk))
                        .endpoint("/relay", () -> new RelayedLine(desk)))
                .build();
    }

    private void health(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send("{\"status\":\"up\",\"rooms\":" + rooms.number() + ",\"members\":"
                + parts.metrics().members.sum() + "}");
    }

    private void metrics(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4");
        response.send(parts.metrics()
                .text(new RoomMetrics.Gauges(rooms::number, door::numConnections, journal::storedBytes, () -> 0)));
    }

    /// The TCP port on which it listens.
    public int port() {
        return web.port();
    }

    /// What players are told: `https://HOST:PORT/#FINGERPRINT`, or `https://HOST:PORT/` where a certificate
    /// authority vouches for the server.
    public String url() {
        String host = settings.advertisedHost();
        int port = settings.advertisedPort() == 0 ? port() : settings.advertisedPort();
        ServerCertificate certificate = settings.certificate();
        return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/"
                + (certificate.isPinned() ? "#" + certificate.fingerprint().text() : "");
    }

    /// Done if the server cannot go on; then it has sent everybody away, and should be closed.
    public CompletionStage<RoomServerException> failure() {
        return failure;
    }

    /// Bytes that were found cut short or damaged at the start, and cut off: 0 after an orderly end, little after a
    /// kill.
    public long lostBytes() {
        return journal instanceof FileJournal file ? file.lostBytes() : 0;
    }

    private void fail(IOException cause) {
        RoomServerException e = new RoomServerException(
                "The server cannot store what is said (" + cause.getMessage()
                        + "); make room on the disk and start it again.",
                cause);
        if (failure.complete(e)) {
            door.close();
            lines.endAll(CloseCode.BUSY, "The server cannot store what is said.");
        }
    }

    private void keep() {
        try {
            int turn = 0;
            while (!closing.await(KEEPER_INTERVAL_MS, TimeUnit.MILLISECONDS)) {
                door.sweep();
                turn++;
                if (turn % KEEPER_TURNS_PER_TIDYING == 0) {
                    tidy();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            fail(e);
        }
    }

    void tidy() throws IOException {
        rooms.forgetDeserted();
        long worthBytes = 2 * parts.metrics().logBytes.sum();
        if (journal.storedBytes() > worthBytes + settings.limits().compactBytes()) {
            journal.compact(rooms.summary());
        }
    }

    /// Sends everybody away, who may come back to the next one, and ends.
    @Override
    public void close() {
        if (isClosed.getAndSet(true)) {
            return;
        }
        closing.countDown();
        try {
            keeper.join();
            door.close();
            lines.endAll(CloseCode.GOING_AWAY, "The server stops; come back.");
            long untilNs = settings.clockNs().getAsLong() + TimeUnit.MILLISECONDS.toNanos(GOODBYE_MS);
            while (!lines.isEmpty() && settings.clockNs().getAsLong() - untilNs < 0) {
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        web.stop();
        journal.close();
    }
}
