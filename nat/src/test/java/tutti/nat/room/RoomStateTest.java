package tutti.nat.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tutti.nat.room.wire.FromServer;

/// The rules of the log, one by one.
class RoomStateTest {
    private final Cast cast = new Cast();
    private final Cast.Player alice = cast.host;
    private final Cast.Player bob = cast.player("bob");
    private final Cast.Player carol = cast.player("carol");

    @BeforeEach
    void open() {
        cast.open();
    }

    private Member member(Cast.Player player) {
        return cast.state().member(player.id()).orElseThrow();
    }

    @Test
    void shouldBeOpenedByTheHost() {
        assertFalse(RoomState.empty(cast.roomId).isOpen());
        RoomState state = cast.state();
        assertTrue(state.isOpen());
        assertTrue(state.isHost(alice.id()));
        assertFalse(state.isHost(bob.id()));
        assertEquals("Tuesday", state.title());
        assertEquals(0, state.epoch());
    }

    @Test
    void shouldBeOpenedOnce() {
        alice.say(new RoomEvent.Opened(cast.anchor, "Wednesday"));
        assertEquals("Tuesday", cast.state().title());
    }

    @Test
    void shouldGiveNamesThatAreUniqueAndStay() {
        bob.join("x", Role.PERFORMER);
        carol.join("x", Role.PERFORMER);
        assertEquals("x", member(bob).name());
        assertEquals("x-2", member(carol).name());
        bob.say(new RoomEvent.Left());
        carol.join("x", Role.PERFORMER);
        assertEquals("x-2", member(carol).name(), "the name returns, though another would be free by now");
        bob.join("y", Role.PERFORMER);
        assertEquals("y", member(bob).name(), "who wishes another name is renamed");
        bob.join("x-2", Role.PERFORMER);
        assertEquals("x-2-2", member(bob).name());
    }

    @Test
    void shouldTellANewRun() {
        bob.join();
        long before = member(bob).run();
        bob.run = before + 1;
        bob.join();
        assertEquals(before + 1, member(bob).run());
        assertEquals(2, cast.state().members().size());
    }

    @Test
    void shouldKeepTheRoleThatTheHostGave() {
        bob.join("bob", Role.LISTENER);
        assertEquals(Role.LISTENER, member(bob).role());
        alice.say(new RoomEvent.Granted(bob.id(), Role.ENGINEER));
        assertEquals(Role.ENGINEER, member(bob).role());
        bob.join("bob", Role.LISTENER);
        assertEquals(Role.ENGINEER, member(bob).role());
    }

    @Test
    void shouldEntrustDesksToEngineersAlone() {
        bob.join();
        carol.join();
        alice.say(new RoomEvent.Entrusted(bob.id(), DeskGrant.ALL));
        assertFalse(cast.state().maySteer(bob.id(), carol.id()), "a performer steers nobody's desk but its own");
        alice.say(new RoomEvent.Granted(bob.id(), Role.ENGINEER));
        assertFalse(cast.state().maySteer(bob.id(), carol.id()), "what did not count is not kept for later");
        alice.say(new RoomEvent.Entrusted(bob.id(), DeskGrant.of(Set.of(carol.id()))));
        assertTrue(cast.state().maySteer(bob.id(), carol.id()));
        assertFalse(cast.state().maySteer(bob.id(), alice.id()));
        assertFalse(cast.state().maySteer(carol.id(), bob.id()));
        alice.say(new RoomEvent.Entrusted(bob.id(), DeskGrant.ALL));
        assertTrue(cast.state().maySteer(bob.id(), alice.id()), "the host's own desk is one of them");
        assertFalse(cast.state().maySteer(bob.id(), bob.id()));
        bob.join();
        assertTrue(cast.state().maySteer(bob.id(), alice.id()), "coming again changes nothing");
    }

    @Test
    void shouldEndAGrantWithItsWordItsRoleOrItsMember() {
        bob.join();
        for (RoomEvent end : List.of(
                new RoomEvent.Entrusted(bob.id(), DeskGrant.NONE),
                new RoomEvent.Granted(bob.id(), Role.PERFORMER),
                new RoomEvent.Removed(bob.id()))) {
            alice.say(new RoomEvent.Granted(bob.id(), Role.ENGINEER));
            alice.say(new RoomEvent.Entrusted(bob.id(), DeskGrant.ALL));
            assertTrue(cast.state().maySteer(bob.id(), alice.id()));
            alice.say(end);
            assertFalse(cast.state().maySteer(bob.id(), alice.id()), end::toString);
        }
        alice.say(new RoomEvent.Granted(bob.id(), Role.PERFORMER));
        alice.say(new RoomEvent.Granted(bob.id(), Role.ENGINEER));
        bob.join();
        assertFalse(cast.state().maySteer(bob.id(), alice.id()), "a grant does not come back with the role");
    }

