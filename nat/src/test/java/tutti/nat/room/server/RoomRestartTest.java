package tutti.nat.room.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tutti.nat.identity.Identity;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.RefusalCode;
import tutti.nat.room.wire.ToServer;

/// What a server knows after its end.
@Timeout(120)
class RoomRestartTest {
    private static final long DAY_NS = 24L * 3600 * 1_000_000_000;

    @TempDir
    Path folder;

    private final Identity alice = House.newIdentity();
    private final Identity bob = House.newIdentity();
    private final Identity carol = House.newIdentity();
    private final Player.Invitation invitation = Player.Invitation.of(alice);
    private House house;

    @BeforeEach
    void open() {
        house = House.open(House.limits(Map.of("compactBytes", 10_000L)), folder.resolve("rooms"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Player inside(Identity who) {
        Player player = house.visit(who);
        player.enter(invitation);
        return player;
    }

    private RefusalCode refusal(Identity who, Bytes admission, int epoch) {
        Player player = house.visit(who);
        player.send(player.wish(invitation.roomId(), admission, epoch, 0, null));
        return player.next(FromServer.Refused.class).code();
    }

    @Test
    void shouldGoOnWhereItWas() {
        Player host = inside(alice);
        Player guest = inside(bob);
        for (int i = 1; i <= 5; i++) {
            host.append(i, "a" + i, i == 3);
            host.log(1);
        }
        guest.append(10, "b");
        List<FromServer.Log> before = guest.entries(6).subList(2, 6);
        house.restart();
        Player again = house.visit(alice);
        FromServer.Entered entered = again.enter(invitation);
        assertEquals(3, entered.firstSeq());
        assertEquals(7, entered.nextSeq());
        assertEquals(alice.memberId(), entered.hostId());
        assertEquals(before, again.entries(4));
        again.append(5, "a5");
        again.append(4, "never said, as a4 was");
        again.append(6, "a6");
        assertEquals(List.of("5 5 a5", "4 4 a4", "7 6 a6"), again.log(3));
        Player guestAgain = house.visit(bob);
        guestAgain.enter(invitation, 6);
        guestAgain.append(10, "b");
        guestAgain.append(11, "b2");
        assertEquals(List.of("7 6 a6", "6 10 b", "8 11 b2"), guestAgain.log(3));
    }

    @Test
    void shouldRemainClosedToWhomItWasClosed() {
        Player host = inside(alice);
        inside(bob);
        Player third = inside(carol);
        Bytes fresh = Player.Invitation.of(alice).admission();
        host.send(new ToServer.Epoch(1, EntryProof.admissionHash(fresh)));
        host.send(new ToServer.Ban(bob.memberId()));
        host.settle();
        house.restart();
        assertEquals(RefusalCode.BANNED, refusal(bob, invitation.admission(), 0));
        assertEquals(RefusalCode.BANNED, refusal(bob, fresh, 1));
        assertEquals(RefusalCode.WRONG_SECRET, refusal(House.newIdentity(), invitation.admission(), 0));
        third.close();
        inside(carol);
        Player newcomer = house.visit(House.newIdentity());
        newcomer.enter(newcomer.wish(invitation.roomId(), fresh, 1, 0, null));
    }

    @Test
    void shouldBeTheSameAfterItsJournalIsCompacted() throws IOException {
        Player host = inside(alice);
        Player.Invitation other = Player.Invitation.of(bob);
        Player elsewhere = house.visit(bob);
        elsewhere.enter(other);
        elsewhere.append(1, "b1");
        for (int i = 1; i <= 150; i++) {
            host.append(i, "a".repeat(300) + i, i % 50 == 0);
        }
        host.log(150);
        elsewhere.log(1);
        double before = house.metric("tutti_room_journal_bytes");
        house.server().tidy();
        assertTrue(house.metric("tutti_room_journal_bytes") < before / 10);
        host.append(151, "after");
        host.log(1);
        house.restart();
        Player again = house.visit(alice);
        assertEquals(150, again.enter(invitation).firstSeq());
        List<String> log = again.log(2);
        assertTrue(log.get(0).endsWith("150") && log.get(1).equals("151 151 after"));
        Player elsewhereAgain = house.visit(bob);
        elsewhereAgain.enter(other);
        assertEquals(List.of("1 1 b1"), elsewhereAgain.log(1));
    }

    @Test
    void shouldForgetRoomsToWhichNobodyComes() throws IOException {
        Player.Invitation deserted = Player.Invitation.of(bob);
        Player leaving = house.visit(bob);
        leaving.enter(deserted);
        leaving.send(new ToServer.Leave());
        leaving.awaitClose();
        Player host = inside(alice);
        house.aheadNs.addAndGet(29 * DAY_NS);
        house.server().tidy();
        assertEquals(2, house.metric("tutti_room_rooms"));
        house.aheadNs.addAndGet(2 * DAY_NS);
        house.server().tidy();
        assertEquals(1, house.metric("tutti_room_rooms"), "that where somebody is stays");
        assertTrue(host.settle().isEmpty());
        house.restart();
        Player late = house.visit(bob);
        late.send(late.wish(deserted.roomId(), deserted.admission(), 0, 0, null));
        assertEquals(RefusalCode.NO_ROOM, late.next(FromServer.Refused.class).code());
        assertEquals(1, house.visit(bob).enter(deserted).nextSeq());
        inside(alice);
    }

    @Test
    void shouldNotStartOnDataThatAnotherServerUses() {
        RoomServerException e = assertThrows(
                RoomServerException.class, () -> House.open(RoomServerLimits.ofProtocol(), folder.resolve("rooms")));
        assertTrue(String.valueOf(e.getMessage()).contains("another room server uses"), e.getMessage());
    }

    /// The process is killed at some moment: the journal ends in the middle of a record.
    @Test
    void shouldLoseOnlyWhatNobodyWasTold() throws IOException {
        Player host = inside(alice);
        for (int i = 1; i <= 20; i++) {
            host.append(i, "a" + i);
        }
        host.log(20);
        house.server().close();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder.resolve("rooms"))) {
            files = new ArrayList<>(
                    all.filter(file -> file.toString().endsWith(".journal")).toList());
        }
        byte[] content = Files.readAllBytes(files.getFirst());
        Files.write(files.getFirst(), Arrays.copyOf(content, content.length - 1));
        house.restart();
        assertTrue(house.server().lostBytes() > 0);
        Player again = house.visit(alice);
        assertEquals(20, again.enter(invitation).nextSeq());
        again.log(19);
        again.append(20, "a20");
        assertEquals(List.of("20 20 a20"), again.log(1));
    }
}
