package tutti.engine.control;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tutti.engine.agent.Agent;
import tutti.engine.agent.AgentRunner;
import tutti.engine.agent.ErrorHandler;
import tutti.engine.control.remote.Engineers;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Pace;
import tutti.nat.mesh.Parcel;
import tutti.nat.mesh.RoomEars;
import tutti.nat.mesh.RoomEndpoint;
import tutti.nat.room.Member;
import tutti.nat.room.wire.Bytes;

/// The room on the tree of a running engine, and engineers at its desk and at others', on one ordinary thread.
public final class RoomControl implements AutoCloseable {
    /// The kind of parcels between engineers and players.
    private static final String DESK = "desk";

    private static final long TURN_NS = 10_000_000;

    /// How old what the nodes show may be.
    private static final long REFRESH_NS = 100_000_000;

    private final AgentRunner runner;

    private RoomControl(Turning turning, ErrorHandler errorHandler) {
        runner = new AgentRunner(turning, 0, errorHandler).start();
    }

    /// Shows a room and lets engineers work in it.
    ///
    /// @param seat the player's place in that endpoint's room
    /// @param tree with the desk's nodes on it
    /// @param desk keeps these up to date, if nobody else does
    /// @param random tells one session of an engineer from another
    public static RoomControl open(
            RoomEndpoint endpoint,
            RoomSeat seat,
            ControlTree tree,
            Runnable desk,
            LongSupplier nanoClock,
            RandomGenerator random,
            ErrorHandler errorHandler) {
        Engineers engineers = new Engineers(
                tree,
                seat::view,
                (memberId, run, bytes) -> endpoint.send(memberId, run, new Parcel(DESK, Bytes.of(bytes))),
                random);
        endpoint.ears(new RoomEars() {
            @Override
            public void onChat(Member from, String text) {
                seat.onChat(from, text);
            }

            @Override
            public void onParcel(String memberId, long run, Parcel parcel) {
                if (parcel.kind().equals(DESK)) {
                    engineers.onParcel(memberId, run, parcel.body().copy());
                }
            }
        });
        return new RoomControl(
                new Turning(new RoomNodes(tree, seat, nanoClock), engineers, desk, nanoClock), errorHandler);
    }

    /// Shows who is linked without a room.
    public static RoomControl openDirect(
            DirectPlace place, ControlTree tree, LongSupplier nanoClock, ErrorHandler errorHandler) {
        return new RoomControl(
                new Turning(new RoomNodes(tree, place, nanoClock), null, () -> {}, nanoClock), errorHandler);
    }

    @Override
    public void close() {
        runner.close();
    }

    private static final class Turning implements Agent {
        private final RoomNodes nodes;
        private final @Nullable Engineers engineers;
        private final Runnable desk;
        private final LongSupplier nanoClock;
        private long dueNs;
        private long metersDueNs;

        Turning(RoomNodes nodes, @Nullable Engineers engineers, Runnable desk, LongSupplier nanoClock) {
            this.nodes = nodes;
            this.engineers = engineers;
            this.desk = desk;
            this.nanoClock = nanoClock;
            this.metersDueNs = nanoClock.getAsLong();
            this.dueNs = nanoClock.getAsLong();
        }

        @Override
        public String roleName() {
            return "tutti-room-control";
        }

        @Override
        public int doWork() {
            LockSupport.parkNanos(TURN_NS);
            long nowNs = nanoClock.getAsLong();
            if (dueNs - nowNs <= 0) {
                dueNs = nowNs + REFRESH_NS;
                nodes.show();
            }
            if (metersDueNs - nowNs <= 0) {
                metersDueNs = nowNs + Pace.METER.intervalNs();
                desk.run();
            }
            return engineers == null ? 0 : engineers.turn(nowNs);
        }

        @Override
        public void onClose() {
            if (engineers != null) {
                engineers.close();
            }
        }
    }
}
