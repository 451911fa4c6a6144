package tutti.engine.control.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.control.FakePlace;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Value;
import tutti.engine.desk.StripId;
import tutti.nat.room.DeskGrant;

/// Bob steers alice's desk, with and without her leave.
class EngineersTest {
    private static final StripId EVE = new StripId.Remote("eve", "main");
    private static final String FADER = "/strip/eve/main/fader";
    private static final String GAIN = "/strip/eve/main/gain";

    private final Studio studio = new Studio();
    private final Studio.Player alice = studio.alice;
    private final Studio.Player bob = studio.bob;
    private final Studio.Player eve = studio.eve;

    EngineersTest() {
        alice.hears("eve");
    }

    private void entrust() {
        studio.grant("bob", DeskGrant.of(Set.of(FakePlace.id("alice"))));
        studio.pass(2_000);
    }

    private double eveAtAlices() {
        return alice.desk.view().graph().strip(EVE).faderDb();
    }

    private List<String> remotes(Studio.Player player) {
        return player.tree.leaves().stream()
                .map(Leaf::address)
                .filter(address -> address.startsWith("/remote/"))
                .toList();
    }

    @Test
    void shouldShowTheDeskThatIsEntrustedAndNoOther() {
        studio.pass(1_000);
        assertEquals(List.of(), remotes(bob));
        entrust();
        assertTrue(remotes(bob).contains("/remote/alice" + FADER));
        assertTrue(remotes(bob).stream().allMatch(address -> address.startsWith("/remote/alice/")));
        assertEquals(List.of(), remotes(alice));
        assertEquals(List.of(), remotes(eve));
        assertEquals(Value.of("bob"), alice.read("/room/steered_by"));
    }

    /// Long texts are cut on their way.
    private static Kind seen(Kind kind) {
        return kind instanceof Kind.Text(int maxChars)
                ? new Kind.Text(Math.min(maxChars, DeskWriter.MAX_TEXT_CHARS))
                : kind;
    }

    @Test
    void shouldShowAllOfADeskAsItIs() {
        alice.set(GAIN, Value.of(-7));
        entrust();
        List<Leaf> desk = alice.tree.leaves().stream()
                .filter(leaf -> SteeredDesk.DESK.stream().anyMatch(part -> part.matches(leaf.address())))
                .toList();
        assertEquals(desk.size(), remotes(bob).size());
        for (Leaf leaf : desk) {
            Leaf mirror = bob.leaf("/remote/alice" + leaf.address());
            assertEquals(seen(leaf.kind()), mirror.kind());
            assertEquals(leaf.access(), mirror.access());
            assertEquals(leaf.unit(), mirror.unit());
            assertEquals(leaf.help(), mirror.help());
            assertEquals(leaf.tags(), mirror.tags());
            assertEquals(leaf.initial(), mirror.initial());
            assertEquals(leaf.pace(), mirror.pace());
            assertEquals(leaf.read(), mirror.read(), leaf.address());
        }
    }

    @Test
    void shouldSteerWhatIsEntrusted() {
        entrust();
        assertFalse(bob.set("/remote/alice" + FADER, Value.of(0.5)).isAltered(), "it shows at once");
        studio.pass(500);
        assertEquals(-10, eveAtAlices(), 1e-3);
        assertEquals(Value.of(-10.0), bob.read("/remote/alice" + GAIN), "the other view of it comes back");
        bob.set("/remote/alice/strip/eve/main/solo", Value.of(true));
        studio.pass(500);
        assertEquals(Set.of(EVE), alice.desk.view().graph().soloed());
        bob.set("/remote/alice/desk/clear_solos", Value.IMPULSE);
        studio.pass(500);
        assertEquals(Set.of(), alice.desk.view().graph().soloed());
        assertEquals(Value.of(3L), alice.read("/room/steering/set"));
    }

    @Test
    void shouldShowWhatThePlayerDoesHerself() {
        entrust();
        alice.set(GAIN, Value.of(-20));
        studio.pass(500);
        assertEquals(Value.of(-20.0), bob.read("/remote/alice" + GAIN));
        alice.hears("bob");
        studio.pass(500);
        assertTrue(remotes(bob).contains("/remote/alice/strip/bob/main/mute"));
        alice.desk.detach(EVE);
        studio.pass(500);
        assertFalse(remotes(bob).contains("/remote/alice" + FADER));
        assertTrue(remotes(bob).contains("/remote/alice/strip/bob/main/mute"));
    }

