package tutti.nat.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tutti.nat.identity.Identity;
import tutti.nat.invite.InviteSecret;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;

/// What a room server, a member and a stranger may try. Alice hosts; Bob and Carol are members; Mallory is not, but in
/// most of these she has the room server, and in some she has been a member.
class AttackTest {
    private static final byte[] PAYLOAD = "{\"type\":\"offer\"}".getBytes(StandardCharsets.UTF_8);

    private final Cast cast = new Cast();
    private final Cast.Player alice = cast.host;
    private final Cast.Player bob = cast.player("bob");
    private final Cast.Player carol = cast.player("carol");
    private final Cast.Player mallory = cast.player("mallory");

    @BeforeEach
    void open() {
        cast.open();
        bob.join();
        carol.join();
    }

    private RejectReason rejection(FromServer.Log entry) {
        RoomLog reader = cast.readBy(bob);
        RoomState before = reader.state();
        RejectReason reason = Cast.reason(reader.accept(Cast.at(reader.seq() + 1, entry)));
        if (reason == RejectReason.NOT_ALLOWED) {
            assertEquals(Cast.visible(before), Cast.visible(reader.state()), "it was said, so it counts as said");
        } else {
            assertEquals(before, reader.state());
        }
        return reason;
    }

    private static FromServer.Log withBody(FromServer.Log entry, Bytes body) {
        return new FromServer.Log(entry.seq(), entry.timeMs(), entry.fromMemberId(), entry.id(), body);
    }

    /// An entry that somebody makes by hand: says to be one, signs with the key of another.
    private FromServer.Log forged(
            String saysTheServer, Identity signer, Identity saidToBe, long counter, RoomEvent event) {
        byte[] head = Envelope.head(Envelope.Kind.LOG, 0, new byte[Envelope.NONCE_BYTES], List.of());
        byte[] statement = Statement.write(
                head,
                cast.roomId,
                signer,
                counter,
                1,
                Statement.NO_RECIPIENT,
                0,
                EventJson.encode(event).getBytes(StandardCharsets.UTF_8));
        System.arraycopy(saidToBe.fingerprint().copyBytes(), 0, statement, 0, 32);
        return new FromServer.Log(
                cast.log.size() + 1L, 0, saysTheServer, counter, Sealer.seal(cast.keys, head, cast.roomId, statement));
    }

    // --- The room server --------------------------------------------------------------------------------------------

    /// The server puts a certificate of its own in the place of Dora's. It cannot open the statement, so it would have
    /// to
    /// make one; and Dora's own statement does not fit another sender.
    @Test
    void shouldNoticeThatTheServerSwapsACertificate() {
        Cast.Player dora = cast.player("dora");
        FromServer.Log hers =
                dora.sealed(new RoomEvent.Joined(Bytes.of(dora.identity.certificateDer()), "dora", Role.PERFORMER));
        FromServer.Log asMallory = new FromServer.Log(hers.seq(), hers.timeMs(), mallory.id(), hers.id(), hers.body());
        assertEquals(RejectReason.WRONG_SENDER, rejection(asMallory));
        RoomKeys guessed = RoomKeys.of(cast.roomId, 0, InviteSecret.random(cast.random));
        RoomEvent event = new RoomEvent.Joined(Bytes.of(mallory.identity.certificateDer()), "dora", Role.PERFORMER);
        assertEquals(
                RejectReason.NOT_AUTHENTIC,
                rejection(withBody(asMallory, mallory.sealer().log(guessed, hers.id(), event))));
    }

    /// The server, allied with a member who knows the secret, has Dora's fingerprint shown with another certificate.
    @Test
    void shouldNoticeAForeignCertificateUnderSomebodysFingerprint() {
        Cast.Player dora = cast.player("dora");
        RoomEvent event = new RoomEvent.Joined(Bytes.of(mallory.identity.certificateDer()), "dora", Role.PERFORMER);
        assertEquals(
                RejectReason.UNKNOWN_SPEAKER, rejection(forged(dora.id(), mallory.identity, dora.identity, 1, event)));
        RoomEvent withHers = new RoomEvent.Joined(Bytes.of(dora.identity.certificateDer()), "dora", Role.PERFORMER);
        assertEquals(
                RejectReason.BAD_SIGNATURE, rejection(forged(dora.id(), mallory.identity, dora.identity, 1, withHers)));
        assertEquals(
                RejectReason.NOT_ALLOWED,
                rejection(forged(carol.id(), carol.identity, carol.identity, 99, withHers)),
                "a member cannot show another certificate later, either");
    }

