package tutti.engine.driver.virtual;

import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import tutti.engine.driver.ProcessCallback;
import tutti.engine.os.ThreadPriority;

/// A virtual driver in real time, on a thread of its own, `tutti-virtual`.
///
/// Cycles are due at absolute times, so an uneven wake-up does not add up. A cycle that starts more than a period
/// late is an xrun. Up to [#MAX_BEHIND_NS] late, the missed cycles are run at once, one after the other, each with
/// the time when it was due: no sound is lost, as with a card that has a large buffer. Further behind (a suspended
/// computer), the missed periods are skipped: the frame number runs on, and each of them is an xrun.
///
/// `cycleStartNs` is the time when the cycle was due, on the clock of System.nanoTime(), and has no jitter.
public final class TimedDriver extends VirtualDriver {
    /// How far behind it may be before sound is given up.
    public static final long MAX_BEHIND_NS = 50_000_000;

    private final LongSupplier clockNs;
    private final Pacer pacer;
    private final Thread thread;
    private final long periodNs;
    private final long phaseNs;
    private volatile boolean running;
    private long startNs;
    private volatile OptionalLong frameZeroNs = OptionalLong.empty();

    TimedDriver(VirtualOptions options, LongSupplier clockNs, Pacer pacer) {
        super(options);
        this.clockNs = clockNs;
        this.pacer = pacer;
        periodNs = options.format().periodNs();
        phaseNs = options.frameNs(0);
        thread = Thread.ofPlatform().daemon().name("tutti-virtual").unstarted(this::runAll);
    }

    @Override
    public OptionalLong frameZeroNs() {
        return frameZeroNs;
    }

    @Override
    void begin() {
        beginNow();
        thread.start();
    }

    @Override
    void end() {
        if (!running) {
            return;
        }
        running = false;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sets the time of frame 0 to one period from now: that long the first period takes to be heard.
    void beginNow() {
        startNs = clockNs.getAsLong() + periodNs;
        frameZeroNs = OptionalLong.of(startNs + phaseNs);
        running = true;
    }

    private void runAll() {
        ThreadPriority.raiseCurrentThread(callbackPriority());
        ProcessCallback process = callback();
        while (running && process != null) {
            runNext(process);
        }
    }

    /// Waits for the next cycle and runs it, unless the wait ended early.
    void runNext(ProcessCallback process) {
        long dueNs = startNs + nextFrameNs();
        pacer.awaitUntil(dueNs);
        long lateNs = clockNs.getAsLong() - dueNs;
        if (lateNs < 0 || !running) {
            return;
        }
        if (lateNs > MAX_BEHIND_NS) {
            long missedPeriods = lateNs / periodNs;
            skipPeriods(missedPeriods);
            countXruns(missedPeriods);
            return;
        }
        if (lateNs > periodNs) {
            countXruns(1);
        }
        runCycle(process, dueNs);
    }
}
