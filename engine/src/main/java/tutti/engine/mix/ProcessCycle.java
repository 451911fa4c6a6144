package tutti.engine.mix;

import java.util.function.LongSupplier;
import tutti.engine.driver.ProcessCallback;
import tutti.plugins.api.RealTimeSafe;

/// The one callback: reads the current plan once, smooths the cycle's time, executes the plan, and notes
/// how long that took.
public final class ProcessCycle implements ProcessCallback {
    private final LongSupplier nanoClock;
    private final CycleTimer timer;
    private final CycleClock clock = new CycleClock();
    private volatile MixPlan plan = MixPlan.silent();

    /// @param nanoClock must be real-time safe, as `System::nanoTime` is
    public ProcessCycle(LongSupplier nanoClock, CycleTimer timer) {
        this.nanoClock = nanoClock;
        this.timer = timer;
    }

    /// Puts another plan in place, from the next cycle on. Thread: the conductor.
    public void plan(MixPlan newPlan) {
        plan = newPlan;
    }

    @Override
    @RealTimeSafe
    public void process(int numFrames, long cycleStartNs, long captureFrame) {
        long beganNs = nanoClock.getAsLong();
        MixPlan current = plan;
        long smoothNs = clock.update(cycleStartNs, captureFrame, numFrames, current.nominalNsPerFrame());
        current.run(numFrames, smoothNs, clock.nsPerFrame(), captureFrame);
        timer.record(nanoClock.getAsLong() - beganNs);
    }
}
