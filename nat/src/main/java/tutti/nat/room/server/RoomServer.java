package tutti.nat.room.server;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import tutti.nat.room.journal.FileJournal;
import tutti.nat.room.journal.MemoryJournal;
import tutti.nat.room.journal.RoomJournal;
import tutti.nat.stun.StunResponder;
import tutti.nat.udp.UdpPortException;

/// A room server that runs: HTTPS and WebSocket on a TCP port, STUN on the UDP port of the same number
/// (`nat/docs/protocol.md`, section 2).
///
/// Threads: a virtual one to read and one to write for each connection, those of the journal, and
/// `tutti-room-keeper`, which ends what has lasted too long.
public final class RoomServer implements AutoCloseable {
    private static final int KEEPER_INTERVAL_MS = 250;
    private static final int KEEPER_TURNS_PER_TIDYING = 40;

    private static final int GOODBYE_MS = 1000;
    private static final int MAX_ATTEMPTS = 10;

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
    private volatile @Nullable StunResponder stun;

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
            Ports ports = listen(
                    new Desk(parts, rooms, door, lines, settings.certificate().fingerprint()));
            web = ports.web();
            stun = ports.stun();
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
        } catch (UdpPortException e) {
            throw new RoomServerException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw new RoomServerException(
                    "The server cannot listen on " + settings.listen()
                            + ": the port is taken, or the address is not this computer's.",
                    e);
        }
    }

    private record Ports(WebServer web, StunResponder stun) {}

    /// TCP and UDP at the same number. Where any will do, one that is free for TCP may be taken for UDP: then the
    /// next.
    private Ports listen(Desk desk) throws GeneralSecurityException {
        for (int attempt = 1; ; attempt++) {
            WebServer server = RoomWeb.make(settings, desk, this::metrics).start();
            try {
                InetSocketAddress local =
                        new InetSocketAddress(settings.listen().getAddress(), server.port());
                return new Ports(server, StunResponder.open(local, settings.clockNs()));
            } catch (UdpPortException taken) {
                server.stop();
                if (settings.listen().getPort() != 0 || attempt == MAX_ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    private String metrics() {
        return parts.metrics()
                .text(new RoomMetrics.Gauges(
                        rooms::number, door::numConnections, journal::storedBytes, this::stunRequests));
    }

    private long stunRequests() {
        StunResponder responder = stun;
        return responder == null ? 0 : responder.counters().requests();
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
        StunResponder responder = stun;
        if (responder != null) {
            responder.close();
        }
        web.stop();
        journal.close();
    }
}
