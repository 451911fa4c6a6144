package tutti.engine.scene;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tutti.engine.agent.Agent;
import tutti.engine.desk.BusId;
import tutti.engine.desk.Desk;
import tutti.engine.desk.DeskView;
import tutti.engine.desk.LatencyMatch;
import tutti.engine.desk.RoutingGraph;
import tutti.engine.desk.StripId;
import tutti.engine.driver.DriverException;

/// What goes on at a desk that nobody touches: fades of scenes, the latency match, and the file in which the desk is
/// found again. `desk.json` lies in the folder of the player and the room, the scenes beside it in `scenes`.
///
/// A change is on the disk [#SAVE_AFTER_NS] after it was made, however many follow; a crash loses no more than that
/// and the time of one write.
///
/// Thread: `tutti-desk`.
public final class DeskKeeper implements Agent {
    /// How long changes are gathered before they are written.
    public static final long SAVE_AFTER_NS = 500_000_000;

    /// How long a write that has failed is not tried again.
    private static final long RETRY_AFTER_NS = 5_000_000_000L;

    private final Desk desk;
    private final DeskFile file;
    private final Consumer<String> notices;
    private final Scenes scenes;
    private final LatencyMatch latency;
    private final LongSupplier nanoClock;
    private final long maxWaitNs;
    private volatile @Nullable Thread waiting;
    private DeskState saved;
    private long seenRevision = -1;
    private boolean isChanged;
    private long saveAtNs;

    /// Puts the desk as it was left.
    ///
    /// @param folder of the player and the room; made when something is first written
    /// @param latenciesMs of the strips that sound and whose latency is known
    /// @param notices where sentences for the player go
    /// @param maxWaitNs how long [#doWork] may wait; 0 for an engine that is stepped
    public DeskKeeper(
            Desk desk,
            Path folder,
            Supplier<Map<StripId, Double>> latenciesMs,
            LongSupplier nanoClock,
            Consumer<String> notices,
            long maxWaitNs) {
        this.desk = desk;
        this.nanoClock = nanoClock;
        this.notices = notices;
        this.maxWaitNs = maxWaitNs;
        file = new DeskFile(folder.resolve("desk.json"), notices);
        scenes = new Scenes(desk, folder.resolve("scenes"), nanoClock, this::wake);
        latency = new LatencyMatch(desk, latenciesMs, nanoClock);
        file.read().ifPresent(this::restore);
        saved = state();
    }

    /// The scenes.
    public Scenes scenes() {
        return scenes;
    }

    /// The latency match.
    public LatencyMatch latency() {
        return latency;
    }

    private void restore(DeskState left) {
        scenes.set(_ -> left.scenes());
        latency.set(_ -> left.latency());
        try {
            desk.edit(now -> restored(now, left.graph()));
        } catch (DriverException refused) {
            notices.accept("The saved desk's buses get no ports: " + refused.getMessage());
            desk.edit(now -> restored(now, withoutPorts(left.graph())));
        }
    }

    /// Strips that are here and were not then stay as they are.
    private static RoutingGraph restored(RoutingGraph now, RoutingGraph left) {
        RoutingGraph restored = left;
        for (StripId strip : now.strips().keySet()) {
            restored = restored.strips().size() < RoutingGraph.MAX_STRIPS ? restored.withStrip(strip) : restored;
        }
        return restored;
    }

    private static RoutingGraph withoutPorts(RoutingGraph left) {
        RoutingGraph portless = left;
        for (BusId bus : left.buses().keySet()) {
            portless = bus.equals(BusId.MONITOR) ? portless : portless.withBus(bus, s -> s.withPatched(false));
        }
        return portless;
    }

    private DeskState state() {
        return new DeskState(desk.view().graph().withoutSolos(), scenes.settings(), latency.settings());
    }

    @Override
    public String roleName() {
        return "tutti-desk";
    }

    @Override
    public int doWork() {
        await(scenes.isFading() ? Scenes.STEP_NS : LatencyMatch.REVIEW_NS);
        boolean isFading = scenes.step();
        return (isFading ? 1 : 0) + latency.review() + save();
    }

    private void await(long longestNs) {
        if (maxWaitNs > 0) {
            waiting = Thread.currentThread();
            LockSupport.parkNanos(Math.min(maxWaitNs, longestNs));
        }
    }

    private void wake() {
        LockSupport.unpark(waiting);
    }

    private int save() {
        long nowNs = nanoClock.getAsLong();
        DeskView view = desk.view();
        boolean isSeen = view.revision() == seenRevision
                && scenes.settings().equals(saved.scenes())
                && latency.settings().equals(saved.latency());
        if (isSeen && !isChanged) {
            return 0;
        }
        seenRevision = view.revision();
        DeskState now = state();
        if (now.equals(saved)) {
            isChanged = false;
            saved = now;
            return 0;
        }
        if (!isChanged) {
            isChanged = true;
            saveAtNs = nowNs + SAVE_AFTER_NS;
        }
        return nowNs - saveAtNs < 0 ? 0 : write(now, nowNs);
    }

    private int write(DeskState now, long nowNs) {
        if (file.write(now)) {
            saved = now;
            isChanged = false;
            return 1;
        }
        saveAtNs = nowNs + RETRY_AFTER_NS;
        return 0;
    }

    /// What is not written yet is.
    @Override
    public void onClose() {
        DeskState now = state();
        if (!now.equals(saved)) {
            write(now, nanoClock.getAsLong());
        }
    }
}
