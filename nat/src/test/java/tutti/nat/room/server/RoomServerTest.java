package tutti.nat.room.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.nat.identity.Identity;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.RefusalCode;
import tutti.nat.room.wire.ToServer;

/// Rooms as honest players see them.
@Timeout(120)
class RoomServerTest {
    private final Identity alice = House.newIdentity();
    private final Identity bob = House.newIdentity();
    private final Identity carol = House.newIdentity();
    private final Player.Invitation invitation = Player.Invitation.of(alice);
    private House house;

    @BeforeEach
    void open() {
        house = House.open(RoomServerLimits.ofProtocol(), null);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void shouldTellItsUrlWithItsFingerprint() {
        assertEquals(
                "https://rooms.example.org:" + house.port() + "/#"
                        + house.identity.fingerprint().text(),
                house.server().url());
    }

    @Test
    void shouldOpenARoomForItsHostAndLetGuestsIn() {
        Player host = house.visit(alice);
        FromServer.Entered entered = host.enter(invitation);
        assertEquals(alice.memberId(), entered.hostId());
        assertEquals(1, entered.firstSeq());
        assertEquals(1, entered.nextSeq());
        assertEquals(List.of(alice.memberId()), entered.memberIds());
        Player guest = house.visit(bob);
        assertEquals(
                Set.of(alice.memberId(), bob.memberId()),
                Set.copyOf(guest.enter(invitation).memberIds()));
        assertEquals(new FromServer.Present(bob.memberId()), host.next());
        guest.send(new ToServer.Leave());
        assertEquals(new FromServer.Absent(bob.memberId(), true), host.next());
        assertEquals(1000, guest.awaitClose());
        Player again = house.visit(bob);
        again.enter(invitation);
        assertEquals(new FromServer.Present(bob.memberId()), host.next());
        again.close();
        assertEquals(new FromServer.Absent(bob.memberId(), false), host.next());
    }

    @Test
    void shouldOrderWhatAllSayTheSameForAll() {
        Player host = house.visit(alice);
        host.enter(invitation);
        Player guest = house.visit(bob);
        guest.enter(invitation);
        for (int i = 1; i <= 50; i++) {
            host.append(i, "a" + i);
            guest.append(2L * i, "b" + i);
        }
        List<String> log = host.log(100);
        assertEquals(log, guest.log(100));
        for (int i = 0; i < 100; i++) {
            assertTrue(log.get(i).startsWith(i + 1 + " "), log.get(i));
        }
        assertEquals(50, log.stream().filter(line -> line.contains(" a")).count());
    }

    @Test
    void shouldSendWhatANewcomerLacks() {
        Player host = house.visit(alice);
        host.enter(invitation);
        for (int i = 1; i <= 5; i++) {
            host.append(i, "m" + i, i == 3);
        }
        host.log(5);
        Player late = house.visit(bob);
        FromServer.Entered entered = late.enter(invitation);
        assertEquals(3, entered.firstSeq());
        assertEquals(6, entered.nextSeq());
        assertEquals(List.of("3 3 m3", "4 4 m4", "5 5 m5"), late.log(3));
        host.append(6, "m6");
        assertEquals(List.of("6 6 m6"), late.log(1));
        Player back = house.visit(carol);
        assertEquals(5, back.enter(invitation, 4).firstSeq());
        assertEquals(List.of("5 5 m5", "6 6 m6"), back.log(2));
        Player ahead = house.visit(carol);
        FromServer.Entered fromTheFuture = ahead.enter(invitation, 99);
        assertEquals(7, fromTheFuture.nextSeq());
        assertEquals(7, fromTheFuture.firstSeq());
        assertEquals(List.of(), ahead.settle());
        Player longAway = house.visit(carol);
        assertEquals(3, longAway.enter(invitation, 1).firstSeq());
        assertEquals(4, longAway.log(4).size());
    }

    @Test
    void shouldLogWhatIsSentTwiceOnce() {
        Player host = house.visit(alice);
        host.enter(invitation);
        host.append(3, "one");
        host.append(3, "one");
        host.append(2, "never said");
        host.append(7, "two");
        assertEquals(List.of("1 3 one", "1 3 one", "2 7 two"), host.log(3));
        Player again = house.visit(alice);
        again.enter(invitation, 2);
        assertEquals(4001, host.awaitClose());
        again.append(7, "two");
        again.append(8, "three");
        assertEquals(List.of("2 7 two", "3 8 three"), again.log(2));
    }

    @Test
    void shouldReplaceAConnectionWithoutFarewell() {
        Player host = house.visit(alice);
        host.enter(invitation);
        Player guest = house.visit(bob);
        guest.enter(invitation);
        Player newGuest = house.visit(bob);
        newGuest.enter(invitation);
        assertEquals(4001, guest.awaitClose());
        newGuest.send(new ToServer.Signal(alice.memberId(), Player.body("hello")));
        assertEquals(new FromServer.Present(bob.memberId()), host.next());
        assertEquals(new FromServer.Signal(bob.memberId(), Player.body("hello")), host.next());
    }

    @Test
    void shouldPassSignalsToOneMemberOfTheSameRoom() {
        Player host = house.visit(alice);
        host.enter(invitation);
        Player guest = house.visit(bob);
        guest.enter(invitation);
        Player stranger = house.visit(carol);
        stranger.enter(Player.Invitation.of(carol));
        stranger.send(new ToServer.Signal(alice.memberId(), Player.body("from another room")));
        stranger.settle();
        guest.send(new ToServer.Signal(alice.memberId(), Player.body("for alice")));
        host.next(FromServer.Present.class);
        assertEquals(new FromServer.Signal(bob.memberId(), Player.body("for alice")), host.next());
        assertEquals(List.of(), guest.settle());
    }

    @Test
    void shouldRemoveAndLetBackIn() {
        Player host = house.visit(alice);
        host.enter(invitation);
        Player guest = house.visit(bob);
        guest.enter(invitation);
        host.next(FromServer.Present.class);
        host.send(new ToServer.Remove(bob.memberId()));
        assertEquals(4002, guest.awaitClose());
        assertEquals(new FromServer.Absent(bob.memberId(), false), host.next());
        house.visit(bob).enter(invitation);
        assertEquals(new FromServer.Present(bob.memberId()), host.next());
    }

    @Test
    void shouldBanForGoodAndAskNewcomersForTheNewEpoch() {
        Player host = house.visit(alice);
        host.enter(invitation);
        Player guest = house.visit(bob);
        guest.enter(invitation);
        Player third = house.visit(carol);
        third.enter(invitation);
        Player.Invitation fresh = Player.Invitation.of(alice);
        host.send(new ToServer.Epoch(1, EntryProof.admissionHash(fresh.admission())));
        host.send(new ToServer.Ban(bob.memberId()));
        assertEquals(4003, guest.awaitClose());
        assertEquals(RefusalCode.BANNED, refusal(bob, invitation, 0));
        assertEquals(
                RefusalCode.BANNED,
                refusal(bob, new Player.Invitation(invitation.roomId(), "", invitation.salt(), fresh.admission()), 1));
        Identity dave = House.newIdentity();
        assertEquals(RefusalCode.WRONG_SECRET, refusal(dave, invitation, 0));
        Player newcomer = house.visit(dave);
        newcomer.enter(newcomer.wish(invitation.roomId(), fresh.admission(), 1, 0, null));
        third.close();
        Player known = house.visit(carol);
        known.enter(invitation);
        known.settle();
    }

    private RefusalCode refusal(Identity who, Player.Invitation by, int epoch) {
        Player player = house.visit(who);
        player.send(player.wish(by.roomId(), by.admission(), epoch, 0, null));
        RefusalCode code = player.next(FromServer.Refused.class).code();
        assertEquals(4000, player.awaitClose());
        return code;
    }

    @Test
    void shouldHandOutCredentialsForTheRelay() {
        Player host = house.visit(alice);
        FromServer.Turn turn = host.enter(invitation).turn();
        assertEquals(List.of("turn:relay.example.org:3478"), turn.uris());
        assertTrue(turn.username().endsWith(":" + alice.memberId()));
        host.send(new ToServer.AskTurn());
        assertEquals(turn.username(), host.next(FromServer.Turn.class).username());
    }

    /// The example of how coturn computes it: `echo -n USER | openssl dgst -binary -sha1 -hmac SECRET | base64`.
    @Test
    void shouldMakeCredentialsAsCoturnDoes() {
        FromServer.Turn turn = new TurnCredentials(new RoomServerSettings.TurnServer("turn:x:1", "north"))
                .make("0123456789abcdef0123456789abcdef", 1_700_000_000_123L);
        assertEquals("1700043200:0123456789abcdef0123456789abcdef", turn.username());
        assertEquals("LrxGr3e6hpZHqSu6D6n/qC0SPxE=", turn.password());
        assertEquals(43_200, turn.seconds());
    }

    @Test
    void shouldTellHowItIs() {
        Player host = house.visit(alice);
        host.enter(invitation);
        host.append(1, "twelve bytes");
        host.log(1);
        assertEquals(
                "{\"status\":\"up\",\"rooms\":1,\"members\":1}",
                house.get("/health").body());
        assertEquals(1, house.metric("tutti_room_log_entries"));
        assertEquals(12, house.metric("tutti_room_log_bytes"));
        assertEquals(1, house.metric("tutti_room_append_seconds_count"));
        String all = house.get("/metrics").body();
        assertTrue(!all.contains(alice.memberId()) && !all.contains(invitation.roomId()) && !all.contains("127."), all);
    }

    @Test
    void shouldAnswerStunOnThePortOfTheSameNumber() throws IOException {
        byte[] request = new byte[20];
        ByteBuffer.wrap(request).putShort((short) 1).putShort((short) 0).putInt(0x2112A442);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(20_000);
            socket.send(new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), house.port()));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            socket.receive(answer);
            assertEquals(0x0101, ByteBuffer.wrap(answer.getData()).getShort());
        }
        assertEquals(1, house.metric("tutti_room_stun_requests_total"));
    }

    @Test
    void shouldSayComeBackWhenItStops() {
        Player host = house.visit(alice);
        host.enter(invitation);
        Player waiting = house.visit(bob);
        house.server().close();
        assertEquals(1001, host.awaitClose());
        assertEquals(1001, waiting.awaitClose());
    }
}