    @Test
    void shouldNotOpenWithAWrongSecret() {
        RoomKeys wrong = RoomKeys.of(cast.roomId, 0, InviteSecret.random(cast.random));
        FromServer.Log entry = bob.sealed(new RoomEvent.Chat("hello"));
        assertEquals(
                RejectReason.NOT_AUTHENTIC,
                rejection(withBody(entry, bob.sealer().log(wrong, entry.id(), new RoomEvent.Chat("hello")))));
        Keyring keyring = new Keyring(wrong);
        RoomLog stranger = new RoomLog(cast.roomId, mallory.identity, keyring, new RejectCounters());
        for (FromServer.Log each : cast.log) {
            assertEquals(RejectReason.NOT_AUTHENTIC, Cast.reason(stranger.accept(each)));
        }
        assertFalse(stranger.state().isOpen());
    }

    @Test
    void shouldIgnoreAReplayedLogMessage() {
        FromServer.Log first = alice.say(new RoomEvent.Granted(bob.id(), Role.ENGINEER));
        alice.say(new RoomEvent.Granted(bob.id(), Role.LISTENER));
        assertEquals(RejectReason.REPLAYED, rejection(first));
        assertEquals(Role.LISTENER, cast.state().member(bob.id()).orElseThrow().role());
        FromServer.Log renumbered = new FromServer.Log(first.seq(), 0, first.fromMemberId(), 99, first.body());
        assertEquals(RejectReason.WRONG_COUNTER, rejection(renumbered));
        for (FromServer.Log each : cast.log.subList(2, cast.log.size())) {
            assertEquals(RejectReason.REPLAYED, rejection(each));
        }
    }

    /// Also across snapshots, and for those who read the log from the snapshot on.
    @Test
    void shouldIgnoreALogMessageReplayedAfterASnapshot() {
        FromServer.Log said = bob.say(new RoomEvent.Note("tempo", "120"));
        alice.say(cast.state().snapshot());
        bob.say(new RoomEvent.Note("tempo", "90"));
        assertEquals(RejectReason.REPLAYED, rejection(said));
        RoomLog newcomer = carol.reader();
        cast.log.subList(cast.log.size() - 2, cast.log.size()).forEach(newcomer::accept);
        assertEquals(RejectReason.REPLAYED, Cast.reason(newcomer.accept(Cast.at(newcomer.seq() + 1, said))));
    }

    /// A former snapshot would undo a ban.
    @Test
    void shouldIgnoreAReplayedSnapshot() {
        FromServer.Log before = alice.say(cast.state().snapshot());
        alice.say(new RoomEvent.Banned(carol.id()));
        assertEquals(RejectReason.REPLAYED, rejection(before));
        cast.snapshotWithNewSecret();
        assertEquals(RejectReason.REPLAYED, rejection(before));
    }

    private SignalReader carolsSignals(RejectCounters rejects) {
        return new SignalReader(cast.roomId, carol.identity, carol.run, carol.keyring(), rejects);
    }

    private FromServer.Signal signalFromBob(long counter) {
        return new FromServer.Signal(bob.id(), bob.sealer().signal(cast.keys, counter, carol.id(), carol.run, PAYLOAD));
    }

    @Test
    void shouldIgnoreAReplayedSignal() {
        RejectCounters rejects = new RejectCounters();
        SignalReader reader = carolsSignals(rejects);
        FromServer.Signal first = signalFromBob(1);
        FromServer.Signal second = signalFromBob(2);
        Optional<SignalReader.Verified> verified = reader.accept(first, cast.state());
        assertEquals(
                new SignalReader.Verified(bob.id(), bob.run, new String(PAYLOAD, StandardCharsets.UTF_8)),
                verified.orElseThrow());
        assertTrue(reader.accept(second, cast.state()).isPresent());
        assertTrue(reader.accept(first, cast.state()).isEmpty());
        assertTrue(reader.accept(second, cast.state()).isEmpty());
        assertEquals(2, rejects.count(RejectReason.REPLAYED));
    }

