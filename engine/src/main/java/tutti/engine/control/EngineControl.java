package tutti.engine.control;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tutti.engine.agent.Agent;
import tutti.engine.agent.AgentRunner;
import tutti.engine.agent.ErrorHandler;
import tutti.engine.control.osc.OscServer;
import tutti.engine.control.osc.query.QueryCounters;
import tutti.engine.control.osc.query.QueryServer;
import tutti.engine.control.osc.query.QuerySettings;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Pace;
import tutti.engine.control.tree.Sampler;
import tutti.engine.telemetry.EngineSnapshot;

/// The control tree of a running engine and the doors to it, on one ordinary thread: it takes what clients say, keeps
/// the
/// nodes up to date, and tells clients what has changed.
public final class EngineControl implements AutoCloseable {
    private final Serving serving;
    private final AgentRunner runner;

    private EngineControl(Serving serving, AgentRunner runner) {
        this.serving = serving;
        this.runner = runner;
    }

    /// The doors to be opened.
    ///
    /// @param osc null for none
    /// @param query null for none
    public record Doors(
            OscServer.@Nullable Settings osc, @Nullable QuerySettings query) {}

    /// What stands on the tree and has to be kept up to date.
    ///
    /// @param nodes which of them show snapshots
    /// @param deskNodes which of them show the desk
    /// @param snapshots takes one
    public record Shown(EngineNodes nodes, DeskNodes deskNodes, Supplier<EngineSnapshot> snapshots) {}

    /// Opens the doors and serves them.
    ///
    /// @throws IOException if a port cannot be had
    public static EngineControl open(
            Doors doors,
            ControlTree tree,
            Shown shown,
            LongSupplier nanoClock,
            Supplier<Instant> wallClock,
            ErrorHandler errorHandler)
            throws IOException {
        Serving serving = new Serving(doors, tree, shown, nanoClock, wallClock);
        return new EngineControl(serving, new AgentRunner(serving, 0, errorHandler).start());
    }

    /// Where OSC is spoken, if it is.
    public Optional<InetSocketAddress> oscAddress() {
        return Optional.ofNullable(serving.osc).map(OscServer::address);
    }

    /// Where OSCQuery is spoken, if it is.
    public Optional<InetSocketAddress> queryAddress() {
        return Optional.ofNullable(serving.query).map(QueryServer::address);
    }

    @Override
    public void close() {
        runner.close();
    }

    private static final class Serving implements Agent {
        /// How old what the nodes show may be.
        private static final long REFRESH_NS = 100_000_000;

        /// How long it waits at most for somebody to say something.
        private static final long TURN_MS = 10;

        private final Selector selector = Selector.open();
        private final Sampler sampler = new Sampler();
        private final QueryCounters queryCounters = new QueryCounters();
        private final @Nullable OscServer osc;
        private final @Nullable QueryServer query;
        private final Shown shown;
        private final LongSupplier nanoClock;
        private long dueNs;
        private long metersDueNs;

        Serving(Doors doors, ControlTree tree, Shown shown, LongSupplier nanoClock, Supplier<Instant> wallClock)
                throws IOException {
            this.shown = shown;
            this.nanoClock = nanoClock;
            this.dueNs = nanoClock.getAsLong();
            this.metersDueNs = dueNs;
            this.osc =
                    doors.osc == null ? null : OscServer.open(doors.osc, tree, sampler, nanoClock, wallClock, selector);
            try {
                this.query = doors.query == null
                        ? null
                        : QueryServer.open(
                                doors.query, tree, queryCounters, sampler, nanoClock, selector::wakeup, port(osc));
            } catch (IOException | RuntimeException failed) {
                onClose();
                throw failed;
            }
        }

        private static int port(@Nullable OscServer osc) {
            return osc == null ? QueryServer.NO_OSC : osc.address().getPort();
        }

        @Override
        public String roleName() {
            return "tutti-control";
        }

        @Override
        public int doWork() {
            await();
            int done = (osc == null ? 0 : osc.receive()) + (query == null ? 0 : query.receive());
            long nowNs = nanoClock.getAsLong();
            if (dueNs - nowNs <= 0) {
                dueNs = nowNs + REFRESH_NS;
                shown.nodes.show(shown.snapshots.get());
            }
            if (metersDueNs - nowNs <= 0) {
                metersDueNs = nowNs + Pace.METER.intervalNs();
                shown.deskNodes.show();
            }
            sampler.nextTurn();
            if (osc != null) {
                osc.turn(nowNs);
            }
            if (query != null) {
                query.turn(nowNs);
            }
            return done;
        }

        private void await() {
            try {
                selector.select(TURN_MS);
                selector.selectedKeys().clear();
            } catch (IOException broken) {
                throw new IllegalStateException("The control thread cannot wait: " + broken.getMessage(), broken);
            }
        }

        @Override
        public void onClose() {
            if (query != null) {
                query.close();
            }
            if (osc != null) {
                osc.close();
            }
            try {
                selector.close();
            } catch (IOException ended) {
                throw new IllegalStateException("The control thread did not end: " + ended.getMessage(), ended);
            }
        }
    }
}