    @Test
    void shouldMuteAndUnmute() {
        bob.join();
        alice.say(new RoomEvent.Muted(bob.id(), true));
        assertTrue(member(bob).muted());
        bob.join();
        assertTrue(member(bob).muted(), "coming again does not help");
        alice.say(new RoomEvent.Muted(bob.id(), false));
        assertFalse(member(bob).muted());
    }

    @Test
    void shouldLetTheRemovedComeBackAndTheBannedNot() {
        bob.join();
        alice.say(new RoomEvent.Removed(bob.id()));
        assertEquals(Standing.REMOVED, member(bob).standing());
        bob.say(new RoomEvent.Note("tempo", "120"));
        assertTrue(cast.state().notes().isEmpty(), "the removed have no say");
        bob.join();
        assertEquals(Standing.ACTIVE, member(bob).standing());
        alice.say(new RoomEvent.Banned(bob.id()));
        bob.join();
        assertEquals(Standing.BANNED, member(bob).standing());
        alice.say(new RoomEvent.Removed(bob.id()));
        assertEquals(Standing.BANNED, member(bob).standing());
    }

    @Test
    void shouldNotLetTheHostGo() {
        alice.say(new RoomEvent.Banned(alice.id()));
        alice.say(new RoomEvent.Removed(alice.id()));
        assertEquals(Standing.ACTIVE, member(alice).standing());
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldObeyTheHostAlone(Role role) {
        bob.join();
        carol.join();
        alice.say(new RoomEvent.Granted(bob.id(), role));
        RoomState before = cast.state();
        bob.say(new RoomEvent.Granted(carol.id(), Role.ENGINEER));
        bob.say(new RoomEvent.Entrusted(bob.id(), DeskGrant.ALL));
        bob.say(new RoomEvent.Muted(carol.id(), true));
        bob.say(new RoomEvent.Removed(carol.id()));
        bob.say(new RoomEvent.Banned(alice.id()));
        bob.say(new RoomEvent.Opened(cast.anchor, "mine"));
        RoomState after = cast.state();
        assertFalse(after.maySteer(bob.id(), carol.id()));
        assertEquals(before.member(carol.id()), after.member(carol.id()));
        assertEquals(before.member(alice.id()), after.member(alice.id()));
        assertEquals("Tuesday", after.title());
    }

    @Test
    void shouldIgnoreOrdersAboutStrangers() {
        RoomState before = cast.state();
        alice.say(new RoomEvent.Granted(bob.id(), Role.ENGINEER));
        alice.say(new RoomEvent.Banned(bob.id()));
        assertEquals(before.members().size(), cast.state().members().size());
    }

    @Test
    void shouldKeepTheLastNoteOfEachKind() {
        bob.join();
        bob.say(new RoomEvent.Note("tempo", "120"));
        alice.say(new RoomEvent.Note("transport", "stop"));
        alice.say(new RoomEvent.Note("tempo", "90\nagain"));
        RoomState state = cast.state();
        assertEquals("90\nagain", state.note("tempo").orElseThrow().data());
        assertEquals(alice.id(), state.note("tempo").orElseThrow().memberId());
        assertEquals("stop", state.note("transport").orElseThrow().data());
        alice.say(new RoomEvent.Granted(bob.id(), Role.LISTENER));
        bob.say(new RoomEvent.Note("tempo", "1"));
        assertEquals("90\nagain", cast.state().note("tempo").orElseThrow().data(), "listeners set nothing");
    }

    @Test
    void shouldBoundTheKindsOfNotes() {
        for (int i = 0; i < RoomEvent.MAX_NOTE_KINDS + 3; i++) {
            alice.say(new RoomEvent.Note("kind-" + i, "x"));
        }
        alice.say(new RoomEvent.Note("kind-0", "y"));
        RoomState state = cast.state();
        assertEquals(RoomEvent.MAX_NOTE_KINDS, state.notes().size());
        assertEquals("y", state.note("kind-0").orElseThrow().data());
    }

    @Test
    void shouldCountWhatIsNotAllowedAsSaid() {
        bob.join();
        bob.say(new RoomEvent.Muted(alice.id(), true));
        assertEquals(bob.counter, member(bob).counter());
    }

    /// In a full room a newcomer takes the place of whoever has been gone longest, and of nobody who is there.
    @Test
    void shouldBoundTheMembers() {
        List<Cast.Player> players = new ArrayList<>(List.of(alice));
        while (players.size() < RoomEvent.MAX_MEMBERS) {
            Cast.Player player = cast.player("p" + players.size());
            player.join();
            players.add(player);
        }
        bob.join();
        assertTrue(cast.state().member(bob.id()).isEmpty());
        players.get(7).say(new RoomEvent.Left());
        alice.say(new RoomEvent.Removed(players.get(3).id()));
        alice.say(new RoomEvent.Left());
        bob.join("p7", Role.PERFORMER);
        RoomState state = cast.state();
        assertEquals("p7", state.member(bob.id()).orElseThrow().name(), "the name goes with the place");
        assertTrue(state.member(players.get(7).id()).isEmpty());
        carol.join();
        state = cast.state();
        assertTrue(state.member(players.get(3).id()).isEmpty());
        assertTrue(state.member(alice.id()).isPresent(), "the host has its place for life");
        assertEquals(RoomEvent.MAX_MEMBERS, state.members().size());
        cast.player("late").join();
        assertEquals(state, cast.state());
    }

    @Test
    void shouldRestoreASnapshot() {
        bob.join();
        bob.say(new RoomEvent.Note("tempo", "120"));
        carol.join();
        alice.say(new RoomEvent.Banned(carol.id()));
        RoomState before = cast.state();
        alice.say(before.snapshot());
        RoomState after = cast.state();
        assertEquals(before.notes(), after.notes());
        assertEquals(before.title(), after.title());
        assertEquals(before.members().size(), after.members().size());
        for (Member member : before.members()) {
            Member same = after.member(member.id()).orElseThrow();
            assertEquals(member, same.withCounter(member.counter()));
        }
    }

    /// Two computers that see the snapshot, one from the beginning, one from the snapshot on, agree.
    @Test
    void shouldBeTheSameForNewcomers() {
        bob.join();
        alice.say(new RoomEvent.Granted(bob.id(), Role.ENGINEER));
        alice.say(new RoomEvent.Entrusted(bob.id(), DeskGrant.of(Set.of(alice.id()))));
        alice.say(cast.state().snapshot());
        carol.join();
        bob.say(new RoomEvent.Note("tempo", "120"));
        RoomLog newcomer = carol.reader();
        cast.log.subList(5, cast.log.size()).forEach(newcomer::accept);
        assertEquals(cast.state(), newcomer.state());
    }

    /// What was said while the host made the snapshot is undone for everybody alike, but not forgotten: it cannot be
    /// replayed.
    @Test
    void shouldNotLetCountersGoBack() {
        bob.join();
        RoomEvent.Snapshot early = cast.state().snapshot();
        bob.say(new RoomEvent.Note("tempo", "120"));
        alice.say(early);
        RoomState state = cast.state();
        assertTrue(state.note("tempo").isEmpty());
        assertEquals(bob.counter, state.member(bob.id()).orElseThrow().counter());
    }

    @Test
    void shouldTakeBackWhoIsMissing() {
        bob.join("x", Role.LISTENER);
        RoomState with = cast.state();
        RoomState without = new RoomState(
                with.roomId(),
                with.epoch(),
                with.anchor(),
                with.title(),
                with.members().subList(0, 1),
                List.of());
        assertEquals(with.members(), without.withMissing(with).members());
        assertEquals(with, with.withMissing(without));
    }

    @Test
    void shouldIgnoreWhatIsSealedWithTheKeyOfAnotherEpoch() {
        bob.join();
        FromServer.Log late = bob.sealed(new RoomEvent.Note("tempo", "120"));
        cast.snapshotWithNewSecret();
        RoomLog reader = cast.readBy(alice);
        assertEquals(1, reader.state().epoch());
        RoomState before = reader.state();
        assertEquals(RejectReason.OTHER_EPOCH, Cast.reason(reader.accept(Cast.at(cast.log.size() + 1L, late))));
        assertSame(before, reader.state());
    }
}