    /// Bob's engine has started anew and counts from 1 again; what its former run said would be above that.
    @Test
    void shouldIgnoreASignalOfAFormerRun() {
        RejectCounters rejects = new RejectCounters();
        SignalReader reader = carolsSignals(rejects);
        FromServer.Signal ofTheFormerRun = signalFromBob(7);
        bob.run++;
        bob.join();
        FromServer.Signal ofThisRun = signalFromBob(1);
        assertTrue(reader.accept(ofThisRun, cast.state()).isPresent());
        assertTrue(reader.accept(ofTheFormerRun, cast.state()).isEmpty());
        assertEquals(1, rejects.count(RejectReason.WRONG_RUN));
    }

    /// Carol's engine has started anew: what was said to the former one is void.
    @Test
    void shouldIgnoreASignalToAFormerRun() {
        RejectCounters rejects = new RejectCounters();
        FromServer.Signal toTheFormerRun = signalFromBob(1);
        carol.run++;
        carol.join();
        assertTrue(carolsSignals(rejects).accept(toTheFormerRun, cast.state()).isEmpty());
        assertEquals(1, rejects.count(RejectReason.WRONG_RUN));
    }

    @Test
    void shouldIgnoreASignalToSomebodyElse() {
        RejectCounters rejects = new RejectCounters();
        FromServer.Signal toAlice =
                new FromServer.Signal(bob.id(), bob.sealer().signal(cast.keys, 1, alice.id(), alice.run, PAYLOAD));
        assertTrue(carolsSignals(rejects).accept(toAlice, cast.state()).isEmpty());
        assertEquals(1, rejects.count(RejectReason.WRONG_RECIPIENT));
        FromServer.Signal asAlice =
                new FromServer.Signal(alice.id(), signalFromBob(1).body());
        assertTrue(carolsSignals(rejects).accept(asAlice, cast.state()).isEmpty());
        assertEquals(1, rejects.count(RejectReason.WRONG_SENDER));
    }

    /// A signal is not an entry of the log, nor the other way round.
    @Test
    void shouldNotTakeOneKindForTheOther() {
        FromServer.Log entry = bob.sealed(new RoomEvent.Chat("hello"));
        assertEquals(
                RejectReason.WRONG_KIND,
                rejection(withBody(entry, signalFromBob(entry.id()).body())));
        RejectCounters rejects = new RejectCounters();
        assertTrue(carolsSignals(rejects)
                .accept(new FromServer.Signal(bob.id(), entry.body()), cast.state())
                .isEmpty());
        assertEquals(1, rejects.count(RejectReason.WRONG_KIND));
        byte[] relabelled = entry.body().copy();
        relabelled[1] = 2;
        assertTrue(carolsSignals(rejects)
                .accept(new FromServer.Signal(bob.id(), Bytes.of(relabelled)), cast.state())
                .isEmpty());
        assertEquals(1, rejects.count(RejectReason.NOT_AUTHENTIC));
    }

    /// The same players with the same secret in another room: what was said there does not open here.
    @Test
    void shouldNotTakeABodyOfAnotherRoom() {
        Bytes salt = Bytes.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
        String otherId = RoomId.of(salt.copy(), alice.identity.certificateDer());
        assertNotEquals(cast.roomId, otherId);
        RoomKeys otherKeys = RoomKeys.of(otherId, 0, cast.secret);
        FromServer.Log entry = alice.sealed(new RoomEvent.Granted(bob.id(), Role.ENGINEER));
        Sealer there = new Sealer(otherId, alice.identity, alice.run, cast.random);
        RoomEvent event = new RoomEvent.Granted(bob.id(), Role.ENGINEER);
        assertEquals(RejectReason.NOT_AUTHENTIC, rejection(withBody(entry, there.log(otherKeys, entry.id(), event))));
        assertEquals(
                RejectReason.NOT_AUTHENTIC,
                rejection(withBody(entry, there.log(cast.keys, entry.id(), event))),
                "the room is part of the seal, not only of its key");
        byte[] head = Envelope.head(Envelope.Kind.LOG, 0, new byte[Envelope.NONCE_BYTES], List.of());
        byte[] statement = Statement.write(
                head,
                otherId,
                alice.identity,
                entry.id(),
                1,
                Statement.NO_RECIPIENT,
                0,
                EventJson.encode(event).getBytes(StandardCharsets.UTF_8));
        assertEquals(
                RejectReason.BAD_SIGNATURE,
                rejection(withBody(entry, Sealer.seal(cast.keys, head, cast.roomId, statement))),
                "a member cannot carry what the host said there over to here");
    }