    @Test
    void shouldObeyNobodyWithoutAGrant() {
        studio.grant("bob", DeskGrant.of(Set.of(FakePlace.id("eve"))));
        // Bob's engine believes otherwise, as a forged one would.
        bob.place.isGranted("bob", DeskGrant.ALL);
        studio.pass(3_000);
        assertEquals(
                List.of(),
                remotes(bob).stream()
                        .filter(at -> at.startsWith("/remote/alice"))
                        .toList());
        assertTrue(((Value.Whole) alice.read("/room/steering/refused")).number() > 0);
        send("bob", new DeskMessage.Ask(7, 1, 0, everyNumberAt0()));
        studio.pass(100);
        assertEquals(0, eveAtAlices());
    }

    /// A whole range of node numbers: whatever has one is hit.
    private static List<DeskMessage.Setting> everyNumberAt0() {
        return IntStream.rangeClosed(1, DeskReader.MAX_SETTINGS)
                .mapToObj(number -> new DeskMessage.Setting(number, Value.of(0.0)))
                .toList();
    }

    private void send(String from, DeskMessage.Ask ask) {
        alice.engineers.onParcel(FakePlace.id(from), 1, DeskWriter.ask(ask));
    }

    @Test
    void shouldEndAGrantAtOnceWhereItActs() {
        entrust();
        bob.set("/remote/alice" + FADER, Value.of(0.5));
        // Alice's engine has the host's word; bob's has not, and neither has what is on its way.
        alice.place.isGranted("bob", DeskGrant.NONE);
        studio.pass(500);
        assertEquals(0, eveAtAlices());
        assertEquals(Value.of(""), alice.read("/room/steered_by"));
        bob.place.isGranted("bob", DeskGrant.NONE);
        studio.pass(20);
        assertEquals(List.of(), remotes(bob));
    }

    @Test
    void shouldLetAPlayerCloseHerDesk() {
        entrust();
        alice.set("/room/steerable", Value.of(false));
        bob.set("/remote/alice" + FADER, Value.of(0.5));
        studio.pass(500);
        assertEquals(0, eveAtAlices());
        assertEquals(List.of(), remotes(bob));
        alice.set("/room/steerable", Value.of(true));
        studio.pass(5_000);
        assertTrue(remotes(bob).contains("/remote/alice" + FADER));
    }

    @Test
    void shouldRefuseAnotherOnesSession() {
        entrust();
        long session = DeskReaderTest.sessionOf(studio, "bob");
        send("eve", new DeskMessage.Ask(session, 2, 0, everyNumberAt0()));
        send("eve", new DeskMessage.Ask(session, 1, 0, everyNumberAt0()));
        studio.pass(100);
        assertEquals(0, eveAtAlices());
        assertTrue(((Value.Whole) alice.read("/room/steering/refused")).number() >= 2);
    }

    @Test
    void shouldRefuseAFormerRun() {
        entrust();
        alice.engineers.onParcel(
                FakePlace.id("bob"), 0, DeskWriter.ask(new DeskMessage.Ask(9, 1, 0, everyNumberAt0())));
        studio.pass(100);
        assertEquals(0, eveAtAlices());
        assertEquals(Value.of(1L), alice.read("/room/steering/refused"));
    }

    @Test
    void shouldReachNothingButTheDesk() {
        entrust();
        long session = DeskReaderTest.sessionOf(studio, "bob");
        // More numbers than there are nodes.
        for (int first = 1; first < 2_000; first += DeskReader.MAX_SETTINGS) {
            int from = first;
            send(
                    "bob",
                    new DeskMessage.Ask(
                            session,
                            2 + (first - 1) / DeskReader.MAX_SETTINGS,
                            1,
                            IntStream.range(from, from + DeskReader.MAX_SETTINGS)
                                    .mapToObj(number -> new DeskMessage.Setting(number, Value.of(false)))
                                    .toList()));
        }
        studio.pass(100);
        assertEquals(Value.of(true), alice.read("/room/steerable"));
        assertTrue(((Value.Whole) alice.read("/room/steering/set")).number() > 0);
    }

