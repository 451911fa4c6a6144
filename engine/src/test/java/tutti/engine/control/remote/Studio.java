package tutti.engine.control.remote;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import tutti.engine.control.DeskNodes;
import tutti.engine.control.FakePlace;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Origin;
import tutti.engine.control.tree.Outcome;
import tutti.engine.control.tree.Value;
import tutti.engine.desk.Desk;
import tutti.engine.desk.StripId;
import tutti.engine.desk.StripInput;
import tutti.engine.driver.DriverFormat;
import tutti.engine.fake.FakeDriver;
import tutti.engine.mix.CycleTimer;
import tutti.engine.mix.ProcessCycle;
import tutti.engine.scene.DeskKeeper;
import tutti.nat.room.DeskGrant;

/// Alice, who hosts, bob, and eve, each with a desk and a tree, and a post between them that a test can listen to, thin
/// out and hold up. Time passes by [#pass] alone.
final class Studio {
    static final long TURN_NS = 10_000_000;

    /// A parcel on its way.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Letter(String from, String to, byte[] bytes) {}

    final class Player {
        final String name;
        final FakePlace place;
        final ControlTree tree = new ControlTree();
        final Desk desk;
        final DeskNodes nodes;
        final Engineers engineers;

        Player(String name, long seed) {
            this.name = name;
            place = new FakePlace(name);
            PLAYERS.stream().filter(other -> place.view.named(other).isEmpty()).forEach(place::comes);
            FakeDriver driver = new FakeDriver(new DriverFormat(48_000, 64));
            desk = new Desk(driver, new ProcessCycle(() -> 0, new CycleTimer()));
            nodes = new DeskNodes(
                    tree, desk, new DeskKeeper(desk, Path.of("unwritten"), Map::of, () -> 0, sentence -> {}, 0));
            engineers = new Engineers(
                    tree,
                    () -> place.view,
                    (memberId, run, bytes) -> post.addLast(new Letter(name, nameOf(memberId), bytes)),
                    new Random(seed));
        }

        Leaf leaf(String address) {
            return tree.leaf(address).orElseThrow(() -> new AssertionError(name + " has no " + address));
        }

        Value read(String address) {
            return leaf(address).read();
        }

        Outcome set(String address, Value value) {
            return tree.write(leaf(address), value, SURFACE);
        }

        void hears(String peer) {
            desk.attach(
                    new StripId.Remote(peer, "main"),
                    new StripInput((numFrames, startNs, nsPerFrame, frame) -> new float[2][numFrames], 2));
            nodes.show();
        }
    }

    private static final List<String> PLAYERS = List.of("alice", "bob", "eve");
    private static final Origin SURFACE = new Origin("surface");

    final Deque<Letter> post = new ArrayDeque<>();
    long nowNs = 1_000_000_000_000L;
    long numCarried;
    Predicate<Letter> arrives = letter -> true;
    final Player alice = new Player("alice", 1);
    final Player bob = new Player("bob", 2);
    final Player eve = new Player("eve", 3);

    private static String nameOf(String memberId) {
        return PLAYERS.stream()
                .filter(name -> FakePlace.id(name).equals(memberId))
                .findFirst()
                .orElseThrow();
    }

    Player player(String name) {
        return List.of(alice, bob, eve).stream()
                .filter(player -> player.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// The host's word reaches everybody.
    void grant(String engineer, DeskGrant desks) {
        List.of(alice, bob, eve).forEach(player -> player.place.isGranted(engineer, desks));
    }

    /// One turn of everybody: what was sent before arrives, unless it is lost.
    void turn() {
        nowNs += TURN_NS;
        for (int left = post.size(); left > 0; left--) {
            Letter letter = post.removeFirst();
            numCarried++;
            if (arrives.test(letter)) {
                player(letter.to).engineers.onParcel(FakePlace.id(letter.from), 1, letter.bytes);
            }
        }
        for (Player player : List.of(alice, bob, eve)) {
            player.nodes.show();
            player.engineers.turn(nowNs);
        }
    }

    /// Time passes.
    void pass(long ms) {
        for (long left = ms * 1_000_000; left > 0; left -= TURN_NS) {
            turn();
        }
    }
}
