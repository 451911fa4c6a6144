package tutti.nat.room;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tutti.nat.identity.Identity;
import tutti.nat.invite.InviteSecret;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;

/// A room with its players, and its log as an honest server has it.
final class Cast {
    final SecureRandom random = new SecureRandom();
    final Player host = new Player("alice");
    final byte[] salt = new byte[16];
    final RoomAnchor anchor = new RoomAnchor(Bytes.of(salt), Bytes.of(host.identity.certificateDer()));
    final String roomId = RoomId.of(salt, host.identity.certificateDer());
    final InviteSecret secret = InviteSecret.random(random);
    final List<FromServer.Log> log = new ArrayList<>();
    final List<RoomKeys> allKeys = new ArrayList<>();
    RoomKeys keys = RoomKeys.of(roomId, 0, secret);
    private final RoomLog hosts = host.reader();

    /// Somebody with an identity, a run and a count of what was said.
    final class Player {
        final String name;
        final Identity identity;
        long run;
        long counter;

        Player(String name) {
            this(name, Identity.create(random, Instant.EPOCH));
        }

        Player(String name, Identity identity) {
            this.name = name;
            this.identity = identity;
            this.run = random.nextLong();
        }

        String id() {
            return identity.memberId();
        }

        Sealer sealer() {
            return new Sealer(roomId, identity, run, random);
        }

        /// Says something, and the server logs it.
        FromServer.Log say(RoomEvent event) {
            FromServer.Log entry = sealed(event);
            log.add(entry);
            return entry;
        }

        /// Says something that the server does not log yet; it has the next number.
        FromServer.Log sealed(RoomEvent event) {
            counter++;
            return new FromServer.Log(
                    log.size() + 1L, 1000L + log.size(), id(), counter, sealer().log(keys, counter, event));
        }

        FromServer.Log join() {
            return join(name, Role.PERFORMER);
        }

        FromServer.Log join(String wish, Role role) {
            return say(new RoomEvent.Joined(Bytes.of(identity.certificateDer()), wish, role));
        }

        Keyring keyring() {
            return new Keyring(RoomKeys.of(roomId, 0, secret));
        }

        RoomLog reader() {
            return new RoomLog(roomId, identity, keyring(), new RejectCounters());
        }
    }

    Player player(String name) {
        return new Player(name);
    }

    /// The host opens the room and joins it.
    void open() {
        host.say(new RoomEvent.Opened(anchor, "Tuesday"));
        host.join();
    }

    /// Everything that the server has, read by somebody.
    RoomLog readBy(Player player) {
        RoomLog reader = player.reader();
        log.forEach(reader::accept);
        return reader;
    }

    /// What the host knows.
    RoomState state() {
        log.subList((int) hosts.seq(), log.size()).forEach(hosts::accept);
        return hosts.state();
    }

    /// A new secret, by the host's snapshot.
    FromServer.Log snapshotWithNewSecret() {
        keys = RoomKeys.of(roomId, keys.epoch() + 1, InviteSecret.random(random));
        allKeys.add(keys);
        return host.say(state().snapshot());
    }

    /// The same entry with another number, as a server might send it.
    static FromServer.Log at(long seq, FromServer.Log entry) {
        return new FromServer.Log(seq, entry.timeMs(), entry.fromMemberId(), entry.id(), entry.body());
    }

    /// Without the counters: those who saw what a snapshot has undone remember it, so that it cannot be replayed.
    static RoomState visible(RoomState state) {
        return new RoomState(
                state.roomId(),
                state.epoch(),
                state.anchor(),
                state.title(),
                state.members().stream().map(member -> member.withCounter(0)).toList(),
                state.notes());
    }

    static RejectReason reason(RoomLog.Outcome outcome) {
        if (outcome instanceof RoomLog.Outcome.Rejected(RejectReason reason)) {
            return reason;
        }
        throw new AssertionError("This was believed: " + outcome);
    }
}