    @Test
    void shouldSayADragTenTimesASecondAtMost() {
        entrust();
        studio.pass(1_000);
        long before = studio.numCarried;
        for (int move = 0; move <= 1_000; move++) {
            bob.set("/remote/alice" + FADER, Value.of(move / 1_000.0));
            bob.set("/remote/alice/bus/monitor/fader", Value.of(move / 1_000.0));
            if (move % 10 == 0) {
                studio.turn();
            }
        }
        studio.pass(500);
        assertTrue(studio.numCarried - before <= 2 * 16, "1.5 s: " + (studio.numCarried - before));
        assertEquals(10, eveAtAlices(), 1e-3, "the last one counts");
        assertEquals(Value.of(1.0), alice.read("/bus/monitor/fader"));
    }

    @Test
    void shouldBeQuietWhenNothingMoves() {
        entrust();
        studio.pass(1_000);
        long before = studio.numCarried;
        studio.pass(20_000);
        assertTrue(studio.numCarried - before <= 2 * 11, "only signs of life: " + (studio.numCarried - before));
        assertTrue(remotes(bob).contains("/remote/alice" + FADER));
    }

    @Test
    void shouldBearAFlood() {
        entrust();
        long session = DeskReaderTest.sessionOf(studio, "bob");
        for (int number = 2; number < 10_000; number++) {
            send("bob", new DeskMessage.Ask(session, number, 1, everyNumberAt0()));
        }
        studio.turn();
        long mostSet = (long) Engineers.MAX_HEARD_A_SECOND * DeskReader.MAX_SETTINGS;
        assertTrue(((Value.Whole) alice.read("/room/steering/set")).number() <= mostSet);
        assertTrue(((Value.Whole) alice.read("/room/steering/dropped")).number() >= 9_000);
        assertTrue(studio.post.size() <= Engineers.MAX_SAID_A_SECOND);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldBearALossyWay(long seed) {
        Random random = new Random(seed);
        studio.arrives = letter -> random.nextInt(3) > 0;
        entrust();
        studio.pass(10_000);
        for (int move = 0; move < 50; move++) {
            bob.set("/remote/alice" + GAIN, Value.of(-move));
            alice.set("/bus/monitor/gain", Value.of(-move));
            studio.pass(100);
        }
        studio.pass(20_000);
        assertEquals(-49, eveAtAlices(), 1e-3);
        assertEquals(Value.of(-49.0), bob.read("/remote/alice" + GAIN));
        assertEquals(Value.of(-49.0), bob.read("/remote/alice/bus/monitor/gain"));
    }

    /// A player who tells more than there is space for must not take the place of the engineer's own desk.
    @Test
    void shouldKeepSpaceForTheEngineersOwnNodes() {
        for (Studio.Player greedy : List.of(alice, eve)) {
            List<Leaf> many = IntStream.range(0, 6_000)
                    .mapToObj(i -> Leaf.toggle("/desk/x" + i).bind(() -> true))
                    .toList();
            greedy.tree.mount("/desk", many);
        }
        studio.grant("bob", DeskGrant.ALL);
        studio.pass(20_000);
        assertTrue(
                remotes(bob).size() > 2 * SteeredDesk.MAX_NODES - 100,
                "" + remotes(bob).size());
        assertTrue(remotes(bob).size() <= Engineers.MAX_MIRRORED);
        studio.grant("bob", DeskGrant.NONE);
        studio.pass(100);
        assertEquals(List.of(), remotes(bob));
    }

    @Test
    void shouldFindADeskAgainAfterSilence() {
        entrust();
        studio.arrives = letter -> false;
        studio.pass(20_000);
        assertEquals(List.of(), remotes(bob));
        assertEquals(Value.of(""), alice.read("/room/steered_by"));
        studio.arrives = letter -> true;
        studio.pass(20_000);
        assertTrue(remotes(bob).contains("/remote/alice" + FADER));
    }
}