    // --- Members ----------------------------------------------------------------------------------------------------

    @Test
    void shouldNotObeyAForgedRole() {
        RoomEvent event = new RoomEvent.Granted(bob.id(), Role.ENGINEER);
        assertEquals(RejectReason.NOT_ALLOWED, rejection(bob.sealed(event)));
        assertEquals(
                RejectReason.BAD_SIGNATURE,
                rejection(forged(alice.id(), bob.identity, alice.identity, alice.counter + 1, event)));
        assertEquals(
                RejectReason.WRONG_SENDER,
                rejection(forged(bob.id(), bob.identity, alice.identity, alice.counter + 1, event)));
    }

    @Test
    void shouldNotBelieveAMemberWhoSignsWithAnothersFingerprint() {
        assertEquals(
                RejectReason.BAD_SIGNATURE,
                rejection(forged(carol.id(), bob.identity, carol.identity, carol.counter + 1, new RoomEvent.Left())));
        RejectCounters rejects = new RejectCounters();
        byte[] head = Envelope.head(Envelope.Kind.SIGNAL, 0, new byte[Envelope.NONCE_BYTES], List.of());
        byte[] statement =
                Statement.write(head, cast.roomId, bob.identity, 1, alice.run, carol.id(), carol.run, PAYLOAD);
        System.arraycopy(alice.identity.fingerprint().copyBytes(), 0, statement, 0, 32);
        FromServer.Signal signal =
                new FromServer.Signal(alice.id(), Sealer.seal(cast.keys, head, cast.roomId, statement));
        assertTrue(carolsSignals(rejects).accept(signal, cast.state()).isEmpty());
        assertEquals(1, rejects.count(RejectReason.BAD_SIGNATURE));
    }

    @Test
    void shouldNotBelieveASnapshotByANonHost() {
        RoomEvent.Snapshot mine = cast.state().snapshot();
        assertEquals(RejectReason.NOT_ALLOWED, rejection(bob.sealed(mine)));
        RoomEvent.Snapshot anchored = new RoomEvent.Snapshot(
                new RoomAnchor(cast.anchor.salt(), Bytes.of(bob.identity.certificateDer())),
                "mine",
                mine.members(),
                mine.notes());
        assertEquals(RejectReason.NOT_ALLOWED, rejection(bob.sealed(anchored)));
        RoomLog newcomer = mallory.reader();
        assertEquals(RejectReason.UNKNOWN_SPEAKER, Cast.reason(newcomer.accept(bob.sealed(mine))));
        assertEquals(RejectReason.NOT_ALLOWED, Cast.reason(newcomer.accept(Cast.at(99, bob.sealed(anchored)))));
        assertFalse(newcomer.state().isOpen());
    }

    /// Bob makes a new epoch of his own, and wraps its secret for Carol.
    @Test
    void shouldNotTakeANewSecretFromANonHost() {
        RoomKeys his = RoomKeys.of(cast.roomId, 1, InviteSecret.random(cast.random));
        Keyring keyring = carol.keyring();
        RoomLog reader = new RoomLog(cast.roomId, carol.identity, keyring, new RejectCounters());
        cast.log.forEach(reader::accept);
        long counter = bob.counter + 1;
        FromServer.Log entry = new FromServer.Log(
                reader.seq() + 1,
                0,
                bob.id(),
                counter,
                bob.sealer().log(his, counter, cast.state().snapshot()));
        assertEquals(RejectReason.NOT_ALLOWED, Cast.reason(reader.accept(entry)));
        assertEquals(0, keyring.newest().epoch());
    }

