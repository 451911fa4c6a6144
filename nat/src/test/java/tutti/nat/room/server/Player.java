package tutti.nat.room.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Identity;
import tutti.nat.room.RoomId;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.RoomJson;
import tutti.nat.room.wire.ToServer;

/// A connection to a room server by the JDK's client, and all that it has heard.
final class Player implements WebSocket.Listener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    final House house;
    final Identity identity;
    final BlockingQueue<FromServer> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> packets = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable WebSocket socket;
    private CompletableFuture<?> lastSent = CompletableFuture.completedFuture(null);
    private Bytes nonce = Bytes.of(new byte[0]);

    private Player(House house, Identity identity) {
        this.house = house;
        this.identity = identity;
    }

    static Player connect(House house, Identity identity) {
        Player player = new Player(house, identity);
        player.open("/room");
        player.nonce = player.next(FromServer.Challenge.class).nonce();
        return player;
    }

    static Player relay(House house, Bytes ticket) {
        Player player = new Player(house, house.identity);
        player.open("/relay");
        player.send(new ToServer.Relay(ticket));
        return player;
    }

    private void open(String path) {
        socket = house.http
                .newWebSocketBuilder()
                .buildAsync(URI.create("wss://localhost:" + house.port() + path), this)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    String memberId() {
        return identity.memberId();
    }

    Bytes nonce() {
        return nonce;
    }

    WebSocket socket() {
        assertNotNull(socket);
        return socket;
    }

    // What it says.

    synchronized void send(String message) {
        lastSent = lastSent.thenCompose(_ -> socket().sendText(message, true));
    }

    void send(ToServer message) {
        send(RoomJson.encode(message));
    }

    synchronized void send(byte[] packet) {
        lastSent = lastSent.thenCompose(_ -> socket().sendBinary(ByteBuffer.wrap(packet), true));
    }

    /// As it should be; tests change one thing or another.
    ToServer.Enter wish(String roomId, Bytes admission, int epoch, long sinceSeq, @Nullable Bytes createSalt) {
        byte[] proof = EntryProof.message(roomId, nonce, house.identity.fingerprint(), admission);
        return new ToServer.Enter(
                roomId,
                Bytes.of(identity.certificateDer()),
                admission,
                epoch,
                Bytes.of(identity.sign(proof)),
                sinceSeq,
                createSalt);
    }

    FromServer.Entered enter(ToServer.Enter wish) {
        send(wish);
        return next(FromServer.Entered.class);
    }

    /// Enters by an invite.
    FromServer.Entered enter(Invitation invitation) {
        return enter(invitation, 0);
    }

    FromServer.Entered enter(Invitation invitation, long sinceSeq) {
        Bytes salt = identity.memberId().equals(invitation.hostId()) ? invitation.salt() : null;
        return enter(wish(invitation.roomId(), invitation.admission(), 0, sinceSeq, salt));
    }

    /// What an invite says, as far as it concerns a server.
    record Invitation(String roomId, String hostId, Bytes salt, Bytes admission) {
        static Invitation of(Identity host) {
            byte[] salt = new byte[16];
            byte[] admission = new byte[32];
            House.RANDOM.nextBytes(salt);
            House.RANDOM.nextBytes(admission);
            return new Invitation(
                    RoomId.of(salt, host.certificateDer()), host.memberId(), Bytes.of(salt), Bytes.of(admission));
        }
    }

    void append(long id, String body) {
        append(id, body, false);
    }

    void append(long id, String body, boolean isSnapshot) {
        send(new ToServer.Append(id, body(body), isSnapshot));
    }

    static Bytes body(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(Bytes body) {
        return new String(body.copy(), StandardCharsets.UTF_8);
    }

    // What it hears.

    FromServer next() {
        try {
            FromServer message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNotNull(message, "nothing is said any more; close code " + closeCode.getNow(0));
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    <M extends FromServer> M next(Class<M> type) {
        FromServer message = next();
        assertEquals(type, message.getClass(), message.toString());
        return type.cast(message);
    }

    /// The next one of a kind; what comes before is passed over.
    <M extends FromServer> M await(Class<M> type, Predicate<M> which) {
        while (true) {
            FromServer message = next();
            if (type.isInstance(message) && which.test(type.cast(message))) {
                return type.cast(message);
            }
        }
    }

    /// The next entries of the log; what comes between is passed over.
    List<FromServer.Log> entries(int number) {
        List<FromServer.Log> entries = new ArrayList<>();
        while (entries.size() < number) {
            entries.add(await(FromServer.Log.class, _ -> true));
        }
        return entries;
    }

    /// The same as "seq id text".
    List<String> log(int number) {
        return entries(number).stream()
                .map(log -> log.seq() + " " + log.id() + " " + text(log.body()))
                .toList();
    }

    /// Waits until the server has worked off all that this player has said, and hears what came until then.
    List<FromServer> settle() {
        send(new ToServer.Signal(memberId(), body("settled")));
        List<FromServer> before = new ArrayList<>();
        while (true) {
            FromServer message = next();
            if (message instanceof FromServer.Signal signal
                    && signal.fromMemberId().equals(memberId())
                    && text(signal.body()).equals("settled")) {
                return before;
            }
            before.add(message);
        }
    }

    int awaitClose() {
        return closeCode.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    byte[] nextPacket() {
        try {
            byte[] packet = packets.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNotNull(packet, "no packet comes");
            return packet;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence piece, boolean last) {
        text.append(piece);
        if (last) {
            try {
                heard.add(RoomJson.decodeFromServer(text.toString()));
            } catch (MalformedMessageException e) {
                closeCode.completeExceptionally(e);
            }
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] packet = new byte[data.remaining()];
        data.get(packet);
        packets.add(packet);
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeCode.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closeCode.completeExceptionally(error);
    }

    /// Goes without a word, as when its computer is switched off.
    @Override
    public void close() {
        socket().abort();
    }
}
