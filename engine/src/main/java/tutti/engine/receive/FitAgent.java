package tutti.engine.receive;

import java.util.List;
import java.util.function.LongSupplier;
import tutti.engine.agent.Agent;
import tutti.engine.os.WakeSignal;

/// The fit thread's duty: prepare every stream for its gaps, those first whose frames are overdue. One fit a stream
/// and turn, and no more than [#MOST_SHARE] of a core in all: a stream that gets none goes on with its last model.
public final class FitAgent implements Agent {
    private static final int MAX_WAIT_MS = 10;
    private static final double MOST_SHARE = 0.4;

    /// Fits that nothing is overdue for stop earlier, so that they take nothing from those.
    private static final double SPARE_NS = 5e6;

    private static final double MOST_SAVED_NS = 10e6;

    private final WakeSignal overdue;
    private final LongSupplier nanoClock;
    private final int maxWaitMs;
    private volatile ReceiveStream[] streams = new ReceiveStream[0];
    private double savedNs = MOST_SAVED_NS;
    private long lastNs = Long.MIN_VALUE;

    /// @param overdue wakes this thread
    /// @param maxWaitNs how long to wait for it; 0 for an engine that is stepped
    public FitAgent(WakeSignal overdue, LongSupplier nanoClock, long maxWaitNs) {
        this.overdue = overdue;
        this.nanoClock = nanoClock;
        maxWaitMs = (int) Math.min(MAX_WAIT_MS, maxWaitNs / 1_000_000);
    }

    /// Replaces the streams to look after. Thread: the conductor.
    public void streams(List<ReceiveStream> newStreams) {
        streams = newStreams.toArray(ReceiveStream[]::new);
    }

    @Override
    public String roleName() {
        return "tutti-fit";
    }

    @Override
    public int doWork() {
        long nowNs = nanoClock.getAsLong();
        savedNs = lastNs == Long.MIN_VALUE
                ? MOST_SAVED_NS
                : Math.min(MOST_SAVED_NS, savedNs + MOST_SHARE * (nowNs - lastNs));
        lastNs = nowNs;
        int fits = 0;
        ReceiveStream[] current = streams;
        for (ReceiveStream stream : current) {
            if (savedNs > 0 && stream.fitter().isOverdue()) {
                fit(stream);
                fits++;
            }
        }
        for (ReceiveStream stream : current) {
            if (savedNs > SPARE_NS && stream.fitter().isDue(nowNs)) {
                fit(stream);
                fits++;
            }
        }
        if (fits == 0 && maxWaitMs > 0) {
            overdue.await(maxWaitMs);
        }
        return fits;
    }

    private void fit(ReceiveStream stream) {
        long beganNs = nanoClock.getAsLong();
        stream.fitter().fit(beganNs);
        savedNs -= nanoClock.getAsLong() - beganNs;
    }
}
