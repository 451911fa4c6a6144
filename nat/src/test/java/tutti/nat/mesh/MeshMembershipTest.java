package tutti.nat.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.link.MediaLink;

class MeshMembershipTest {
    private final World world = new World(5);
    private final Player alice = world.player("alice");
    private final Player bob = world.player("bob");

    private void assertMusic(Player from, Player to) {
        int before = to.ear.heardFrom(from).size();
        assertTrue(from.play(to, 1000 + before));
        world.settle();
        assertEquals(before + 1, to.ear.heardFrom(from).size());
    }

    private void assertNothingIsOpen(Player player) {
        assertEquals(0, world.ice.numOpen(player));
        assertEquals(0, player.keys.numOpen());
    }

    // --- Runs -------------------------------------------------------------------------------------------------------

    @Test
    void shouldReplaceTheLinkWhenAMemberStartsAnew() {
        world.link(alice, bob);
        MediaLink former = alice.linkTo(bob);
        bob.start();
        world.room.enter(bob);
        assertTrue(world.passUntil(500, world::isEverybodyLinked), world::states);
        assertEquals(List.of("up bob", "lost bob: bob joined anew.", "up bob"), alice.ear.log);
        assertFalse(former.sendRtp(Ear.rtp(1), 0, 16), "the old link does nothing any more");
        assertTrue(former.linkId() != alice.linkTo(bob).linkId());
        assertMusic(alice, bob);
        assertMusic(bob, alice);
        assertEquals(1, world.ice.numOpen(alice));
        assertEquals(1, alice.keys.numOpen());
    }

    @Test
    void shouldReplaceALinkThatIsBeingMade() {
        world.ice.findNs = 100_000_000;
        world.room.enter(alice);
        world.room.enter(bob);
        for (int ms = 5; ms < 300; ms += 25) {
            world.passMs(ms);
            bob.start();
            world.room.enter(bob);
        }
        assertTrue(world.passUntil(1000, world::isEverybodyLinked), world::states);
        assertMusic(alice, bob);
        assertEquals(1, world.ice.numOpen(alice));
    }

    @Test
    void shouldNotListenToAFormerRun() {
        world.link(alice, bob);
        long formerRun = bob.run;
        bob.start();
        world.room.enter(bob);
        assertTrue(world.passUntil(500, world::isEverybodyLinked));
        alice.mesh().onSignal(bob.id(), formerRun, new Signal.Relayed());
        Signal.Offer stale = (Signal.Offer) world.room.sent.getFirst().signal();
        Signal higher = new Signal.Offer(5, 0, false, stale.credentials(), 1, stale.candidates(), true);
        alice.mesh().onSignal(bob.id(), formerRun, higher);
        world.passMs(1000);
        assertFalse(world.room.hasRelay(alice));
        assertEquals(3, alice.ear.log.size());
    }

    // --- Going ------------------------------------------------------------------------------------------------------

    @Test
    void shouldTellLeavingFromVanishing() {
        world.link(alice, bob);
        bob.mesh().close();
        bob.mesh().close();
        assertEquals(0, bob.mesh().doWork(0), "a closed mesh does nothing");
        world.passMs(5);
        assertEquals(List.of("up bob", "left bob: bob left."), alice.ear.log);
        assertEquals(List.of("up alice"), bob.ear.log, "who closes knows");
        assertNothingIsOpen(bob);
        assertTrue(bob.antenna.isClosed);
        assertInstanceOf(PeerState.Closed.class, alice.stateOf(bob));
        int numSent = world.room.sent.size();
        world.passMs(20_000);
        assertNothingIsOpen(alice);
        assertEquals(numSent, world.room.sent.size(), "nobody calls who has left");
        world.room.leave(bob);
        world.passMs(100);
        assertEquals(2, alice.ear.log.size());
        assertTrue(alice.mesh().reports().isEmpty());
        bob.start();
        world.room.enter(bob);
        assertTrue(world.passUntil(500, world::isEverybodyLinked), world::states);
    }

