package tutti.nat.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.invite.InviteSecret;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;

class RoomLogTest {
    private final Cast cast = new Cast();

    /// An evening of players who do what they may and what they may not, with snapshots and bans.
    private List<Cast.Player> improvise(Random random, int numEntries) {
        List<Cast.Player> players = new ArrayList<>(List.of(cast.host));
        for (int i = 0; i < 6; i++) {
            players.add(cast.player("p" + i % 4));
        }
        cast.open();
        while (cast.log.size() < numEntries) {
            Cast.Player speaker = players.get(random.nextInt(players.size()));
            String target = players.get(random.nextInt(players.size())).id();
            switch (random.nextInt(14)) {
                case 0 -> speaker.join();
                case 1 -> speaker.join("q" + random.nextInt(3), Role.LISTENER);
                case 2 -> {
                    speaker.run = random.nextLong();
                    speaker.join();
                }
                case 3 -> speaker.say(new RoomEvent.Left());
                case 4 ->
                    speaker.say(new RoomEvent.Granted(target, random.nextBoolean() ? Role.ENGINEER : Role.LISTENER));
                case 5 -> speaker.say(new RoomEvent.Muted(target, random.nextBoolean()));
                case 6 -> speaker.say(new RoomEvent.Removed(target));
                case 7 -> {
                    if (random.nextInt(8) == 0) {
                        cast.host.say(new RoomEvent.Banned(target));
                        cast.snapshotWithNewSecret();
                    }
                }
                case 8 -> {
                    if (random.nextInt(4) == 0) {
                        cast.host.say(cast.state().snapshot());
                    }
                }
                case 9 -> {
                    RoomKeys present = cast.keys;
                    cast.keys = RoomKeys.of(
                            cast.roomId, Math.max(0, present.epoch() - 1), InviteSecret.random(cast.random));
                    speaker.say(new RoomEvent.Chat("with a wrong key"));
                    cast.keys = present;
                }
                case 10, 11 -> speaker.say(new RoomEvent.Chat("hello " + random.nextInt()));
                default -> speaker.say(new RoomEvent.Note("kind-" + random.nextInt(10), "data " + random.nextInt()));
            }
        }
        return players;
    }

    private List<Integer> snapshots() {
        List<Integer> at = new ArrayList<>();
        for (int i = 0; i < cast.log.size(); i++) {
            if (Envelope.split(cast.log.get(i).body()).orElseThrow().kind() == Envelope.Kind.SNAPSHOT) {
                at.add(i);
            }
        }
        return at;
    }

