package tutti.engine.control.osc.query;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import tutti.engine.agent.Agent;
import tutti.engine.agent.AgentRunner;
import tutti.engine.control.client.Door;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Sampler;
import tutti.engine.control.tree.Unit;

/// An OSCQuery door to a small tree, served as the engine serves it.
public final class QueryRig implements AutoCloseable {
    public static final String TOKEN = "0123456789abcdef";
    public static final int MAX_CLIENTS = 4;

    private static final long TURN_MS = 5;

    public final ControlTree tree = new ControlTree();
    public volatile double gainDb = -6;
    public volatile boolean isMuted;
    public volatile double peakDb = -20;
    public final AtomicInteger starts = new AtomicInteger();

    final QueryCounters counters = new QueryCounters();
    final QueryServer server;
    private final Selector selector;
    private final AgentRunner runner;

    public QueryRig() {
        this(0, MAX_CLIENTS);
    }

    /// @param port 0 for any
    public QueryRig(int port, int maxClients) {
        tree.mount(
                "/strip/bob",
                List.of(
                        Leaf.real("/strip/bob/gain", -144, 10)
                                .unit(Unit.DECIBELS)
                                .initial(0)
                                .tags("gain")
                                .help("Sets the level.")
                                .bind(() -> gainDb, db -> gainDb = db),
                        Leaf.toggle("/strip/bob/mute").help("Silences it.").bind(() -> isMuted, on -> isMuted = on),
                        Leaf.real("/strip/bob/peak").meter().help("The peak.").bind(() -> peakDb)));
        tree.mount(Leaf.choice("/send/codec", List.of("L16", "L24")).bind(() -> "L24", word -> {}));
        tree.mount(Leaf.text("/engine/name", 32).bind(() -> "alice \"quoted\""));
        tree.mount(Leaf.count("/engine/cycles").bind(() -> 1L << 40));
        tree.mount(Leaf.command("/record/start").help("Starts.").bind(starts::incrementAndGet));
        Sampler sampler = new Sampler();
        try {
            selector = Selector.open();
            server = QueryServer.open(
                    new QuerySettings(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                            TOKEN,
                            "alice",
                            Set.of("Studio.example"),
                            maxClients),
                    tree,
                    counters,
                    sampler,
                    System::nanoTime,
                    selector::wakeup,
                    QueryServer.NO_OSC);
        } catch (IOException taken) {
            throw new AssertionError(taken);
        }
        Agent agent = new Agent() {
            @Override
            public String roleName() {
                return "test-control";
            }

            @Override
            public int doWork() {
                try {
                    selector.select(TURN_MS);
                } catch (IOException broken) {
                    throw new AssertionError(broken);
                }
                int done = server.receive();
                sampler.nextTurn();
                server.turn(System.nanoTime());
                return done;
            }

            @Override
            public void onClose() {
                server.close();
            }
        };
        runner = new AgentRunner(agent, 0, (role, error) -> error.printStackTrace()).start();
    }

    public Door door() {
        return new Door(URI.create("http://127.0.0.1:" + server.address().getPort()), TOKEN, "alice");
    }

    @Override
    public void close() {
        selector.wakeup();
        runner.close();
    }
}
