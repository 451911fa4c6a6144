package tutti.nat.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.identity.Fingerprint;
import tutti.nat.impair.Impairment;
import tutti.nat.impair.JitterLaw;
import tutti.nat.link.PathReport;

class MeshConnectTest {
    private final World world = new World(1);
    private final Player alice = world.player("alice");
    private final Player bob = world.player("bob");

    private static void assertMusic(World world, Player from, Player to) {
        int before = to.ear.heardFrom(from).size();
        assertTrue(from.play(to, before));
        world.settle();
        assertEquals(before + 1, to.ear.heardFrom(from).size());
    }

    @Test
    void shouldLinkTwoMembers() {
        world.room.enter(alice);
        world.room.enter(bob);
        assertTrue(world.passUntil(1000, world::isEverybodyLinked), world::states);
        assertMusic(world, alice, bob);
        assertMusic(world, bob, alice);
        world.passMs(60_000);
        assertEquals(List.of("up bob"), alice.ear.log);
        assertEquals(List.of("up alice"), bob.ear.log);
        assertEquals(1, world.ice.numOpen(alice), "nothing is sought that is not needed");
        assertEquals(1, alice.keys.numBegun);
    }

    /// Whoever hears of the other first waits for it, and no longer than the other's word takes.
    @ParameterizedTest
    @CsvSource({
        "20, 20",
        "20, 120",
        "120, 20",
        "20, 220",
        "220, 20",
        "20, 420",
        "420, 20",
        "20, 900",
        "900, 20",
        "20, 5000",
        "5000, 20"
    })
    void shouldLinkSoonWhoeverHearsOfTheOtherFirst(int aliceMs, int bobMs) {
        world.room.enter(alice);
        world.room.enter(bob, aliceMs * 1_000_000L, bobMs * 1_000_000L);
        long ms = world.msUntil(10_000, world::isEverybodyLinked);
        assertTrue(ms >= 0, world::states);
        long afterMs = ms - Math.max(aliceMs, bobMs);
        assertTrue(afterMs <= 300, "so many ms after both knew: " + afterMs);
    }

    @Test
    void shouldNotOfferMoreThanNeeded() {
        world.link(alice, bob);
        world.passMs(5000);
        for (Player player : List.of(alice, bob)) {
            long numOffers = world.room.numSent(player, Signal.Offer.class, 0);
            assertTrue(numOffers <= 2, player + " has sent so many: " + numOffers);
        }
    }

    @Test
    void shouldRepeatTheOfferEachSecondToAMemberThatDoesNotAnswer() {
        world.room.enter(alice);
        world.room.enter(bob, world.room.delayNs, Long.MAX_VALUE / 4);
        world.passMs(10_050);
        assertEquals(11, world.room.numSent(alice, Signal.Offer.class, 0));
        assertInstanceOf(PeerState.Gathering.class, alice.stateOf(bob));
    }

    /// Signals are lost, come twice and overtake each other; packets are lost too.
    @Test
    void shouldLinkThoughSignalsAreLostDoubledAndReordered() {
        long worstMs = 0;
        for (int seed = 0; seed < 200; seed++) {
            World rough = new World(seed);
            Player carol = rough.player("carol");
            Player dave = rough.player("dave");
            rough.room.loss = 0.3;
            rough.room.duplicates = 0.2;
            rough.room.reorders = true;
            rough.room.jitterNs = 200_000_000;
            rough.ice.isStrict = true;
            rough.ice.tellsGoodLast = seed % 2 == 0;
            carol.mayRelay = seed % 3 == 0;
            rough.net.impair(Impairment.NONE
                    .withDelayNs(20_000_000)
                    .withJitter(JitterLaw.NORMAL, 3_000_000)
                    .withLoss(0.1, 1));
            rough.room.enter(carol);
            rough.room.enter(dave);
            long ms = rough.msUntil(30_000, rough::isEverybodyLinked);
            assertTrue(ms >= 0, "seed " + seed + ": " + rough.states());
            worstMs = Math.max(worstMs, ms);
            assertEquals(List.of("up dave"), carol.ear.log, "seed " + seed);
        }
        assertTrue(worstMs < 10_000, "so many ms at worst: " + worstMs);
    }

    @Test
    void shouldLinkThoughCandidatesOvertakeTheirOffer() {
        world.ice.isStrict = true;
        world.ice.tellsGoodLast = true;
        world.ice.completeNs = world.ice.gatherNs + 5_000_000;
        world.room.reorders = true;
        int numRepeated = 0;
        world.room.jitterNs = 50_000_000;
        for (int i = 0; i < 20; i++) {
            world.room.enter(alice);
            world.room.enter(bob);
            assertTrue(world.passUntil(900, world::isEverybodyLinked), world::states);
            numRepeated += alice.ear.up.size();
            world.room.leave(alice);
            world.room.leave(bob);
            alice.start();
            bob.start();
            world.passMs(200);
        }
        assertEquals(20, numRepeated);
    }

    @Test
    void shouldTellAllCandidatesThoughTheyAreManyAndLost() {
        world.ice.isStrict = true;
        world.ice.tellsGoodLast = true;
        world.ice.numDecoys = 50;
        world.room.losesCandidates = true;
        world.room.enter(alice);
        world.room.enter(bob);
        world.passMs(300);
        world.room.losesCandidates = false;
        assertTrue(world.passUntil(4000, () -> world.isEverybodyLinked(PathReport.Kind.DIRECT)), world::states);
    }

