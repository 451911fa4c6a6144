package tutti.engine.control;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tutti.engine.agent.Agent;
import tutti.engine.agent.AgentRunner;
import tutti.engine.agent.ErrorHandler;
import tutti.engine.control.osc.OscServer;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Pace;
import tutti.engine.control.tree.Sampler;
import tutti.engine.telemetry.EngineSnapshot;

/// The control tree of a running engine and the door to it, on one ordinary thread.
public final class EngineControl implements AutoCloseable {
    /// How old what the nodes show may be.
    private static final long REFRESH_NS = 100_000_000;

    private final OscServer osc;
    private final AgentRunner runner;

    private EngineControl(OscServer osc, AgentRunner runner) {
        this.osc = osc;
        this.runner = runner;
    }

    /// Opens the door and serves it.
    ///
    /// @param tree with the engine's nodes on it
    /// @param nodes which of them show snapshots
    /// @param deskNodes which of them show the desk
    /// @param snapshots takes one
    /// @throws IOException if the port cannot be had
    public static EngineControl open(
            OscServer.Settings settings,
            ControlTree tree,
            EngineNodes nodes,
            DeskNodes deskNodes,
            Supplier<EngineSnapshot> snapshots,
            LongSupplier nanoClock,
            Supplier<Instant> wallClock,
            ErrorHandler errorHandler)
            throws IOException {
        OscServer osc = OscServer.open(settings, tree, new Sampler(), nanoClock, wallClock);
        Refreshing agent = new Refreshing(osc, nodes, deskNodes, snapshots, nanoClock);
        return new EngineControl(osc, new AgentRunner(agent, 0, errorHandler).start());
    }

    /// Where OSC is spoken.
    public InetSocketAddress oscAddress() {
        return osc.address();
    }

    @Override
    public void close() {
        runner.close();
    }

    /// The door's duty, and a new snapshot now and then.
    private static final class Refreshing implements Agent {
        private final OscServer osc;
        private final EngineNodes nodes;
        private final DeskNodes deskNodes;
        private final Supplier<EngineSnapshot> snapshots;
        private final LongSupplier nanoClock;
        private long dueNs;
        private long metersDueNs;

        Refreshing(
                OscServer osc,
                EngineNodes nodes,
                DeskNodes deskNodes,
                Supplier<EngineSnapshot> snapshots,
                LongSupplier nanoClock) {
            this.osc = osc;
            this.nodes = nodes;
            this.deskNodes = deskNodes;
            this.snapshots = snapshots;
            this.nanoClock = nanoClock;
            this.dueNs = nanoClock.getAsLong();
            this.metersDueNs = dueNs;
        }

        @Override
        public String roleName() {
            return osc.roleName();
        }

        @Override
        public int doWork() {
            long nowNs = nanoClock.getAsLong();
            if (dueNs - nowNs <= 0) {
                dueNs = nowNs + REFRESH_NS;
                nodes.show(snapshots.get());
            }
            if (metersDueNs - nowNs <= 0) {
                metersDueNs = nowNs + Pace.METER.intervalNs();
                deskNodes.show();
            }
            return osc.doWork();
        }

        @Override
        public void onClose() {
            osc.onClose();
        }
    }
}