    /// Whoever reads the log, from wherever they may begin, and however often entries come again, agrees. The host has
    /// no key but the first, and finds the others in the snapshots.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldAgreeHoweverItIsDelivered(long seed) {
        Random random = new Random(seed);
        List<Cast.Player> players = improvise(random, 100);
        RoomState expected = cast.state();
        for (Cast.Player player : players) {
            Keyring keyring = player.keyring();
            if (player != cast.host) {
                cast.allKeys.forEach(keyring::add);
            }
            RoomLog reader = new RoomLog(cast.roomId, player.identity, keyring, new RejectCounters());
            List<Integer> starts = snapshots();
            starts.add(0);
            int from = starts.get(random.nextInt(starts.size()));
            for (int i = from; i < cast.log.size(); i++) {
                reader.accept(cast.log.get(i));
                while (random.nextInt(3) == 0) {
                    reader.accept(cast.log.get(from + random.nextInt(i - from + 1)));
                }
            }
            assertEquals(Cast.visible(expected), Cast.visible(reader.state()), player.name);
            assertEquals(cast.log.size(), reader.seq());
        }
    }

    /// What a server may add to the log of its own (old entries with new numbers, changed, cut, of another room, made
    /// up) changes nothing.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldNotBeChangedByWhatTheServerAdds(long seed) {
        Random random = new Random(seed);
        improvise(random, 60);
        Cast other = new Cast();
        other.open();
        RoomLog reader = cast.host.reader();
        long seq = 0;
        for (int i = 0; i < cast.log.size(); i++) {
            while (i > 0 && random.nextInt(2) == 0) {
                RoomState before = reader.state();
                FromServer.Log old = cast.log.get(random.nextInt(i));
                seq++;
                reader.accept(
                        switch (random.nextInt(5)) {
                            case 0 -> Cast.at(seq, old);
                            case 1 -> withBody(seq, old, changed(old.body().copy(), random));
                            case 2 -> withBody(seq, old, cut(old.body().copy(), random));
                            case 3 -> Cast.at(seq, other.log.get(random.nextInt(2)));
                            default -> withBody(seq, old, made(random));
                        });
                assertEquals(before, reader.state(), "entry " + i);
            }
            seq++;
            reader.accept(Cast.at(seq, cast.log.get(i)));
        }
        assertEquals(cast.state(), reader.state());
    }

    private static FromServer.Log withBody(long seq, FromServer.Log entry, byte[] body) {
        return new FromServer.Log(seq, entry.timeMs(), entry.fromMemberId(), entry.id() + 1_000, Bytes.of(body));
    }

    private static byte[] changed(byte[] body, Random random) {
        int at = random.nextInt(body.length);
        body[at] ^= (byte) (1 << random.nextInt(8));
        return body;
    }

    private static byte[] cut(byte[] body, Random random) {
        return Arrays.copyOf(body, 1 + random.nextInt(body.length - 1));
    }

    private static byte[] made(Random random) {
        byte[] body = new byte[1 + random.nextInt(400)];
        random.nextBytes(body);
        body[0] = 1;
        if (body.length > 6) {
            body[1] = (byte) (1 + random.nextInt(3));
            Arrays.fill(body, 2, 6, (byte) 0);
        }
        return body;
    }

    @Test
    void shouldNotSkipEntries() {
        cast.open();
        Cast.Player bob = cast.player("bob");
        bob.join();
        RoomLog reader = bob.reader();
        reader.accept(cast.log.getFirst());
        assertEquals(RejectReason.OUT_OF_ORDER, Cast.reason(reader.accept(cast.log.get(2))));
        assertEquals(1, reader.seq());
        reader.accept(cast.log.get(1));
        assertInstanceOf(RoomLog.Outcome.Applied.class, reader.accept(cast.log.get(2)));
    }

    @Test
    void shouldBeginWithASnapshotOrTheBeginning() {
        cast.open();
        RoomLog reader = cast.player("bob").reader();
        assertEquals(RejectReason.OUT_OF_ORDER, Cast.reason(reader.accept(cast.log.get(1))));
        assertFalse(reader.state().isOpen());
        assertEquals(0, reader.seq());
    }

    /// Who was away during a ban comes back with the former invite, although the log begins after it.
    @Test
    void shouldGiveTheNewSecretToThoseWhoWereAway() {
        cast.open();
        Cast.Player bob = cast.player("bob");
        Cast.Player carol = cast.player("carol");
        bob.join();
        carol.join();
        cast.host.say(new RoomEvent.Banned(carol.id()));
        cast.snapshotWithNewSecret();
        cast.snapshotWithNewSecret();
        cast.host.say(new RoomEvent.Chat("only us"));
        Keyring keyring = bob.keyring();
        RoomLog back = new RoomLog(cast.roomId, bob.identity, keyring, new RejectCounters());
        cast.log.subList(cast.log.size() - 2, cast.log.size()).forEach(back::accept);
        assertEquals(cast.state(), back.state());
        assertEquals(2, keyring.newest().epoch());
        assertEquals(cast.keys.secret(), keyring.newest().secret());
        assertEquals(cast.keys.admission(), keyring.newest().admission());
    }

    @Test
    void shouldTellWhetherTheServerHasLostEntries() {
        cast.open();
        RoomLog reader = cast.readBy(cast.host);
        assertTrue(reader.isLast(cast.log.getLast()));
        assertFalse(reader.isLast(cast.log.getFirst()));
        FromServer.Log another = cast.host.sealed(new RoomEvent.Chat("another"));
        assertFalse(reader.isLast(Cast.at(reader.seq(), another)));
        reader.startOver();
        assertFalse(reader.isLast(cast.log.getLast()));
        cast.log.forEach(reader::accept);
        assertEquals(cast.state(), reader.state());
    }

    /// Bodies of any shape are read or counted, never a fault.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldSurviveAnyBody(long seed) {
        Random random = new Random(seed);
        cast.open();
        RejectCounters rejects = new RejectCounters();
        RoomLog reader = new RoomLog(cast.roomId, cast.host.identity, cast.host.keyring(), rejects);
        cast.log.forEach(reader::accept);
        RoomState before = reader.state();
        byte[] snapshot = cast.host.sealed(before.snapshot()).body().copy();
        for (int i = 0; i < 2000; i++) {
            byte[] body = random.nextBoolean() ? made(random) : changed(cut(snapshot.clone(), random), random);
            reader.accept(new FromServer.Log(
                    reader.seq() + 1 + random.nextInt(2), 0, cast.host.id(), 1 + random.nextInt(5), Bytes.of(body)));
        }
        assertEquals(before, reader.state());
        assertEquals(2000, rejects.sum());
    }
}