    @Test
    void shouldSayGoodbyeToEverybody() {
        List<Player> others = List.of(bob, world.player("carol"), world.player("dave"));
        world.room.enter(alice);
        others.forEach(world.room::enter);
        assertTrue(world.passUntil(1000, world::isEverybodyLinked), world::states);
        alice.mesh().close();
        world.settle();
        for (Player other : others) {
            assertEquals("left alice: alice left.", other.ear.log.getLast());
        }
        assertNothingIsOpen(alice);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 25, 45, 65, 100, 120, 200})
    void shouldReleaseEverythingAtAnyTime(int afterMs) {
        world.room.enter(alice);
        world.room.enter(bob);
        world.passMs(afterMs);
        alice.mesh().close();
        assertNothingIsOpen(alice);
        world.passMs(100);
        assertNothingIsOpen(alice);
        assertTrue(
                bob.ear.up.isEmpty() || "left alice: alice left.".equals(bob.ear.log.getLast()), bob.ear.log::toString);
    }

    @Test
    void shouldEndALinkThatItsUserCloses() {
        world.link(alice, bob);
        alice.linkTo(bob).close();
        world.passMs(20);
        assertEquals(List.of("up bob", "lost bob: The link to bob was closed here."), alice.ear.log);
        assertEquals(List.of("up alice", "left alice: alice left."), bob.ear.log);
        world.passMs(40_000);
        assertNothingIsOpen(alice);
        assertNothingIsOpen(bob);
        assertEquals(2, alice.ear.log.size());
    }

    @Test
    void shouldStayClosedWhateverComesLate() {
        world.link(alice, bob);
        KeyExchange.Listener late = alice.keys.lastListener();
        alice.linkTo(bob).close();
        world.passMs(20);
        late.onFailed("Much too late.");
        world.room.say(bob, alice, new Signal.Relayed());
        world.passMs(60_000);
        assertInstanceOf(PeerState.Closed.class, alice.stateOf(bob));
        assertEquals(2, alice.ear.log.size());
        assertNothingIsOpen(alice);
    }

    // --- Removed ----------------------------------------------------------------------------------------------------

    @Test
    void shouldDropAMemberAtOnce() {
        world.link(alice, bob);
        alice.mesh().dismiss(bob.id(), "bob was removed.", false);
        world.settle();
        assertEquals(List.of("up bob", "lost bob: bob was removed."), alice.ear.log);
        assertNothingIsOpen(alice);
        assertTrue(alice.mesh().reports().isEmpty());
        long before = alice.mesh().counters().receivedPackets();
        Music.play(world, bob, alice);
        world.passMs(60_000);
        assertEquals(0, alice.ear.heardFrom(bob).size());
        assertEquals(before, alice.mesh().counters().receivedPackets());
        assertEquals(2, alice.ear.log.size(), "whatever the removed one offers");
        assertNothingIsOpen(alice);
    }

    @Test
    void shouldDropAMemberThatIsNotLinkedYet() {
        world.room.enter(alice);
        world.room.enter(bob);
        world.passMs(70);
        alice.mesh().dismiss(bob.id(), "bob was banned.", false);
        world.passMs(30_000);
        assertEquals(List.of(), alice.ear.log);
        assertNothingIsOpen(alice);
    }

    /// The others, who have not heard of the removal, still have the old session with their keys and credentials.
    @ParameterizedTest
    @ValueSource(ints = {50, 1500, 5000})
    void shouldLinkARemovedMemberAgainInTheSameRun(int afterMs) {
        world.link(alice, bob);
        alice.mesh().dismiss(bob.id(), "bob was removed.", false);
        world.passMs(afterMs);
        alice.mesh().admit(bob.member());
        assertTrue(world.passUntil(1500, () -> alice.ear.up.size() == 2 && bob.ear.up.size() == 2), world::states);
        world.passMs(100);
        assertMusic(alice, bob);
        assertMusic(bob, alice);
        assertEquals("up alice", bob.ear.log.getLast());
        world.passMs(5000);
        assertEquals(1, world.ice.numOpen(alice));
        assertEquals(1, world.ice.numOpen(bob));
    }

    // --- Not in the room --------------------------------------------------------------------------------------------

    @Test
    void shouldPlayWithAMemberThatIsNotInTheRoomAnyMore() {
        world.link(alice, bob);
        world.stepNs = 20_000_000;
        world.room.online(bob, false);
        world.room.vanish(bob);
        Music out = Music.play(world, alice, bob);
        world.passMs(60_000);
        out.pause();
        world.passMs(10);
        out.assertWhole();
        assertEquals(List.of("up bob"), alice.ear.log);
        bob.online = true;
        world.room.enter(bob);
        world.passMs(1000);
        assertEquals(List.of("up bob"), alice.ear.log, "nothing has changed");
        assertTrue(world.isEverybodyLinked());
    }

    @Test
    void shouldNotSeekAMemberThatIsNotInTheRoom() {
        world.room.enter(alice);
        world.room.enter(bob, world.room.delayNs, Long.MAX_VALUE / 4);
        world.passMs(1000);
        world.room.vanish(bob);
        world.passMs(100);
        assertNothingIsOpen(alice);
        assertTrue(alice.mesh().reports().isEmpty());
        world.room.enter(bob);
        assertTrue(world.passUntil(500, world::isEverybodyLinked), world::states);
    }

    @Test
    void shouldForgetAMemberThatIsNotInTheRoomWhenItsLinkIsLost() {
        world.link(alice, bob);
        bob.kill();
        world.room.vanish(bob);
        world.passMs(29_000);
        assertEquals(List.of("up bob"), alice.ear.log);
        world.passMs(2000);
        assertEquals(List.of("up bob", "lost bob: Nothing was heard from bob for 30 seconds."), alice.ear.log);
        world.passMs(1000);
        assertNothingIsOpen(alice);
        assertTrue(alice.mesh().reports().isEmpty(), alice.mesh().reports()::toString);
        bob.start();
        world.room.enter(bob);
        assertTrue(world.passUntil(500, world::isEverybodyLinked), world::states);
    }

    @Test
    void shouldLinkAMemberAnewThatCameBackInTheMeantime() {
        world.link(alice, bob);
        world.room.online(bob, false);
        world.room.vanish(bob);
        world.passMs(1000);
        bob.online = true;
        world.room.enter(bob);
        world.passMs(1000);
        world.cutBoth(alice, bob);
        world.passMs(31_000);
        world.mend();
        assertTrue(world.passUntil(18_000, world::isEverybodyLinked), world::states);
    }

    // --- Who may be heard -------------------------------------------------------------------------------------------

    @Test
    void shouldSayWhoMayBeHeard() {
        world.link(alice, bob);
        alice.mesh().heard(bob.id(), true);
        world.settle();
        assertEquals(List.of("up bob"), alice.ear.log);
        alice.mesh().heard(bob.id(), false);
        alice.mesh().heard(bob.id(), false);
        world.settle();
        alice.mesh().heard(bob.id(), true);
        world.settle();
        assertEquals(List.of("up bob", "unheard bob", "heard bob"), alice.ear.log);
    }

    /// Before anything of that member can be played.
    @Test
    void shouldRememberWhoMayNotBeHeard() {
        alice.mesh().heard(bob.id(), false);
        world.link(alice, bob);
        assertEquals(List.of("up bob", "unheard bob"), alice.ear.log);
        bob.start();
        world.room.enter(bob);
        assertTrue(world.passUntil(500, () -> alice.ear.up.size() == 2));
        assertEquals(List.of("lost bob: bob joined anew.", "up bob", "unheard bob"), alice.ear.log.subList(2, 5));
        alice.mesh().dismiss(bob.id(), "bob was removed.", false);
        world.passMs(10);
        alice.mesh().admit(bob.member());
        assertTrue(world.passUntil(1500, () -> alice.ear.up.size() == 3));
        assertEquals("unheard bob", alice.ear.log.getLast());
        alice.mesh().heard(bob.id(), true);
        world.settle();
        assertEquals("heard bob", alice.ear.log.getLast());
    }
}
