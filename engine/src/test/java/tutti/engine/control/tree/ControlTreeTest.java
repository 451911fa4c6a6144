package tutti.engine.control.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlTreeTest {
    private final ControlTree tree = new ControlTree();
    private final List<String> heard = new ArrayList<>();
    private final Origin surface = new Origin("surface");
    private double gainDb = -6;
    private boolean isMuted;

    private final Leaf gain = Leaf.real("/strip/bob/gain", -144, 10)
            .unit(Unit.DECIBELS)
            .initial(0)
            .help("Level of bob.")
            .bind(() -> gainDb, db -> gainDb = db);
    private final Leaf mute = Leaf.toggle("/strip/bob/mute").bind(() -> isMuted, isOn -> isMuted = isOn);

    private void listen() {
        tree.addListener(new TreeListener() {
            @Override
            public void onAdded(String address) {
                heard.add("+" + address);
            }

            @Override
            public void onRemoved(String address) {
                heard.add("-" + address);
            }

            @Override
            public void onWritten(Leaf leaf, Value value, Origin origin) {
                heard.add(leaf.address() + "=" + value.words() + " by " + origin);
            }
        });
    }

    @Test
    void shouldFindWhatIsThere() {
        tree.mount("/strip/bob", List.of(gain, mute));

        assertSame(gain, tree.leaf("/strip/bob/gain").orElseThrow());
        assertEquals(Optional.empty(), tree.leaf("/strip/bob"));
        Branch bob = assertInstanceOf(Branch.class, tree.node("/strip/bob").orElseThrow());
        assertEquals(List.of("gain", "mute"), List.copyOf(bob.children().keySet()));
        assertEquals(Optional.empty(), tree.node("/strip/al"));
        assertEquals(Optional.empty(), tree.node("/strip/bob/gain/fine"));
        assertEquals(Optional.empty(), tree.node("strip"));
        assertSame(tree.root(), tree.node("/").orElseThrow());
    }

    @Test
    void shouldTellWhoComesAndGoes() {
        listen();
        ControlTree.Mounted bob = tree.mount("/strip/bob", List.of(gain, mute));
        bob.close();
        bob.close();

        assertEquals(List.of("+/strip/bob", "-/strip/bob"), heard);
        assertEquals(List.of(), tree.leaves());
        assertTrue(tree.root().children().isEmpty());
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        tree.mount("/strip/bob", List.of(gain));
        Leaf below = Leaf.toggle("/strip/bob/gain/fine").bind(() -> true);
        Leaf above = Leaf.toggle("/strip").bind(() -> true);

        assertThrows(IllegalArgumentException.class, () -> tree.mount(gain));
        assertThrows(IllegalArgumentException.class, () -> tree.mount(below));
        assertThrows(IllegalArgumentException.class, () -> tree.mount(above));
        assertThrows(IllegalArgumentException.class, () -> tree.mount("/strip/al", List.of(mute)));
        assertThrows(IllegalArgumentException.class, () -> Leaf.toggle("/strip/*"));
        assertThrows(IllegalArgumentException.class, () -> Leaf.real("/a", 0, 1).initial(2));
        assertEquals(List.of(gain), tree.leaves());
    }

    @Test
    void shouldWriteClampAndSayWhoDidIt() {
        tree.mount("/strip/bob", List.of(gain, mute));
        listen();

        assertEquals(new Outcome(Value.of(-3.0), false, ""), tree.write(gain, Value.of(-3.0), surface));
        assertEquals(new Outcome(Value.of(10.0), true, ""), tree.write(gain, Value.of(99.0), surface));
        assertEquals(new Outcome(Value.of(true), true, ""), tree.write(mute, Value.NIL, surface));
        assertEquals(10, gainDb);
        assertTrue(isMuted);
        assertEquals(
                List.of(
                        "/strip/bob/gain=-3.0 by surface",
                        "/strip/bob/gain=10.0 by surface",
                        "/strip/bob/mute=on by surface"),
                heard);
    }

    @Test
    void shouldRefuseWithASentenceAndChangeNothing() {
        Leaf picky = Leaf.real("/picky", 0, 1).bind(() -> 0.25, _ -> {
            throw new IllegalArgumentException("Not on Sundays.");
        });
        Leaf fixed = Leaf.text("/fixed", 9).bind(() -> "jack");
        listen();

        assertEquals(
                new Outcome(Value.of(-6.0), true, "It takes a number from -144.0 to 10.0."),
                tree.write(gain, Value.of("loud"), surface));
        assertEquals(new Outcome(Value.of(0.25), true, "Not on Sundays."), tree.write(picky, Value.of(1L), surface));
        assertEquals(
                new Outcome(Value.of("jack"), true, "/fixed is only read."),
                tree.write(fixed, Value.of("alsa"), surface));
        assertEquals(List.of(), heard);
    }

    @Test
    void shouldRunACommandOnceForAButtonThatIsPressedAndLetGo() {
        List<String> done = new ArrayList<>();
        Leaf start = Leaf.command("/record/start").bind(() -> done.add("start"));

        tree.write(start, Value.of(1.0), surface);
        tree.write(start, Value.of(0.0), surface);

        assertEquals(List.of("start"), done);
        assertFalse(start.access().canRead());
        assertEquals(Value.NIL, start.read());
    }

    @Test
    void shouldLeaveTheOthersAloneWhenAGetterFails() {
        Leaf broken = Leaf.real("/broken").bind(() -> {
            throw new IllegalStateException("gone");
        });
        assertEquals(Value.NIL, broken.read());
    }

    /// Straight, 60 dB over the whole way, silence at the bottom.
    private static final class Straight implements Taper {
        @Override
        public double positionToDb(double position) {
            return position == 0 ? Double.NEGATIVE_INFINITY : 10 - 60 * (1 - position);
        }

        @Override
        public double dbToPosition(double db) {
            return db < -50 ? 0 : 1 - (10 - db) / 60;
        }
    }

    @Test
    void shouldShowAGainAtTwoAddresses() {
        List<Leaf> pair = GainPair.of(
                "/bus/monitor", 10, "the level of the monitor", new Straight(), () -> gainDb, db -> gainDb = db);
        tree.mount("/bus/monitor", pair);
        Leaf db = tree.leaf("/bus/monitor/gain").orElseThrow();
        Leaf fader = tree.leaf("/bus/monitor/fader").orElseThrow();

        assertEquals(new Outcome(Value.of(0.5), false, ""), tree.write(fader, Value.of(0.5), surface));
        assertEquals(Value.of(-20.0), db.read());
        tree.write(fader, Value.of(0L), surface);
        assertEquals(Value.of(-144.0), db.read());
        tree.write(db, Value.of(10.0), surface);
        assertEquals(Value.of(1.0), fader.read());
        assertEquals(Value.of(10.0), tree.write(db, Value.of(12.0), surface).value());
    }

    /// The way to dB and back is no alteration, wherever the fader stands.
    @Test
    void shouldNotCallRoundingAnAlteration() {
        List<Leaf> pair =
                GainPair.of("/bus/monitor", 10, "the level", new Straight(), () -> gainDb, db -> gainDb = (float) db);
        for (int i = 0; i <= 1023; i++) {
            Outcome outcome = tree.write(pair.getLast(), Value.of(i / 1023.0), surface);
            assertFalse(outcome.isAltered() && i / 1023.0 > 0.001, "at " + i);
        }
    }

    @Test
    void shouldExchangeManyAtOnce() {
        ControlTree.Mounted strip = tree.mount("/strip/bob", List.of(gain, mute));
        listen();
        long revision = tree.revision();
        Leaf click = Leaf.toggle("/click/mute").bind(() -> isMuted);
        Map<String, ControlTree.Mounted> arrived = tree.exchange(List.of(strip), Map.of("/click", List.of(click)));

        assertEquals(revision + 1, tree.revision());
        assertEquals(List.of(click), tree.leaves());
        assertEquals(List.of("-/strip/bob", "+/click"), heard);
        tree.exchange(List.of(strip), Map.of());
        assertEquals(List.of("-/strip/bob", "+/click"), heard, "it has gone already");
        tree.exchange(arrived.values(), Map.of());
        assertEquals(List.of(), tree.leaves());
    }

    @Test
    void shouldExchangeNothingIfOnePartCannotBe() {
        ControlTree.Mounted strip = tree.mount("/strip/bob", List.of(gain));
        listen();
        assertThrows(
                IllegalArgumentException.class,
                () -> tree.exchange(List.of(strip), Map.of("/click", List.of(mute))),
                "it does not lie there");
        assertEquals(List.of(gain), tree.leaves());
        assertEquals(List.of(), heard);
    }
}
