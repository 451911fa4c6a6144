package tutti.nat.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.impair.Impairment;
import tutti.nat.link.PathReport;

class MeshRelayTest {
    private static final PathReport.Kind DIRECT = PathReport.Kind.DIRECT;
    private static final PathReport.Kind TCP = PathReport.Kind.TCP;

    private final World world = new World(4);
    private final Player alice = world.player("alice");
    private final Player bob = world.player("bob");

    @BeforeEach
    void delay() {
        world.net.impair(Impairment.NONE.withDelayNs(15_000_000));
    }

    private void enter() {
        world.room.enter(alice);
        world.room.enter(bob);
    }

    private void assertOnlyOneLink() {
        assertEquals(List.of("up bob"), alice.ear.log);
        assertEquals(List.of("up alice"), bob.ear.log);
    }

    private void assertMusicGoesOn() {
        int fromAlice = bob.ear.heardFrom(alice).size();
        int fromBob = alice.ear.heardFrom(bob).size();
        assertTrue(alice.play(bob, fromAlice));
        assertTrue(bob.play(alice, fromBob));
        world.passMs(50);
        assertEquals(fromAlice + 1, bob.ear.heardFrom(alice).size());
        assertEquals(fromBob + 1, alice.ear.heardFrom(bob).size());
    }

    @Test
    void shouldGoThroughTheRoomWhereThereIsNoWay() {
        world.ice.forbid(alice, bob);
        enter();
        long ms = world.msUntil(3000, () -> world.isEverybodyLinked(TCP));
        long knownMs = 20 + 20 + 20;
        assertTrue(ms > knownMs + 600 && ms <= knownMs + 600 + 200 + 150, "so many ms: " + ms);
        assertMusicGoesOn();
        world.passMs(20_000);
        assertOnlyOneLink();
        assertTrue(world.room.numSent(alice, Signal.Relayed.class, 0) <= 2, "said once, and not in every turn");
        assertTrue(world.room.numSent(bob, Signal.Relayed.class, 0) <= 2);
    }

    @Test
    void shouldGoThroughTheRoomWhereNoUdpLeaves() {
        bob.mayUdp = false;
        enter();
        assertTrue(world.passUntil(1100, () -> world.isEverybodyLinked(TCP)), world::states);
        assertMusicGoesOn();
    }

    @Test
    void shouldNotGoThroughTheRoomWhereThereIsAWay() {
        enter();
        assertTrue(world.passUntil(1000, () -> world.isEverybodyLinked(DIRECT)));
        world.passMs(60_000);
        assertEquals(0, world.room.numRelayed);
        assertFalse(world.room.hasRelay(alice) || world.room.hasRelay(bob));
    }

    @Test
    void shouldMoveToADirectWayThatIsFoundLater() {
        world.ice.forbid(alice, bob);
        enter();
        assertTrue(world.passUntil(1500, () -> world.isEverybodyLinked(TCP)));
        world.stepNs = 20_000_000;
        Music out = Music.play(world, alice, bob);
        Music back = Music.play(world, bob, alice);
        int begun = world.ice.numBegun();
        world.passMs(100_000);
        int numMore = world.ice.numBegun() - begun;
        assertTrue(numMore >= 2 * 3 && numMore <= 2 * 4, "each 30 s another search: " + numMore);
        world.ice.allow(alice, bob);
        assertTrue(world.passUntil(32_000, () -> world.isEverybodyLinked(DIRECT)), world::states);
        world.passMs(40_000);
        out.pause();
        back.pause();
        world.passMs(100);
        out.assertWhole();
        back.assertWhole();
        assertOnlyOneLink();
        assertEquals(1, world.ice.numOpen(alice));
    }

    /// Alice has her connection already, because of somebody else.
    @Test
    void shouldTellEveryMemberThatItIsHeardThroughTheRoom() {
        Player carol = world.player("carol");
        carol.mayUdp = false;
        world.room.enter(alice);
        world.room.enter(carol);
        assertTrue(world.passUntil(1500, () -> alice.isLinkedTo(carol, TCP)));
        world.link(alice, bob);
        assertTrue(alice.isLinkedTo(bob, DIRECT) && !world.room.hasRelay(bob));
        world.ice.forbid(alice, bob);
        world.cut(bob, alice);
        assertTrue(
                world.passUntil(3000, () -> alice.isLinkedTo(bob, TCP) && bob.isLinkedTo(alice, TCP)), world::states);
        assertMusicGoesOn();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldGoThroughTheRoomThoughItsSignalsAreLost(long seed) {
        world.random.setSeed(seed);
        world.room.loss = 0.5;
        world.ice.forbid(alice, bob);
        enter();
        assertTrue(world.passUntil(20_000, () -> world.isEverybodyLinked(TCP)), world::states);
    }

    /// Only one end hears nothing. It asks, the other follows, and what the deaf one plays is never lost.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBothGoThroughTheRoomIfOneHearsNothing(boolean aliceIsDeaf) {
        world.link(alice, bob);
        world.ice.forbid(alice, bob);
        Player deaf = aliceIsDeaf ? alice : bob;
        Player heard = aliceIsDeaf ? bob : alice;
        Music fromDeaf = Music.play(world, deaf, heard);
        Music toDeaf = Music.play(world, heard, deaf);
        world.passMs(100);
        world.cut(heard, deaf);
        world.passMs(1600);
        int numLost = toDeaf.numLost();
        assertTrue(world.isEverybodyLinked(TCP), world::states);
        world.passMs(20_000);
        assertTrue(toDeaf.numLost() <= numLost + 10, "none is lost any more");
        fromDeaf.pause();
        world.passMs(100);
        fromDeaf.assertWhole();
        assertOnlyOneLink();
    }

