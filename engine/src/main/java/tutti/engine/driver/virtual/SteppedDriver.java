package tutti.engine.driver.virtual;

import tutti.engine.driver.DriverListener;
import tutti.engine.driver.ProcessCallback;

/// A virtual driver that runs a cycle when a test says so, on the test's thread, and computes its own time:
/// `start + phase + n * period / (rate * (1 + ppm * 1e-6))`.
///
/// A test with several drivers and a network steps whatever is due next, after moving its clock there.
public final class SteppedDriver extends VirtualDriver {
    private final long startNs;
    private boolean ended;
    private boolean lost;

    SteppedDriver(VirtualOptions options, long startNs) {
        super(options);
        this.startNs = startNs;
    }

    /// When the next cycle is due; known before the start, too.
    public long nextCycleNs() {
        return startNs + nextFrameNs();
    }

    /// Runs exactly one cycle, at [#nextCycleNs]. While the driver is lost, its time passes and the callback is not
    /// called.
    public void step() {
        ProcessCallback process = callback();
        if (process == null || ended) {
            throw new IllegalStateException("A driver that is not started, or closed, cannot be stepped.");
        }
        if (lost) {
            skipPeriods(1);
        } else {
            runCycle(process, nextCycleNs());
        }
    }

    /// Misses periods, as a driver does that came too late: their frames pass, and each is an xrun.
    public void miss(int numPeriods) {
        skipPeriods(numPeriods);
        countXruns(numPeriods);
    }

    /// Loses its server, as JACK does when it is killed.
    public void lose(String reason) {
        if (!lost) {
            lost = true;
            countLoss();
            DriverListener toldTo = listener();
            if (toldTo != null) {
                toldTo.onLost(reason);
            }
        }
    }

    /// Finds its server again.
    public void comeBack() {
        if (lost) {
            lost = false;
            DriverListener toldTo = listener();
            if (toldTo != null) {
                toldTo.onBack();
            }
        }
    }

    @Override
    void begin() {
        // Nothing runs by itself.
    }

    @Override
    void end() {
        ended = true;
    }
}
