package tutti.nat.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.impair.Impairment;
import tutti.nat.impair.JitterLaw;
import tutti.nat.link.PathReport;

class MeshRestartTest {
    private final World world = new World(2);
    private final Player alice = world.player("alice");
    private final Player bob = world.player("bob");

    @BeforeEach
    void link() {
        world.net.impair(Impairment.NONE.withDelayNs(15_000_000));
        alice.mayRelay = false;
        bob.mayRelay = false;
        world.link(alice, bob);
    }

    private void assertStillTheFirstLink() {
        assertEquals(List.of("up bob"), alice.ear.log);
        assertEquals(List.of("up alice"), bob.ear.log);
        assertTrue(world.isEverybodyLinked(), world::states);
    }

    private void assertNothingLeaks() {
        assertEquals(1, world.ice.numOpen(alice));
        assertEquals(1, world.ice.numOpen(bob));
        assertEquals(1, alice.keys.numOpen());
        assertEquals(1, bob.keys.numOpen());
    }

    /// Both players' searches glare at each other in many ways: at once, while the other's offer is under way, after
    /// it.
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 5, 10, 15, 20, 25, 40, 60, 90, 200})
    void shouldMoveWithoutLosingAPacket(int secondAfterMs) {
        Music out = Music.play(world, alice, bob);
        Music back = Music.play(world, bob, alice);
        world.passMs(300);
        PathReport before = alice.linkTo(bob).path();
        alice.mesh().onAddressesChanged();
        if (secondAfterMs >= 0) {
            world.passMs(secondAfterMs);
            bob.mesh().onAddressesChanged();
        }
        world.passMs(5000);
        assertTrue(!before.equals(alice.linkTo(bob).path()), "packets take another way");
        assertEquals(alice.linkTo(bob).path().local(), bob.linkTo(alice).path().remote());
        out.pause();
        back.pause();
        world.passMs(100);
        out.assertWhole();
        back.assertWhole();
        assertStillTheFirstLink();
        assertNothingLeaks();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldMoveAgainAndAgain(long seed) {
        world.random.setSeed(seed);
        world.net.impair(Impairment.NONE.withDelayNs(15_000_000).withJitter(JitterLaw.NORMAL, 2_000_000));
        world.room.loss = 0.2;
        Music out = Music.play(world, alice, bob);
        Music back = Music.play(world, bob, alice);
        for (int i = 0; i < 20; i++) {
            (world.random.nextBoolean() ? alice : bob).mesh().onAddressesChanged();
            world.passMs(world.random.nextInt(600));
        }
        world.passMs(15_000);
        out.pause();
        back.pause();
        world.passMs(100);
        out.assertWhole();
        back.assertWhole();
        assertStillTheFirstLink();
        assertNothingLeaks();
    }

    @Test
    void shouldSearchWhenNothingIsHeardForASecond() {
        world.cutBoth(alice, bob);
        world.passMs(900);
        assertEquals(2, world.ice.numBegun());
        assertStillTheFirstLink();
        world.passMs(700);
        assertEquals(4, world.ice.numBegun(), "each end has begun one, or followed the other's");
        assertInstanceOf(PeerState.Restarting.class, alice.stateOf(bob));
        assertInstanceOf(PeerState.Restarting.class, bob.stateOf(alice));
        world.mend();
        world.passMs(600);
        assertStillTheFirstLink();
        world.passMs(20_000);
        assertStillTheFirstLink();
        assertNothingLeaks();
    }

    /// Who falls silent a little later finds the other searching already.
    @Test
    void shouldNotDisturbASearchThatHasJustBegun() {
        Music out = Music.play(world, alice, bob);
        Music back = Music.play(world, bob, alice);
        world.passMs(100);
        world.cut(bob, alice);
        world.passMs(300);
        world.cut(alice, bob);
        world.passMs(1500);
        assertInstanceOf(PeerState.Restarting.class, alice.stateOf(bob));
        assertInstanceOf(PeerState.Restarting.class, bob.stateOf(alice));
        assertEquals(4, world.ice.numBegun(), "one more for each end");
        assertTrue(out.numLost() > 0 && back.numLost() > 0);
    }

    /// After 2, 4, 8, and then each 10 s; where both ends search, they share the searches.
    @Test
    void shouldSearchLessOftenTheLongerItIsSilent() {
        world.ice.failNs = 60_000_000_000L;
        world.cutBoth(alice, bob);
        world.passMs(29_000);
        int numGenerations = (int) world.room.sent.stream()
                .filter(each -> each.signal() instanceof Signal.Offer)
                .map(each -> ((Signal.Offer) each.signal()).generation())
                .distinct()
                .count();
        assertTrue(numGenerations >= 4 && numGenerations <= 7, "so many: " + numGenerations);
        assertTrue(world.ice.numOpen(alice) <= 2);
    }

    @Test
    void shouldHearReturningPacketsAtOnce() {
        Music out = Music.play(world, alice, bob);
        for (int i = 0; i < 5; i++) {
            world.cutBoth(alice, bob);
            world.passMs(500 + 700 * i);
            world.mend();
            int before = out.numHeard();
            world.passMs(100);
            assertTrue(out.numHeard() > before, "heard again after a gap");
            assertTrue(alice.isLinkedTo(bob) || alice.linkTo(bob).silentNs(world.nowNs) > 0);
            world.passMs(3000);
        }
        world.passMs(15_000);
        assertStillTheFirstLink();
        assertNothingLeaks();
    }

    @Test
    void shouldGiveUpAfterThirtySecondsAndLinkAnew() {
        world.cutBoth(alice, bob);
        world.passMs(29_000);
        assertEquals(List.of("up bob"), alice.ear.log);
        world.passMs(2500);
        assertEquals(List.of("up bob", "lost bob: Nothing was heard from bob for 30 seconds."), alice.ear.log);
        assertEquals(List.of("up alice", "lost alice: Nothing was heard from alice for 30 seconds."), bob.ear.log);
        world.passMs(40_000);
        world.mend();
        assertTrue(world.passUntil(18_000, world::isEverybodyLinked), world::states);
        assertEquals("up bob", alice.ear.log.getLast());
        world.passMs(15_000);
        assertEquals(3, alice.ear.log.size());
        assertNothingLeaks();
    }

    /// One end hears nothing, the other does not know: the deaf one searches, and both move.
    @Test
    void shouldHealAWayThatIsDeafInOneDirection() {
        world.ice.cutsOnlyFirstPorts = true;
        Music out = Music.play(world, alice, bob);
        world.cut(bob, alice);
        assertTrue(world.passUntil(1700, () -> alice.stateOf(bob) instanceof PeerState.Restarting));
        assertTrue(world.passUntil(1000, world::isEverybodyLinked), world::states);
        world.passMs(100);
        out.pause();
        world.passMs(100);
        out.assertWhole();
        assertStillTheFirstLink();
    }

    @Test
    void shouldFollowAMoveThatItIsToldOf() {
        Music out = Music.play(world, alice, bob);
        alice.move();
        alice.mesh().onAddressesChanged();
        world.passMs(400);
        int lost = out.numLost();
        world.passMs(400);
        assertTrue(out.numLost() <= lost + 4, "so many more were lost: " + (out.numLost() - lost));
        assertStillTheFirstLink();
    }

    @Test
    void shouldFollowAMoveThatItIsNotToldOf() {
        alice.move();
        world.passMs(2200);
        assertStillTheFirstLink();
        assertTrue(alice.linkTo(bob).silentNs(world.nowNs) < 600_000_000);
        assertTrue(bob.linkTo(alice).silentNs(world.nowNs) < 600_000_000);
    }

    @Test
    void shouldGiveUpASearchThatFindsNothingBetter() {
        world.ice.forbid(alice, bob);
        world.ice.failNs = Long.MAX_VALUE / 4;
        alice.mesh().onAddressesChanged();
        world.passMs(9000);
        assertEquals(2, world.ice.numOpen(alice));
        world.passMs(2000);
        assertNothingLeaks();
        PathReport before = alice.linkTo(bob).path();
        world.ice.allow(alice, bob);
        bob.mesh().onAddressesChanged();
        world.passMs(500);
        assertTrue(!before.equals(alice.linkTo(bob).path()), "the next search is another one for both");
        assertStillTheFirstLink();
    }

    /// Of which the other end has heard nothing, so that its next search has a number that is used up here.
    @Test
    void shouldTakePartInASearchAfterItHasGivenUpOthers() {
        world.room.loss = 1;
        for (int i = 0; i < 3; i++) {
            alice.mesh().onAddressesChanged();
            world.passMs(100);
        }
        world.passMs(12_000);
        assertNothingLeaks();
        world.room.loss = 0;
        PathReport before = alice.linkTo(bob).path();
        bob.mesh().onAddressesChanged();
        world.passMs(500);
        assertTrue(!before.equals(alice.linkTo(bob).path()), "they have found each other");
        assertStillTheFirstLink();
        world.passMs(15_000);
        assertNothingLeaks();
    }

    @Test
    void shouldSearchWhenTheWayIsSaidToBeDead() {
        world.ice.consentNs = 700_000_000;
        world.cut(alice, bob);
        world.passMs(800);
        world.mend();
        world.passMs(500);
        assertEquals(4, world.ice.numBegun(), "before it was silent for a second");
        assertStillTheFirstLink();
    }

    // --- The room is away -------------------------------------------------------------------------------------------

    @Test
    void shouldPlayOnWithoutTheRoom() {
        world.stepNs = 20_000_000;
        Music out = Music.play(world, alice, bob);
        Music back = Music.play(world, bob, alice);
        world.room.goAway();
        world.passMs(60_000);
        world.room.comeBack();
        world.passMs(5000);
        out.pause();
        back.pause();
        world.passMs(100);
        out.assertWhole();
        back.assertWhole();
        assertStillTheFirstLink();
        assertEquals(2, world.ice.numBegun());
    }

    @Test
    void shouldNotSearchWithoutTheRoom() {
        world.room.goAway();
        world.cutBoth(alice, bob);
        world.passMs(25_000);
        assertInstanceOf(PeerState.Restarting.class, alice.stateOf(bob));
        assertEquals(2, world.ice.numBegun());
        world.mend();
        world.passMs(600);
        assertStillTheFirstLink();
        world.room.comeBack();
        world.passMs(2000);
        assertStillTheFirstLink();
        assertEquals(2, world.ice.numBegun());
    }

    @Test
    void shouldSearchAtOnceWhenTheRoomIsBack() {
        world.room.goAway();
        alice.move();
        alice.mesh().onAddressesChanged();
        world.passMs(20_000);
        assertEquals(2, world.ice.numBegun());
        world.room.comeBack();
        assertTrue(world.passUntil(500, world::isEverybodyLinked), world::states);
        assertStillTheFirstLink();
    }

    @Test
    void shouldLinkAnewWhenTheRoomIsBack() {
        world.room.goAway();
        alice.move();
        world.passMs(100_000);
        assertEquals(List.of("up bob", "lost bob: Nothing was heard from bob for 30 seconds."), alice.ear.log);
        assertEquals(2, world.ice.numBegun());
        world.room.comeBack();
        assertTrue(world.passUntil(500, world::isEverybodyLinked), world::states);
        assertNothingLeaks();
    }

    @Test
    void shouldSayOffersWhenTheRoomIsBack() {
        World fresh = new World(3);
        Player carol = fresh.player("carol");
        Player dave = fresh.player("dave");
        fresh.room.enter(carol);
        fresh.room.enter(dave);
        fresh.passMs(30);
        fresh.room.goAway();
        fresh.passMs(7330);
        fresh.room.comeBack();
        long ms = fresh.msUntil(5000, fresh::isEverybodyLinked);
        assertTrue(ms >= 0 && ms <= 300, "so many ms: " + ms);
    }
}
