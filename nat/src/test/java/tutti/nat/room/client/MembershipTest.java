package tutti.nat.room.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.invite.RoomInvite;
import tutti.nat.room.Member;
import tutti.nat.room.Role;
import tutti.nat.room.RoomEvent;
import tutti.nat.room.RoomState;
import tutti.nat.room.Standing;
import tutti.nat.room.wire.ToServer;

class MembershipTest {
    private final Ensemble ensemble = new Ensemble(1);
    private final Ensemble.Player alice = ensemble.host();

    private static RoomState visible(RoomState state) {
        return new RoomState(
                state.roomId(),
                state.epoch(),
                state.anchor(),
                state.title(),
                state.members().stream()
                        .map(member -> new Member(
                                member.fingerprint(),
                                member.key(),
                                member.name(),
                                member.role(),
                                member.muted(),
                                member.standing(),
                                member.run(),
                                0,
                                member.desks()))
                        .toList(),
                state.notes());
    }

    @Test
    void shouldOpenARoomAndJoinIt() {
        ensemble.settle();
        assertEquals("Tuesday", alice.state.title());
        assertEquals("alice", alice.name());
        assertEquals(Membership.Phase.INSIDE, alice.membership.phase());
        Ensemble.Player bob = ensemble.guest("bob");
        Ensemble.Player other = ensemble.guest("bob");
        ensemble.settle();
        assertEquals(visible(alice.state), visible(bob.state));
        assertEquals(visible(alice.state), visible(other.state));
        assertEquals(Set.of("bob", "bob-2"), Set.of(bob.name(), other.name()));
        assertTrue(alice.log.contains("present " + bob.id()));
        assertTrue(bob.log.contains("present " + alice.id()));
        assertFalse(bob.log.contains("present " + bob.id()));
    }

    @Test
    void shouldShowAStateThatKnowsThePlayerBeforeWhoIsPresent() {
        ensemble.settle();
        Ensemble.Player bob = ensemble.guest("bob");
        ensemble.settle();
        assertTrue(bob.log.indexOf("state") < bob.log.indexOf("present " + alice.id()), bob.log.toString());
        assertTrue(bob.log.indexOf("entered") < bob.log.indexOf("state"), bob.log.toString());
    }

    @Test
    void shouldWaitForTheHostToOpenTheRoom() {
        Ensemble.Player bob = ensemble.guest("bob");
        bob.chat("anybody there?");
        alice.line.connect();
        while (alice.line.tell() || alice.line.hear()) {
            // The host comes in; what it says about the room is not told to anybody yet.
        }
        ensemble.settle();
        assertEquals(List.of("anybody there?"), alice.chats);
        assertEquals(Standing.ACTIVE, bob.self().orElseThrow().standing());
    }