    @Test
    void shouldFallBackToTheRoomWhenAWayDiesAndReturn() {
        world.link(alice, bob);
        Music out = Music.play(world, alice, bob);
        Music back = Music.play(world, bob, alice);
        for (int i = 0; i < 3; i++) {
            world.passMs(1000);
            world.cutBoth(alice, bob);
            assertTrue(world.passUntil(1800, () -> world.isEverybodyLinked(TCP)), world::states);
            int numLost = out.numLost() + back.numLost();
            world.passMs(20_000);
            world.mend();
            assertTrue(world.passUntil(32_000, () -> world.isEverybodyLinked(DIRECT)), world::states);
            world.passMs(1000);
            assertTrue(out.numLost() + back.numLost() <= numLost + 20, "only the silence was lost");
            assertOnlyOneLink();
        }
        world.passMs(5000);
        assertEquals(1, world.ice.numOpen(alice));
        assertTrue(world.ice.numBegun() < 2 * 20, "so many searches: " + world.ice.numBegun());
    }

    /// The way is gone for a little longer than it takes to ask.
    @ParameterizedTest
    @ValueSource(ints = {1020, 1050, 1100, 1200, 1300, 1400, 1500, 1800})
    void shouldReturnSoonFromAShortGap(int gapMs) {
        world.link(alice, bob);
        Music out = Music.play(world, alice, bob);
        Music back = Music.play(world, bob, alice);
        world.passMs(100);
        world.ice.forbid(alice, bob);
        world.cut(bob, alice);
        world.passMs(gapMs);
        world.mend();
        world.ice.allow(alice, bob);
        world.passMs(3000);
        assertTrue(world.isEverybodyLinked(DIRECT), world::states);
        out.pause();
        world.passMs(100);
        out.assertWhole();
        assertTrue(back.numLost() <= (gapMs + 50) / 5, "nothing but the gap: " + back.numLost());
        assertOnlyOneLink();
    }

    /// Both ask for the room just before they find a way, and each is told so just after.
    @Test
    void shouldNotLeaveAWayForWhatWasAskedBeforeItWasFound() {
        world.link(alice, bob);
        world.ice.gatherNs = 40_000_000;
        world.room.delayNs = 100_000_000;
        alice.move();
        world.passMs(1200);
        assertEquals(1, world.room.numSent(alice, Signal.Relayed.class, 0), "it was asked for");
        assertTrue(world.passUntil(1000, () -> world.isEverybodyLinked(DIRECT)), world::states);
        world.passMs(1000);
        assertTrue(world.isEverybodyLinked(DIRECT), world::states);
        assertOnlyOneLink();
    }

    @Test
    void shouldOpenTheConnectionAgainWhenItIsClosed() {
        bob.mayUdp = false;
        enter();
        assertTrue(world.passUntil(1500, () -> world.isEverybodyLinked(TCP)));
        Music out = Music.play(world, alice, bob);
        world.passMs(500);
        world.room.closeRelays();
        assertTrue(world.passUntil(100, () -> !world.isEverybodyLinked(TCP)));
        assertTrue(world.passUntil(500, () -> world.isEverybodyLinked(TCP)), world::states);
        int numLost = out.numLost();
        world.passMs(2000);
        assertTrue(numLost > 0 && out.numLost() <= numLost + 10, "so many were lost: " + out.numLost());
        assertOnlyOneLink();
    }

    @Test
    void shouldReturnToTheOldWayWhenTheRoomGoesAway() {
        world.link(alice, bob);
        world.ice.forbid(alice, bob);
        world.cutBoth(alice, bob);
        assertTrue(world.passUntil(1800, () -> world.isEverybodyLinked(TCP)), world::states);
        world.mend();
        world.passMs(3000);
        world.room.goAway();
        assertTrue(world.passUntil(1500, () -> world.isEverybodyLinked(DIRECT)), world::states);
        assertMusicGoesOn();
        assertOnlyOneLink();
    }

    @Test
    void shouldStayOnItsWayIfItCannotGoThroughTheRoom() {
        bob.mayRelay = false;
        world.link(alice, bob);
        world.ice.forbid(alice, bob);
        Music fromAlice = Music.play(world, alice, bob);
        world.passMs(100);
        world.cut(bob, alice);
        world.passMs(10_000);
        fromAlice.pause();
        world.passMs(100);
        fromAlice.assertWhole();
        world.mend();
        world.passMs(2000);
        assertTrue(world.isEverybodyLinked(DIRECT), world::states);
        assertMusicGoesOn();
        assertOnlyOneLink();
    }

    /// One end is told of a way that the other never hears of.
    @Test
    void shouldSettleWhenOnlyOneEndHasFoundTheWay() {
        world.ice.onlyTells = alice;
        enter();
        assertTrue(world.passUntil(3000, world::isEverybodyLinked), world::states);
        assertMusicGoesOn();
        Music out = Music.play(world, alice, bob);
        Music back = Music.play(world, bob, alice);
        world.passMs(5000);
        out.pause();
        back.pause();
        world.passMs(100);
        assertTrue(out.numLost() + back.numLost() < 20, out.numLost() + " and " + back.numLost());
        assertOnlyOneLink();
    }
}
