package tutti.engine.control.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.engine.control.osc.query.QueryRig;
import tutti.engine.control.tree.Access;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Unit;
import tutti.engine.control.tree.Value;

@Timeout(60)
class QueryLinkTest {
    private final Ears ears = new Ears();
    private QueryRig engine = new QueryRig();
    private final QueryLink link = QueryLink.open(engine.door(), ears);

    /// Writes down what it hears.
    private static final class Ears implements LinkEars {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        final Map<String, RemoteNode> nodes = new ConcurrentHashMap<>();

        @Override
        public void onHere(String name) {
            heard.add("here " + name);
        }

        @Override
        public void onAdded(List<RemoteNode> added) {
            added.forEach(node -> nodes.put(node.address(), node));
            heard.add("added " + added.stream().map(RemoteNode::address).collect(Collectors.joining(" ")));
        }

        @Override
        public void onRemoved(List<String> addresses) {
            heard.add("removed " + String.join(" ", addresses));
        }

        @Override
        public void onValue(String address, Value value) {
            heard.add(address + " " + value.words());
        }

        @Override
        public void onAway(String why) {
            heard.add("away " + why);
        }

        RemoteNode node(String address) {
            return Objects.requireNonNull(nodes.get(address));
        }

        String await(Predicate<String> wanted) throws InterruptedException {
            while (true) {
                String next = heard.take();
                if (wanted.test(next)) {
                    return next;
                }
            }
        }

        void await(String wanted) throws InterruptedException {
            await(wanted::equals);
        }
    }

    @AfterEach
    void close() {
        link.close();
        engine.close();
    }

    @Test
    void shouldTellAllNodesAndTheirValues() throws InterruptedException {
        assertEquals("here alice", ears.heard.take());
        assertEquals(
                "added /engine/cycles /engine/name /record/start /send/codec /strip/bob/gain /strip/bob/mute"
                        + " /strip/bob/peak",
                ears.heard.take());
        assertEquals("/engine/cycles " + (1L << 40), ears.heard.take());
        assertEquals("/engine/name alice \"quoted\"", ears.heard.take());
        assertEquals("/send/codec L24", ears.heard.take());
        assertEquals("/strip/bob/gain -6.0", ears.heard.take());
        assertEquals("/strip/bob/mute off", ears.heard.take());
        assertEquals("/strip/bob/peak -20.0", ears.heard.take());

        assertEquals(
                new RemoteNode(
                        "/strip/bob/gain",
                        new Kind.Real(-144, 10),
                        Access.READ_WRITE,
                        Unit.DECIBELS,
                        "Sets the level.",
                        List.of("gain"),
                        Value.of(0.0)),
                ears.node("/strip/bob/gain"));
        assertEquals(
                new Kind.Whole(0, Long.MAX_VALUE), ears.node("/engine/cycles").kind());
        assertEquals(
                new Kind.Choice(List.of("L16", "L24")), ears.node("/send/codec").kind());
        assertEquals(new Kind.Text(32), ears.node("/engine/name").kind());
        assertEquals(new Kind.Command(), ears.node("/record/start").kind());
        assertEquals(Access.WRITE, ears.node("/record/start").access());
        assertNull(ears.node("/engine/name").initial());
    }

    @Test
    void shouldTellWhatOthersChange() throws InterruptedException {
        ears.await("/strip/bob/peak -20.0");
        engine.gainDb = -3;
        ears.await("/strip/bob/gain -3.0");
        engine.peakDb = -7;
        ears.await("/strip/bob/peak -7.0");
    }

    @Test
    void shouldSetAndHearOnlyWhatCameOutOtherwise() throws InterruptedException {
        ears.await("/strip/bob/peak -20.0");
        engine.peakDb = -7;
        ears.await("/strip/bob/peak -7.0");
        assertTrue(link.offer("/strip/bob/mute", Value.of(true)));
        assertTrue(link.offer("/strip/bob/gain", Value.of(-12.0)));
        assertTrue(link.offer("/record/start", Value.IMPULSE));
        assertTrue(link.offer("/strip/bob/gain", Value.of(99.0)));
        String first = ears.await(line -> line.startsWith("/strip/bob/gain"));
        assertEquals("/strip/bob/gain 10.0", first, "clamped");
        assertEquals(10, engine.gainDb);
        assertTrue(engine.isMuted);
        assertEquals(1, engine.starts.get());
    }

    @Test
    void shouldLetNodesComeAndGo() throws InterruptedException {
        ears.await("/strip/bob/peak -20.0");
        ControlTree.Mounted carol = engine.tree.mount(
                "/strip/carol", List.of(Leaf.real("/strip/carol/gain", -144, 10).bind(() -> 1.5)));
        ears.await("added /strip/carol/gain");
        ears.await("/strip/carol/gain 1.5");
        carol.close();
        ears.await("removed /strip/carol/gain");
    }

    @Test
    void shouldComeBackWhenTheEngineDoes() throws InterruptedException {
        ears.await("/strip/bob/peak -20.0");
        int port = engine.door().uri().getPort();
        engine.close();
        assertEquals("away The engine stops.", ears.await(line -> line.startsWith("away")));
        assertFalse(link.offer("/strip/bob/gain", Value.of(0.0)));
        engine = new QueryRig(port, QueryRig.MAX_CLIENTS);
        ears.await("here alice");
        ears.await("/strip/bob/peak -20.0");
        engine.gainDb = -1;
        ears.await("/strip/bob/gain -1.0");
    }

    @Test
    void shouldSayWhyItIsAway() throws InterruptedException {
        Ears others = new Ears();
        Door wrong = new Door(engine.door().uri(), "wrong", "alice");
        try (QueryLink stranger = QueryLink.open(wrong, others)) {
            String why = others.await(line -> line.startsWith("away"));
            assertTrue(why.contains("alice"), why);
            assertFalse(stranger.offer("/strip/bob/gain", Value.of(0.0)));
        }
    }
}