    @Test
    void shouldSaySomethingOnce() {
        ensemble.settle();
        Ensemble.Player bob = ensemble.guest("bob");
        for (int i = 0; i < 100; i++) {
            bob.chat("word " + i);
        }
        ensemble.settle();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            expected.add("word " + i);
        }
        assertEquals(expected, alice.chats);
        assertEquals(expected, bob.chats);
    }

    @Test
    void shouldBoundWhatWaits() {
        for (int i = 0; i < Outbox.CAPACITY + 7; i++) {
            alice.chat("word " + i);
        }
        assertEquals(7, alice.tally.counters().droppedAppends());
    }

    @Test
    void shouldSayAgainWhatTheServerDropped() {
        ensemble.settle();
        Ensemble.Player bob = ensemble.guest("bob");
        ensemble.settle();
        bob.line.numToDrop = 3;
        bob.chat("one");
        bob.chat("two");
        bob.chat("three");
        ensemble.settle();
        assertEquals(List.of(), alice.chats);
        assertEquals(3, bob.tally.counters().slowedDown());
        ensemble.pass(Membership.SLOW_NS, bob);
        assertEquals(List.of("one", "two", "three"), alice.chats);
    }

    @Test
    void shouldAskForFreshCredentials() {
        ensemble.settle();
        ensemble.pass(449_000_000_000L, alice);
        assertFalse(ensemble.server.heard.contains(new ToServer.AskTurn()));
        ensemble.pass(1_000_000_000L, alice);
        assertTrue(ensemble.server.heard.contains(new ToServer.AskTurn()));
        ensemble.server.heard.clear();
        ensemble.pass(449_000_000_000L, alice);
        assertFalse(ensemble.server.heard.contains(new ToServer.AskTurn()), "the new ones are good");
    }

    @Test
    void shouldCarrySignals() {
        ensemble.settle();
        Ensemble.Player bob = ensemble.guest("bob");
        ensemble.settle();
        bob.membership.signal(alice.id(), alice.settings.run(), "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        ensemble.settle();
        assertEquals(List.of(bob.id() + " " + bob.settings.run() + " {\"a\":1}"), alice.signals);
        bob.line.lose(1006, "");
        bob.membership.signal(alice.id(), alice.settings.run(), new byte[] {'{', '}'});
        assertEquals(1, bob.tally.counters().droppedSignals());
    }

    @Test
    void shouldComeBackWithItsName() {
        ensemble.settle();
        Ensemble.Player first = ensemble.guest("bob");
        ensemble.settle();
        Ensemble.Player second = ensemble.guest("bob");
        ensemble.settle();
        assertEquals("bob-2", second.name());
        second.kill();
        first.membership.leave();
        ensemble.settle();
        Ensemble.Player again = ensemble.guest("bob", second.settings.identity(), ensemble.hosted.invite(ensemble.url));
        ensemble.settle();
        assertEquals("bob-2", again.name());
        assertEquals(again.settings.run(), again.self().orElseThrow().run());
    }

    /// What a former run has counted is known to the server alone.
    @Test
    void shouldCountAboveAFormerRun() {
        ensemble.settle();
        Ensemble.Player bob = ensemble.guest("bob");
        ensemble.settle();
        bob.kill();
        ensemble.server.timeMs += 1000;
        ensemble.server.hasHeard(bob.id(), ensemble.server.timeMs - 1);
        Ensemble.Player again = ensemble.guest("bob", bob.settings.identity(), bob.settings.invite());
        again.chat("back");
        ensemble.settle();
        assertEquals(List.of("back"), alice.chats);
    }

    @Test
    void shouldLeaveWithAGoodbye() {
        ensemble.settle();
        Ensemble.Player bob = ensemble.guest("bob");
        ensemble.settle();
        bob.chat("see you");
        bob.membership.leave();
        ensemble.settle();
        assertEquals(Standing.LEFT, alice.state.member(bob.id()).orElseThrow().standing());
        assertEquals(List.of("see you"), alice.chats);
        assertTrue(alice.log.contains("left " + bob.id()));
        assertTrue(bob.line.isEnded);
        assertNull(bob.refused);
    }

    @Test
    void shouldGiveRolesAndMute() {
        ensemble.settle();
        Ensemble.Player bob = ensemble.guest("bob");
        ensemble.settle();
        alice.membership.say(new RoomEvent.Granted(bob.id(), Role.ENGINEER));
        alice.membership.say(new RoomEvent.Muted(bob.id(), true));
        bob.membership.say(new RoomEvent.Granted(alice.id(), Role.LISTENER));
        ensemble.settle();
        assertEquals(Role.ENGINEER, bob.self().orElseThrow().role());
        assertTrue(bob.self().orElseThrow().muted());
        assertEquals(Role.PERFORMER, bob.state.member(alice.id()).orElseThrow().role());
    }

    @Test
    void shouldGoWhenRemovedAndMayComeBack() {
        ensemble.settle();
        Ensemble.Player bob = ensemble.guest("bob");
        ensemble.settle();
        alice.membership.say(new RoomEvent.Removed(bob.id()));
        ensemble.settle();
        assertNotNull(bob.refused);
        assertTrue(bob.line.isEnded);
        assertEquals(
                Standing.REMOVED, alice.state.member(bob.id()).orElseThrow().standing());
        Ensemble.Player again = ensemble.guest("bob", bob.settings.identity(), ensemble.hosted.invite(ensemble.url));
        ensemble.settle();
        assertEquals(Standing.ACTIVE, again.self().orElseThrow().standing());
        assertNull(again.refused);
    }

    @Test
    void shouldBanWithANewSecret() {
        ensemble.settle();
        Ensemble.Player bob = ensemble.guest("bob");
        Ensemble.Player carol = ensemble.guest("carol");
        Ensemble.Player away = ensemble.guest("dora");
        ensemble.settle();
        RoomInvite former = ensemble.hosted.invite(ensemble.url);
        away.kill();
        RoomInvite renewed = alice.ban(carol);
        bob.chat("bye carol");
        ensemble.settle();
        assertNotNull(carol.refused);
        assertEquals(1, bob.state.epoch());
        assertEquals(renewed.secret(), bob.membership.newestKeys().secret());
        assertEquals(List.of("bye carol"), alice.chats);
        Ensemble.Player again = ensemble.guest("carol", carol.settings.identity(), former);
        Ensemble.Player disguised = ensemble.guest("charlie", ensemble.identity(), former);
        Ensemble.Player newcomer = ensemble.guest("erik", ensemble.identity(), renewed);
        Ensemble.Player back = ensemble.guest("dora", away.settings.identity(), former);
        ensemble.settle();
        assertTrue(String.valueOf(again.refused).contains("banned"), again.refused);
        assertTrue(String.valueOf(disguised.refused).contains("wrong-secret"), disguised.refused);
        assertEquals("erik", newcomer.name());
        assertEquals("dora", back.name(), "who was away finds the new secret");
        assertEquals(visible(alice.state), visible(back.state));
        assertEquals(visible(alice.state), visible(newcomer.state));
    }

    /// Erik joins with the invite that is being replaced in this moment: he may stay.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldNotLockOutWhoJoinsDuringABan(long seed) {
        Ensemble crowd = new Ensemble(seed);
        Ensemble.Player host = crowd.host();
        crowd.settle();
        Ensemble.Player carol = crowd.guest("carol");
        crowd.settle();
        Ensemble.Player erik = crowd.guest("erik");
        while (erik.membership.phase() != Membership.Phase.INSIDE) {
            assertTrue(crowd.server.step(crowd.random), "nobody has anything to say any more");
        }
        host.ban(carol);
        crowd.settle();
        assertEquals(1, erik.state.epoch());
        assertEquals(visible(host.state), visible(erik.state));
        assertEquals("erik", erik.name());
    }

    @Test
    void shouldFinishABanThatAKillInterrupted() {
        ensemble.settle();
        Ensemble.Player bob = ensemble.guest("bob");
        Ensemble.Player carol = ensemble.guest("carol");
        ensemble.settle();
        RoomInvite former = carol.settings.invite();
        RoomInvite renewed = alice.ban(carol);
        alice.kill();
        ensemble.settle();
        assertEquals(0, bob.state.epoch(), "nothing went out");
        Ensemble.Player again = ensemble.host();
        ensemble.settle();
        assertEquals(1, bob.state.epoch());
        assertEquals(renewed.secret(), bob.membership.newestKeys().secret());
        Ensemble.Player stranger = ensemble.guest("mallory", ensemble.identity(), former);
        ensemble.settle();
        assertNotNull(stranger.refused);
        assertEquals("alice", again.name());
    }

    @Test
    void shouldMakeSnapshots() {
        ensemble.settle();
        for (int i = 0; i < HostDuties.SNAPSHOT_EVERY + 50; i++) {
            alice.chat("word " + i);
            if (i % 100 == 0) {
                ensemble.settle();
            }
        }
        ensemble.settle();
        long numSnapshots = ensemble.server.heard.stream()
                .filter(message -> message instanceof ToServer.Append append && append.snapshot())
                .count();
        assertEquals(1, numSnapshots);
        Ensemble.Player bob = ensemble.guest("bob");
        ensemble.settle();
        assertEquals(visible(alice.state), visible(bob.state));
        assertTrue(bob.chats.size() < HostDuties.SNAPSHOT_EVERY, "the log begins with the last snapshot");
    }

    /// The server is replaced by one that knows nothing: the host restores the room, with names, roles and notes.
    @Test
    void shouldRestoreARoomThatTheServerHasForgotten() {
        ensemble.settle();
        Ensemble.Player bob = ensemble.guest("bob");
        ensemble.settle();
        Ensemble.Player other = ensemble.guest("bob");
        ensemble.settle();
        alice.membership.say(new RoomEvent.Granted(bob.id(), Role.ENGINEER));
        bob.note("tempo", "120");
        ensemble.settle();
        RoomState before = alice.state;
        ensemble.server.forget();
        ensemble.settle();
        assertEquals(visible(before), visible(alice.state));
        assertEquals(visible(before), visible(bob.state));
        assertEquals("bob-2", other.name());
    }

    /// The last entries are gone with the server's computer, among them somebody's coming and a note.
    @Test
    void shouldSayAgainWhatTheServerHasLost() {
        ensemble.settle();
        alice.note("tempo", "90");
        Ensemble.Player bob = ensemble.guest("bob");
        ensemble.settle();
        bob.note("marker", "B");
        ensemble.settle();
        int numEntries = ensemble.server.log.size();
        ensemble.server.die(2);
        ensemble.settle();
        assertEquals("bob", bob.name());
        assertEquals("B", alice.state.note("marker").orElseThrow().data());
        assertEquals("90", bob.state.note("tempo").orElseThrow().data());
        assertEquals(visible(alice.state), visible(bob.state));
        assertTrue(ensemble.server.log.size() >= numEntries);
    }

    /// The server has lost entries, and others are in their place before this player comes back: numbers alone do not
    /// show it.
    @Test
    void shouldNoticeThatLostEntriesWereReplaced() {
        ensemble.settle();
        Ensemble.Player bob = ensemble.guest("bob");
        Ensemble.Player carol = ensemble.guest("carol");
        ensemble.settle();
        carol.chat("lost");
        ensemble.settle();
        ensemble.server.die(1);
        bob.line.connect();
        bob.chat("first");
        bob.chat("second");
        while (bob.line.tell() || bob.line.hear()) {
            if (!bob.line.isOpen) {
                bob.line.connect();
            }
        }
        ensemble.settle();
        assertEquals(1, carol.tally.counters().startedOver());
        assertTrue(carol.chats.containsAll(List.of("lost", "first", "second")), carol.chats.toString());
        assertEquals(3, carol.chats.size());
        assertEquals(visible(alice.state), visible(carol.state));
    }

    @Test
    void shouldEndWhenTheSameIdentityComesFromElsewhere() {
        ensemble.settle();
        Ensemble.Player bob = ensemble.guest("bob");
        ensemble.settle();
        Ensemble.Player clone = ensemble.guest("bob", bob.settings.identity(), bob.settings.invite());
        ensemble.settle();
        assertTrue(String.valueOf(bob.refused).contains("elsewhere"), bob.refused);
        assertEquals(
                clone.settings.run(), alice.state.member(bob.id()).orElseThrow().run());
    }

    @Test
    void shouldSayWhyItIsNotLetIn() {
        Ensemble.Player early = ensemble.guest("bob");
        early.line.connect();
        while (early.line.tell() || early.line.hear()) {
            // The room does not exist yet.
        }
        assertTrue(String.valueOf(early.refused).contains("no-room"), early.refused);
        assertTrue(early.line.isEnded);
    }

    /// An evening with a bad network, a server that dies, bans, and programs that are killed: in the end everybody
    /// agrees, nothing is in the log twice, and nothing that was said is missing.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldAgreeAfterAnyEvening(long seed) {
        Ensemble band = new Ensemble(seed);
        Random random = band.random;
        List<Ensemble.Player> players = new ArrayList<>(List.of(band.host()));
        band.settle();
        for (int i = 0; i < 4; i++) {
            players.add(band.guest("p" + i % 2));
        }
        boolean losesEntries = seed % 3 == 0;
        Set<String> said = new HashSet<>();
        int numBans = 0;
        for (int i = 0; i < 120; i++) {
            for (int n = random.nextInt(30); n > 0; n--) {
                band.server.step(random);
            }
            int at = random.nextInt(players.size());
            Ensemble.Player player = players.get(at);
            switch (random.nextInt(20)) {
                case 0, 1 -> player.line.lose(1006, "broken");
                case 2 -> {
                    if (random.nextInt(4) == 0) {
                        band.server.die(losesEntries ? random.nextInt(4) : 0);
                    }
                }
                case 3 -> {
                    if (random.nextInt(6) == 0 && players.size() > 3 && numBans < 3) {
                        Ensemble.Player victim = players.get(1 + random.nextInt(players.size() - 1));
                        if (players.getFirst().state.member(victim.id()).isPresent()) {
                            players.getFirst().ban(victim);
                            players.remove(victim);
                            said.removeIf(text -> text.startsWith(victim.id()));
                            numBans++;
                        }
                    }
                }
                case 4 -> players.getFirst().membership.say(new RoomEvent.Muted(player.id(), random.nextBoolean()));
                case 5, 6 -> player.note("kind-" + random.nextInt(3), "data " + i);
                default -> {
                    String text = player.id() + " says " + i;
                    said.add(text);
                    player.chat(text);
                }
            }
        }
        band.settle();
        band.pass(Membership.OVERDUE_NS, players.toArray(new Ensemble.Player[0]));
        RoomState expected = visible(players.getFirst().state);
        for (Ensemble.Player player : players) {
            assertNull(player.refused);
            assertEquals(expected, visible(player.state));
            assertEquals(new HashSet<>(player.chats).size(), player.chats.size(), "each is told once");
            assertTrue(player.membership.phase() == Membership.Phase.INSIDE);
        }
        players.getFirst().chats.forEach(said::remove);
        if (losesEntries) {
            // Who saw it in the log has no reason to say it again.
            players.forEach(player -> player.chats.stream()
                    .filter(text -> text.startsWith(player.id()))
                    .forEach(said::remove));
        }
        assertEquals(Set.of(), said, "what was said is told");
    }
}
