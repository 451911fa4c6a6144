package tutti.nat.room;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tutti.nat.identity.Identity;
import tutti.nat.invite.InviteSecret;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.WireLimits;

class SealerTest {
    private final Cast cast = new Cast();
    private final Cast.Player bob = cast.player("bob");
    private final Cast.Player carol = cast.player("carol");
    private final byte[] payload = "{\"type\":\"x\"}".getBytes(StandardCharsets.UTF_8);

    private static Statement open(Bytes body, RoomKeys keys, String roomId) {
        return Sealer.open(Envelope.split(body).orElseThrow(), keys, roomId).orElseThrow();
    }

    @Test
    void shouldOpenWhatItSealed() {
        Bytes body = bob.sealer().signal(cast.keys, 7, carol.id(), -3, payload);
        Statement statement = open(body, cast.keys, cast.roomId);
        assertEquals(bob.identity.fingerprint(), statement.speaker());
        assertEquals(7, statement.counter());
        assertEquals(bob.run, statement.run());
        assertEquals(carol.id(), statement.recipientId());
        assertEquals(-3, statement.recipientRun());
        assertArrayEquals(payload, statement.payload());
        assertTrue(statement.isSignedBy(bob.identity.publicKey()));
        assertFalse(statement.isSignedBy(carol.identity.publicKey()));
    }

    @Test
    void shouldSealAnewEachTime() {
        assertNotEquals(
                bob.sealer().signal(cast.keys, 7, carol.id(), 1, payload),
                bob.sealer().signal(cast.keys, 7, carol.id(), 1, payload));
    }

    /// No bit of a body can be changed, and no part of it left out.
    @Test
    void shouldOpenNothingThatWasChanged() {
        cast.open();
        bob.join();
        RoomKeys second = RoomKeys.of(cast.roomId, 1, InviteSecret.random(cast.random));
        byte[] body = cast.host.sealer().log(second, 1, cast.state().snapshot()).copy();
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            byte[] changed = body.clone();
            changed[i < 40 ? i : random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            assertTrue(
                    Envelope.split(Bytes.of(changed))
                            .flatMap(envelope -> Sealer.open(envelope, second, cast.roomId))
                            .isEmpty(),
                    "changed");
            int numBytes = random.nextInt(body.length);
            assertTrue(
                    Envelope.split(Bytes.of(Arrays.copyOf(body, numBytes)))
                            .flatMap(envelope -> Sealer.open(envelope, second, cast.roomId))
                            .isEmpty(),
                    "cut");
        }
    }

    /// The layout of the protocol, byte by byte.
    @Test
    void shouldKeepToTheLayout() {
        RoomKeys keys = RoomKeys.of(cast.roomId, 0x01020304, cast.secret);
        byte[] signal = bob.sealer().signal(keys, 1, carol.id(), 1, payload).copy();
        assertEquals("010201020304", HexFormat.of().formatHex(signal, 0, 6));
        assertEquals(18 + 72 + payload.length + 64 + 16, signal.length);
        byte[] entry = bob.sealer().log(keys, 1, new RoomEvent.Left()).copy();
        assertEquals("010101020304", HexFormat.of().formatHex(entry, 0, 6));
        cast.open();
        bob.join();
        byte[] snapshot =
                cast.host.sealer().log(keys, 1, cast.state().snapshot()).copy();
        assertEquals("010301020304", HexFormat.of().formatHex(snapshot, 0, 6));
        assertEquals(2, snapshot[18]);
        assertEquals(cast.host.id(), HexFormat.of().formatHex(snapshot, 19, 35));
        assertEquals(bob.id(), HexFormat.of().formatHex(snapshot, 19 + 113, 35 + 113));
    }

    @Test
    void shouldWrapNothingForTheFirstEpochAndTheBanned() {
        cast.open();
        bob.join();
        carol.join();
        cast.host.say(new RoomEvent.Banned(bob.id()));
        cast.host.say(new RoomEvent.Removed(carol.id()));
        Envelope first =
                Envelope.split(cast.host.say(cast.state().snapshot()).body()).orElseThrow();
        assertTrue(first.wrappedFor(carol.id()).isEmpty());
        Envelope second = Envelope.split(cast.snapshotWithNewSecret().body()).orElseThrow();
        assertTrue(second.wrappedFor(carol.id()).isPresent(), "who was removed may come back");
        assertTrue(second.wrappedFor(cast.host.id()).isPresent());
        assertTrue(second.wrappedFor(bob.id()).isEmpty());
    }

    /// The fullest room that the limits allow still has its snapshot in one message.
    @Test
    void shouldHaveSpaceForTheFullestRoom() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < RoomEvent.MAX_MEMBERS; i++) {
            Identity identity = i == 0 ? cast.host.identity : cast.player("x").identity;
            String name = "\ud835\udd38".repeat(29) + (100 + i);
            members.add(new Member(
                    identity.fingerprint(),
                    identity.publicKey(),
                    name,
                    Role.ENGINEER,
                    false,
                    Standing.REMOVED,
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    DeskGrant.NONE));
        }
        DeskGrant allByName = DeskGrant.of(members.stream().map(Member::id).collect(Collectors.toSet()));
        members.replaceAll(member -> member.withDesks(allByName));
        List<RoomEvent.KeptNote> notes = new ArrayList<>();
        for (int i = 0; i < RoomEvent.MAX_NOTE_KINDS; i++) {
            notes.add(new RoomEvent.KeptNote(
                    "0123456789abcde" + i, "\\".repeat(RoomEvent.MAX_NOTE_BYTES), cast.host.id()));
        }
        RoomEvent.Snapshot fullest =
                new RoomEvent.Snapshot(cast.anchor, "\u2603".repeat(RoomEvent.MAX_TITLE_CHARS), members, notes);
        RoomKeys keys = RoomKeys.of(cast.roomId, 1, InviteSecret.random(cast.random));
        int numBytes = cast.host.sealer().log(keys, Long.MAX_VALUE, fullest).length();
        int certificateBytes = cast.anchor.certificate().length();
        int longestBytes = numBytes + (WireLimits.MAX_CERTIFICATE_BYTES - certificateBytes) * 4 / 3 + 1;
        assertTrue(longestBytes <= WireLimits.MAX_APPEND_BYTES, "bytes: " + longestBytes);
    }

    @Test
    void shouldRefuseWhatIsTooLong() {
        assertThrows(
                IllegalArgumentException.class,
                () -> bob.sealer().signal(cast.keys, 1, carol.id(), 1, new byte[Sealer.MAX_PAYLOAD_BYTES + 1]));
    }

    @Test
    void shouldReadNoTextThatIsNone() {
        byte[] notUtf8 = {(byte) 0xc3, 0x28};
        Statement statement = open(bob.sealer().signal(cast.keys, 1, carol.id(), 1, notUtf8), cast.keys, cast.roomId);
        assertTrue(statement.text().isEmpty());
    }
}
