package tutti.nat.room.client;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Identity;
import tutti.nat.invite.InviteSecret;
import tutti.nat.invite.RoomInvite;
import tutti.nat.invite.ServerUrl;
import tutti.nat.room.HostedRoom;
import tutti.nat.room.LogEntry;
import tutti.nat.room.Member;
import tutti.nat.room.Role;
import tutti.nat.room.RoomEvent;
import tutti.nat.room.RoomState;
import tutti.nat.room.wire.FromServer;

/// A host and guests of one room, each with its membership, at a [FakeServer].
final class Ensemble {
    final SecureRandom secure = new SecureRandom();
    final Random random;
    final FakeServer server = new FakeServer();
    final ServerUrl url = new ServerUrl("127.0.0.1", 1, FakeServer.CERTIFICATE);
    final Identity hostIdentity = Identity.create(secure, Instant.EPOCH);
    HostedRoom hosted = HostedRoom.create(hostIdentity, secure);
    long nowNs;

    Ensemble(long seed) {
        random = new Random(seed);
    }

    /// One program that runs.
    final class Player implements RoomObserver {
        final RoomSettings settings;
        final FakeServer.FakeLine line;
        final RoomTally tally = new RoomTally();
        final Membership membership;
        final List<String> chats = new ArrayList<>();
        final List<String> log = new ArrayList<>();
        final List<String> signals = new ArrayList<>();
        RoomState state;

        @Nullable
        String refused;

        Player(RoomSettings settings) {
            this.settings = settings;
            this.state = RoomState.empty(settings.roomId());
            line = server.new FakeLine(settings.identity().memberId());
            membership = new Membership(settings, this, line, tally);
            line.membership = membership;
        }

        String id() {
            return settings.identity().memberId();
        }

        Optional<Member> self() {
            return state.member(id());
        }

        String name() {
            return self().map(Member::name).orElse("");
        }

        void chat(String text) {
            membership.say(new RoomEvent.Chat(text));
        }

        void note(String kind, String data) {
            membership.say(new RoomEvent.Note(kind, data));
        }

        /// The host sends somebody away for good.
        RoomInvite ban(Player player) {
            hosted = hosted.with(hosted.epoch() + 1, InviteSecret.random(secure));
            membership.ban(player.id(), hosted);
            return hosted.invite(url);
        }

        /// The program is killed.
        void kill() {
            line.isEnded = true;
            line.lose(1006, "killed");
        }

        @Override
        public void onEntered(FromServer.Entered entered) {
            log.add("entered");
        }

        @Override
        public void onState(RoomState shown) {
            state = shown;
            log.add("state");
        }

        @Override
        public void onPresent(String memberId) {
            log.add("present " + memberId);
        }

        @Override
        public void onAbsent(String memberId, boolean left) {
            log.add((left ? "left " : "absent ") + memberId);
        }

        @Override
        public void onSignal(String memberId, long run, String payloadJson) {
            signals.add(memberId + " " + run + " " + payloadJson);
        }

        @Override
        public void onEvent(LogEntry entry) {
            if (entry.event() instanceof RoomEvent.Chat(String text)) {
                chats.add(text);
            }
        }

        @Override
        public void onServerLost(String reason) {
            log.add("lost");
        }

        @Override
        public void onRefused(String reason) {
            refused = reason;
        }

        @Override
        public void onHosted(HostedRoom room) {
            hosted = room;
        }
    }

    Player host() {
        return new Player(RoomSettings.host(
                url, hosted, "Tuesday", hostIdentity, "alice", Role.PERFORMER, secure.nextLong(), () -> nowNs, secure));
    }

    Identity identity() {
        return Identity.create(secure, Instant.EPOCH);
    }

    Player guest(String name) {
        return guest(name, identity(), hosted.invite(url));
    }

    Player guest(String name, Identity identity, RoomInvite invite) {
        return new Player(
                RoomSettings.guest(invite, identity, name, Role.PERFORMER, secure.nextLong(), () -> nowNs, secure));
    }

    void settle() {
        server.settle(random);
    }

    /// Lets time pass, with everything travelling that wants to.
    void pass(long ns, Player... players) {
        nowNs += ns;
        for (Player player : players) {
            player.membership.tick();
        }
        settle();
    }
}