    /// The server knows everybody's certificate, so it can wrap a secret of its own; but it cannot sign for the host.
    @Test
    void shouldNotTakeANewSecretFromTheServer() {
        RoomKeys hers = RoomKeys.of(cast.roomId, 1, InviteSecret.random(cast.random));
        Sealer server = new Sealer(cast.roomId, mallory.identity, 1, cast.random);
        Keyring keyring = carol.keyring();
        RoomLog reader = new RoomLog(cast.roomId, carol.identity, keyring, new RejectCounters());
        long counter = alice.counter + 1;
        Bytes body = server.log(hers, counter, cast.state().snapshot());
        assertEquals(
                RejectReason.WRONG_SENDER,
                Cast.reason(reader.accept(new FromServer.Log(1, 0, alice.id(), counter, body))));
        assertEquals(
                RejectReason.UNKNOWN_SPEAKER,
                Cast.reason(reader.accept(new FromServer.Log(2, 0, mallory.id(), counter, body))));
        assertEquals(0, keyring.newest().epoch());
    }

    // --- The banned -------------------------------------------------------------------------------------------------

    private void banCarol() {
        alice.say(new RoomEvent.Banned(carol.id()));
        cast.snapshotWithNewSecret();
    }

    @Test
    void shouldNotLetABannedPlayerReturnWithTheSameIdentity() {
        RoomKeys former = cast.keys;
        alice.say(new RoomEvent.Banned(carol.id()));
        RoomEvent join = new RoomEvent.Joined(Bytes.of(carol.identity.certificateDer()), "carol", Role.PERFORMER);
        assertEquals(RejectReason.NOT_ALLOWED, rejection(carol.sealed(join)), "before the new secret");
        cast.snapshotWithNewSecret();
        long counter = carol.counter + 1;
        FromServer.Log withTheOldInvite =
                new FromServer.Log(0, 0, carol.id(), counter, carol.sealer().log(former, counter, join));
        assertEquals(RejectReason.OTHER_EPOCH, rejection(withTheOldInvite));
        assertEquals(RejectReason.NOT_ALLOWED, rejection(carol.sealed(join)), "even if a friend told her the new one");
        RoomLog hers = cast.readBy(carol);
        assertEquals(0, hers.state().epoch(), "the new secret is not wrapped for her");
        alice.say(new RoomEvent.Chat("she cannot read this"));
        assertEquals(RejectReason.UNKNOWN_EPOCH, Cast.reason(hers.accept(cast.log.getLast())));
    }

    @Test
    void shouldNotLetABannedPlayerReturnAsSomebodyElseWithTheOldInvite() {
        RoomKeys former = cast.keys;
        banCarol();
        Cast.Player disguised = cast.player("charlie");
        RoomEvent join = new RoomEvent.Joined(Bytes.of(disguised.identity.certificateDer()), "charlie", Role.PERFORMER);
        FromServer.Log entry =
                new FromServer.Log(0, 0, disguised.id(), 1, disguised.sealer().log(former, 1, join));
        assertEquals(RejectReason.OTHER_EPOCH, rejection(entry));
        RoomLog hers = cast.readBy(disguised);
        assertTrue(hers.state().member(disguised.id()).isEmpty());
        assertEquals(0, hers.state().epoch());
    }

    @Test
    void shouldNotHearSignalsOfTheBannedAndTheRemoved() {
        FromServer.Signal signal = signalFromBob(1);
        RejectCounters rejects = new RejectCounters();
        alice.say(new RoomEvent.Removed(bob.id()));
        assertTrue(carolsSignals(rejects).accept(signal, cast.state()).isEmpty());
        alice.say(new RoomEvent.Banned(bob.id()));
        assertTrue(carolsSignals(rejects).accept(signal, cast.state()).isEmpty());
        assertEquals(2, rejects.count(RejectReason.UNKNOWN_SPEAKER));
    }

    /// The room id says who hosts: nobody else opens a room of that id, even with the salt.
    @Test
    void shouldNotLetSomebodyElseOpenTheRoom() {
        RoomLog reader = bob.reader();
        assertEquals(
                RejectReason.UNKNOWN_SPEAKER,
                Cast.reason(reader.accept(Cast.at(1, mallory.sealed(new RoomEvent.Opened(cast.anchor, "mine"))))));
        RoomAnchor hers = new RoomAnchor(cast.anchor.salt(), Bytes.of(mallory.identity.certificateDer()));
        assertEquals(
                RejectReason.NOT_ALLOWED,
                Cast.reason(reader.accept(Cast.at(2, mallory.sealed(new RoomEvent.Opened(hers, "mine"))))));
        assertInstanceOf(
                RoomLog.Outcome.Applied.class, reader.accept(Cast.at(3, cast.log.getFirst())), "Alice still can");
    }
}
