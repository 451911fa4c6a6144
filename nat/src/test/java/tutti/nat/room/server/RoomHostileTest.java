package tutti.nat.room.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.identity.Identity;
import tutti.nat.room.RoomId;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.RefusalCode;
import tutti.nat.room.wire.RoomJson;
import tutti.nat.room.wire.ToServer;

/// Rooms as strangers would like them.
@Timeout(120)
class RoomHostileTest {
    private static final RoomServerLimits.Rate ANY = new RoomServerLimits.Rate(1e9, 1e9);
    private static final long SECOND_NS = 1_000_000_000;

    private final Identity alice = House.newIdentity();
    private final Identity bob = House.newIdentity();
    private final Player.Invitation invitation = Player.Invitation.of(alice);
    private House house = House.open(House.limits(Map.of("newConnections", ANY, "refusalsPerMinute", 1000)), null);

    private Player hostInside() {
        Player host = house.visit(alice);
        host.enter(invitation);
        return host;
    }

    private void reopen(Map<String, ?> limits) {
        house.close();
        house = House.open(House.limits(limits), null);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static void waitUntil(BooleanSupplier condition) {
        long giveUpNs = System.nanoTime() + 60 * SECOND_NS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < giveUpNs, "it does not happen");
            Thread.onSpinWait();
        }
    }

    private static RefusalCode refusal(Player player, ToServer.Enter wish) {
        player.send(wish);
        RefusalCode code = player.next(FromServer.Refused.class).code();
        assertEquals(4000, player.awaitClose());
        return code;
    }

    private RefusalCode refusal(Identity who, Player.Invitation by) {
        Player player = house.visit(who);
        return refusal(player, player.wish(by.roomId(), by.admission(), 0, 0, by.salt()));
    }

    private static ToServer.Enter with(ToServer.Enter wish, Bytes certificate, Bytes signature) {
        return new ToServer.Enter(
                wish.roomId(),
                certificate,
                wish.admission(),
                wish.epoch(),
                signature,
                wish.sinceSeq(),
                wish.createSalt());
    }

    private ToServer.Enter wish(Player player) {
        return player.wish(invitation.roomId(), invitation.admission(), 0, 0, null);
    }

    @Test
    void shouldLetNobodyInWithoutTheAdmission() {
        assertEquals(RefusalCode.NO_ROOM, refusal(bob, Player.Invitation.of(alice)));
        hostInside();
        Player.Invitation guessed = Player.Invitation.of(alice);
        Player player = house.visit(bob);
        assertEquals(
                RefusalCode.WRONG_SECRET,
                refusal(player, player.wish(invitation.roomId(), guessed.admission(), 0, 0, null)));
        Player future = house.visit(bob);
        assertEquals(
                RefusalCode.WRONG_SECRET,
                refusal(future, future.wish(invitation.roomId(), invitation.admission(), 1, 0, null)));
        assertEquals(2, house.metric("tutti_room_refused_total{code=\"wrong-secret\"}"));
    }

    @Test
    void shouldBelieveASignatureOfThisConnectionOnly() {
        hostInside();
        Player former = house.visit(bob);
        ToServer.Enter recorded = wish(former);
        Player replaying = house.visit(bob);
        assertEquals(RefusalCode.BAD_SIGNATURE, refusal(replaying, recorded));
        Player changed = house.visit(bob);
        byte[] signature = wish(changed).signature().copy();
        signature[40] ^= 1;
        assertEquals(
                RefusalCode.BAD_SIGNATURE,
                refusal(changed, with(wish(changed), wish(changed).certificate(), Bytes.of(signature))));
        Player otherKey = house.visit(bob);
        assertEquals(
                RefusalCode.BAD_SIGNATURE,
                refusal(
                        otherKey,
                        with(
                                wish(otherKey),
                                Bytes.of(alice.certificateDer()),
                                wish(otherKey).signature())));
        Player nonsense = house.visit(bob);
        assertEquals(
                RefusalCode.BAD_SIGNATURE,
                refusal(
                        nonsense,
                        with(
                                wish(nonsense),
                                Bytes.of(new byte[300]),
                                wish(nonsense).signature())));
        former.send(recorded);
        former.next(FromServer.Entered.class);
    }

    /// A server in the middle, which is not this one, got a signature for its own certificate.
    @Test
    void shouldNotBelieveASignatureForAnotherServer() {
        hostInside();
        Player player = house.visit(bob);
        byte[] proof = EntryProof.message(
                invitation.roomId(), player.nonce(), House.newIdentity().fingerprint(), invitation.admission());
        assertEquals(
                RefusalCode.BAD_SIGNATURE,
                refusal(player, with(wish(player), wish(player).certificate(), Bytes.of(bob.sign(proof)))));
    }

    @Test
    void shouldOpenRoomsForTheirHostsOnly() {
        assertEquals(RefusalCode.NO_ROOM, refusal(bob, invitation), "with the host's salt, but not the host's key");
        Player.Invitation foreign = new Player.Invitation(
                RoomId.of(invitation.salt().copy(), bob.certificateDer()),
                bob.memberId(),
                Bytes.of(new byte[16]),
                invitation.admission());
        assertEquals(RefusalCode.NO_ROOM, refusal(bob, foreign), "with another salt");
        hostInside();
        Player guest = house.visit(bob);
        assertEquals(
                alice.memberId(),
                guest.enter(guest.wish(invitation.roomId(), invitation.admission(), 0, 0, Bytes.of(new byte[16])))
                        .hostId());
    }

    @Test
    void shouldLetTheHostAloneDoWhatHostsDo() {
        hostInside();
        List<ToServer> forHosts = List.of(
                new ToServer.Append(1, Player.body("x"), true),
                new ToServer.Epoch(1, Bytes.of(new byte[32])),
                new ToServer.Remove(alice.memberId()),
                new ToServer.Ban(alice.memberId()));
        for (ToServer message : forHosts) {
            Player guest = house.visit(bob);
            guest.enter(invitation);
            guest.send(message);
            assertEquals(1008, guest.awaitClose());
        }
        Player newcomer = house.visit(House.newIdentity());
        assertEquals(1, newcomer.enter(invitation).nextSeq());
        assertTrue(house.metric("tutti_room_malformed_total") == 4);
    }

    @Test
    void shouldNotLetTheHostExpelItselfOrTurnBackTheEpoch() {
        Player host = hostInside();
        host.send(new ToServer.Ban(alice.memberId()));
        host.send(new ToServer.Remove(alice.memberId()));
        Bytes hash = Bytes.of(new byte[32]);
        host.send(new ToServer.Epoch(5, hash));
        host.send(new ToServer.Epoch(5, hash));
        assertEquals(List.of(), host.settle());
        host.send(new ToServer.Epoch(5, EntryProof.admissionHash(hash)));
        host.next(FromServer.Slow.class);
        Player again = house.visit(alice);
        again.enter(again.wish(invitation.roomId(), Bytes.of(new byte[32]), 77, 0, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{}",
                "[]",
                "{\"type\":\"leave\"}",
                "{\"type\":\"enter\"}",
                "{\"type\":\"challenge\"}",
                "{\"type\":\"append\",\"id\":1,\"body\":\"AA\"}",
                "{\"type\":\"leave\",\"type\":\"leave\"}"
            })
    void shouldEndWhatIsMalformed(String message) {
        Player player = house.visit(bob);
        player.send(message);
        assertEquals(1008, player.awaitClose());
    }

    @Test
    void shouldEndWhatIsTooLongOrBinary() {
        Player player = hostInside();
        player.send("{\"x\":\"" + "x".repeat(70_000) + "\"}");
        assertEquals(1009, player.awaitClose());
        Player inPieces = hostInside();
        for (int i = 0; i < 9; i++) {
            inPieces.socket().sendText("x".repeat(8000), false).join();
        }
        assertEquals(1009, inPieces.awaitClose());
        Player binary = hostInside();
        binary.send(new byte[10]);
        assertEquals(1008, binary.awaitClose());
        assertTrue(hostInside().settle().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldSurviveGarbledMessages(long seed) {
        Random random = new Random(seed);
        Player host = hostInside();
        for (int i = 0; i < 60; i++) {
            Player guest = house.visit(bob);
            if (random.nextBoolean()) {
                guest.enter(invitation);
            }
            StringBuilder text = new StringBuilder(RoomJson.encode(
                    random.nextBoolean() ? wish(guest) : new ToServer.Append(1 + i, Player.body("x"), false)));
            for (int n = random.nextInt(4); n >= 0; n--) {
                text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(96)));
            }
            guest.send(text.toString());
            guest.close();
        }
        host.append(1, "still here");
        host.await(FromServer.Log.class, log -> Player.text(log.body()).equals("still here"));
    }

    @Test
    void shouldRefuseBrowsers() {
        assertEquals(
                403,
                house.get("/health", "Origin", "https://localhost:" + house.port())
                        .statusCode());
        assertEquals(403, house.get("/metrics", "Origin", "null").statusCode());
        assertEquals(404, house.get("/").statusCode());
        assertEquals(404, house.get("/room").statusCode());
        for (String path : List.of("/room", "/relay")) {
            String request = upgrade(path);
            assertTrue(answer(request + "\r\n").startsWith("HTTP/1.1 101"));
            assertTrue(answer(request + "Origin: https://localhost\r\n\r\n").startsWith("HTTP/1.1 403"));
        }
    }

    private static String upgrade(String path) {
        return String.join(
                "\r\n",
                "GET " + path + " HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                "Sec-WebSocket-Version: 13",
                "");
    }

    private String answer(String request) {
        try (Socket socket = tls()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private SSLSocket tls() throws IOException {
        return (SSLSocket) House.trusting(house.identity.fingerprint())
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), house.port());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldSurviveNonsenseBelowWebSockets(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            boolean isPlain = random.nextBoolean();
            byte[] nonsense = new byte[random.nextInt(3000)];
            random.nextBytes(nonsense);
            if (random.nextBoolean()) {
                byte[] begin =
                        "GET /room HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n".getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(begin, 0, nonsense, 0, Math.min(begin.length, nonsense.length));
            }
            try (Socket socket = isPlain ? new Socket(InetAddress.getLoopbackAddress(), house.port()) : tls()) {
                OutputStream out = socket.getOutputStream();
                out.write(nonsense);
                out.flush();
            } catch (IOException refused) {
                // The server need not read all of it.
            }
        }
        assertTrue(hostInside().settle().isEmpty());
        waitUntil(() -> house.metric("tutti_room_connections") <= 4);
    }

    /// A thousand come and do nothing, in three ways; an honest player enters meanwhile, and the crowd is bounded.
    @Test
    void shouldLetAnHonestPlayerInPastAThousandHalfOpen() throws IOException {
        hostInside();
        List<Socket> crowd = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), house.port());
            crowd.add(socket);
            if (i % 3 == 1) {
                socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
            }
            if (i % 100 == 50) {
                Player pretender = house.visit(bob);
                Player honest = house.visit(bob);
                honest.enter(invitation);
                assertTrue(honest.settle().isEmpty());
                pretender.close();
            }
        }
        assertTrue(house.metric("tutti_room_connections") <= 40);
        for (Socket socket : crowd) {
            socket.close();
        }
    }

    @Test
    void shouldEndWhatDoesNotEnterInTime() {
        Player inside = hostInside();
        Player waiting = house.visit(bob);
        house.aheadNs.addAndGet(6 * SECOND_NS);
        waitUntil(() -> waiting.closeCode.isDone());
        assertTrue(inside.settle().isEmpty());
    }

    @Test
    void shouldKeepOutForAMinuteWhoGuesses() {
        reopen(Map.of("newConnections", ANY));
        hostInside();
        Player.Invitation guess = new Player.Invitation(
                invitation.roomId(),
                "",
                invitation.salt(),
                Player.Invitation.of(alice).admission());
        for (int i = 0; i < 11; i++) {
            assertEquals(RefusalCode.WRONG_SECRET, refusal(bob, guess));
        }
        assertThrows(CompletionException.class, () -> house.visit(bob));
        house.aheadNs.addAndGet(30 * SECOND_NS);
        assertThrows(CompletionException.class, () -> house.visit(alice));
        house.aheadNs.addAndGet(31 * SECOND_NS);
        hostInside();
    }

    @Test
    void shouldTurnAwayWhoComesTooOften() {
        reopen(Map.of("newConnections", new RoomServerLimits.Rate(1, 5)));
        for (int i = 0; i < 5; i++) {
            house.visit(bob);
        }
        assertThrows(CompletionException.class, () -> house.visit(bob));
        house.aheadNs.addAndGet(SECOND_NS);
        house.visit(bob);
        assertThrows(CompletionException.class, () -> house.visit(bob));
    }

    @Test
    void shouldBoundRoomsAndMembers() {
        reopen(Map.of("rooms", 2, "present", 2, "known", 3, "newRooms", new RoomServerLimits.Rate(0, 2)));
        hostInside();
        assertEquals(RefusalCode.NO_ROOM, refusal(bob, Player.Invitation.of(alice)));
        Player second = house.visit(bob);
        second.enter(invitation);
        assertEquals(RefusalCode.FULL, refusal(House.newIdentity(), invitation));
        Player replacing = house.visit(bob);
        replacing.enter(invitation);
        replacing.send(new ToServer.Leave());
        replacing.awaitClose();
        Player third = house.visit(House.newIdentity());
        third.enter(invitation);
        third.send(new ToServer.Leave());
        third.awaitClose();
        assertEquals(RefusalCode.FULL, refusal(House.newIdentity(), invitation), "the fourth that it would know");
        Player.Invitation of = Player.Invitation.of(bob);
        house.visit(bob).enter(of);
        assertEquals(RefusalCode.BUSY, refusal(bob, Player.Invitation.of(bob)), "the third room");
    }

    /// What is over the limit is dropped, with all that the same member says after it; so what is logged is in
    /// order.
    @Test
    void shouldDropAFloodOfAppendsAndKeepItsOrder() {
        Player host = hostInside();
        Player guest = house.visit(bob);
        guest.enter(invitation);
        for (int i = 1; i <= 300; i++) {
            guest.append(i, "flood " + i);
        }
        guest.await(FromServer.Slow.class, _ -> true);
        host.append(1, "not hurt");
        host.await(FromServer.Log.class, log -> Player.text(log.body()).equals("not hurt"));
        guest.settle();
        house.aheadNs.addAndGet(60 * SECOND_NS);
        guest.append(301, "dropped, as it is ahead");
        Player again = house.visit(bob);
        long next = again.enter(invitation).nextSeq();
        long lastId = 0;
        for (FromServer.Log entry : again.entries((int) next - 1)) {
            if (entry.fromMemberId().equals(bob.memberId())) {
                assertEquals(lastId + 1, entry.id());
                lastId = entry.id();
            }
        }
        assertTrue(lastId >= 200 && lastId < 300, "logged: " + lastId);
        for (long id = lastId + 1; id <= 300; id++) {
            again.append(id, "flood " + id);
        }
        again.await(FromServer.Log.class, entry -> entry.id() == 300);
        assertTrue(house.metric("tutti_room_limited_total") >= 1);
    }

    @Test
    void shouldDropAFloodOfSignals() {
        Player host = hostInside();
        Player guest = house.visit(bob);
        guest.enter(invitation);
        for (int i = 0; i < 1000; i++) {
            guest.send(new ToServer.Signal(alice.memberId(), Player.body("s" + i)));
        }
        guest.await(FromServer.Slow.class, _ -> true);
        host.append(1, "not hurt");
        host.await(FromServer.Log.class, _ -> true);
        assertTrue(house.metric("tutti_room_signals_total") >= 400);
    }

    @Test
    void shouldTakeOnlySnapshotsIntoAFullLog() {
        reopen(Map.of("roomEntries", 10, "appends", ANY, "newConnections", ANY));
        Player host = hostInside();
        for (int i = 1; i <= 12; i++) {
            host.append(i, "m" + i);
        }
        host.await(FromServer.Slow.class, _ -> true);
        host.append(13, "all of it", true);
        assertEquals(10, house.metric("tutti_room_log_entries"));
        Player again = hostInside();
        again.log(10);
        again.append(11, "all of it", true);
        again.append(12, "m12");
        assertEquals(List.of("11 11 all of it", "12 12 m12"), again.log(2));
        assertEquals(2, house.metric("tutti_room_log_entries"));
    }

    /// One member does not read; the others hear everything, and it is sent away.
    @Test
    void shouldEndWhoDoesNotRead() throws IOException {
        reopen(Map.of("queueBytes", 1 << 17, "appends", ANY, "appendedBytes", ANY, "newConnections", ANY));
        Player host = hostInside();
        try (SSLSocket deaf = deaf()) {
            String large = "x".repeat(30_000);
            host.await(FromServer.Present.class, _ -> true);
            int number = 0;
            while (house.metric("tutti_room_not_reading_total") == 0) {
                host.append(++number, large);
                host.await(FromServer.Log.class, _ -> true);
            }
            host.await(FromServer.Absent.class, _ -> true);
            waitUntil(() -> {
                house.aheadNs.addAndGet(SECOND_NS);
                return house.metric("tutti_room_connections") <= 2;
            });
            assertFalse(deaf.isClosed());
        }
    }

    /// A guest inside that reads nothing after it has asked to enter.
    private SSLSocket deaf() throws IOException {
        SSLSocket socket = tls();
        socket.getOutputStream().write((upgrade("/room") + "\r\n").getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf("}") < 0) {
            heard.append((char) in.read());
        }
        String text = heard.toString();
        String nonce = text.replaceAll("(?s).*\"nonce\":\"([^\"]*)\".*", "$1");
        byte[] proof = EntryProof.message(
                invitation.roomId(), Bytes.parse(nonce), house.identity.fingerprint(), invitation.admission());
        byte[] wish = RoomJson.encode(new ToServer.Enter(
                        invitation.roomId(),
                        Bytes.of(bob.certificateDer()),
                        invitation.admission(),
                        0,
                        Bytes.of(bob.sign(proof)),
                        0,
                        null))
                .getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[8 + wish.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | 126);
        frame[2] = (byte) (wish.length >> 8);
        frame[3] = (byte) wish.length;
        System.arraycopy(wish, 0, frame, 8, wish.length);
        socket.getOutputStream().write(frame);
        return socket;
    }
}