    @Test
    void shouldLinkSixPlayers() {
        World stage = new World(6);
        List<Player> band = List.of("ann", "ben", "cem", "dora", "emil", "fay").stream()
                .map(stage::player)
                .toList();
        band.forEach(stage.room::enter);
        assertTrue(stage.passUntil(1000, stage::isEverybodyLinked), stage::states);
        for (Player player : band) {
            for (Player other : band) {
                if (player != other) {
                    assertMusic(stage, player, other);
                }
            }
            assertEquals(5, player.ear.up.size());
            assertEquals(5, stage.ice.numOpen(player));
        }
    }

    @Test
    void shouldTryAgainUntilThereIsAWay() {
        world.ice.allowAfter(alice, bob, 3);
        alice.mayRelay = false;
        bob.mayRelay = false;
        world.room.enter(alice);
        world.room.enter(bob);
        assertTrue(world.passUntil(7000, () -> alice.stateOf(bob) instanceof PeerState.Failed), world::states);
        assertEquals(
                "No pair of addresses works.",
                assertInstanceOf(PeerState.Failed.class, alice.stateOf(bob)).reason());
        assertFalse(alice.mesh().reports().getFirst().pairs().isEmpty(), "it can be seen what was tried");
        assertTrue(world.passUntil(20_000, world::isEverybodyLinked), world::states);
        assertMusic(world, alice, bob);
        assertEquals(List.of("up bob"), alice.ear.log);
    }

    @Test
    void shouldShowWhatIsBeingTried() {
        world.ice.forbid(alice, bob);
        alice.mayRelay = false;
        bob.mayRelay = false;
        world.room.enter(alice);
        world.room.enter(bob);
        world.passMs(3000);
        MeshEndpoint.PeerReport report = alice.mesh().reports().getFirst();
        assertInstanceOf(PeerState.Checking.class, report.state());
        assertEquals(2, report.pairs().size(), "also what was told after the checks had begun");
        assertTrue(report.diagnosis().getFirst().startsWith("Looking for a way to bob: "), "" + report.diagnosis());
    }

    /// 2 s, 4 s, 8 s, then 10 s after each failure.
    @Test
    void shouldTryLessOftenTheLongerThereIsNone() {
        world.ice.forbid(alice, bob);
        alice.mayRelay = false;
        bob.mayRelay = false;
        world.room.enter(alice);
        world.room.enter(bob);
        world.passMs(120_000);
        int after2Minutes = world.ice.numBegun();
        assertTrue(after2Minutes >= 2 * 6 && after2Minutes <= 2 * 11, "so many: " + after2Minutes);
        world.passMs(62_000);
        int inAMinute = world.ice.numBegun() - after2Minutes;
        assertTrue(inAMinute >= 2 * 3 && inAMinute <= 2 * 4, "one each 16 s: " + inAMinute);
    }

    @Test
    void shouldNotLinkWhoeverShowsAnotherCertificate() {
        bob.keys.shown = Fingerprint.ofCertificate(new byte[] {6, 6, 6});
        world.room.enter(alice);
        world.room.enter(bob);
        world.passMs(30_000);
        assertEquals(List.of(), alice.ear.log);
        assertEquals(List.of(), bob.ear.log);
        bob.keys.shown = bob.fingerprint;
        assertTrue(world.passUntil(25_000, world::isEverybodyLinked), world::states);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldLinkThoughHalfOfThePacketsAreLost(long seed) {
        World rough = new World(seed);
        Player carol = rough.player("carol");
        Player dave = rough.player("dave");
        rough.net.impair(Impairment.NONE.withDelayNs(40_000_000).withLoss(0.5, 1));
        rough.room.enter(carol);
        rough.room.enter(dave);
        assertTrue(rough.passUntil(20_000, rough::isEverybodyLinked), rough::states);
    }

    @Test
    void shouldSeeWhoHasTheLastWordOnGenerations() {
        world.link(alice, bob);
        long sinceNs = world.nowNs;
        Signal.Offer stale = firstOffer(bob);
        alice.mesh().onAddressesChanged();
        world.passMs(500);
        world.passMs(3000);
        world.room.sent.clear();
        world.room.say(bob, alice, stale);
        world.passMs(100);
        List<Signal.Offer> answers = offers(alice);
        assertEquals(1, answers.size(), "who is behind is told where we are");
        assertEquals(1, answers.getFirst().generation());
        assertTrue(world.isEverybodyLinked());
        assertEquals(1, world.ice.numOpen(alice), "the stale offer has begun nothing");
        assertTrue(world.nowNs > sinceNs);
    }

    private Signal.Offer firstOffer(Player from) {
        return world.room.sent.stream()
                .filter(each -> each.from() == from && each.signal() instanceof Signal.Offer)
                .map(each -> (Signal.Offer) each.signal())
                .findFirst()
                .orElseThrow();
    }

    private List<Signal.Offer> offers(Player from) {
        return world.room.sent.stream()
                .filter(each -> each.from() == from && each.signal() instanceof Signal.Offer)
                .map(each -> (Signal.Offer) each.signal())
                .toList();
    }
}
