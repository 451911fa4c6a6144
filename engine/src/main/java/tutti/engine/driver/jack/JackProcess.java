package tutti.engine.driver.jack;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.ProcessCallback;
import tutti.plugins.api.RealTimeSafe;

/// What JACK's real-time thread runs: fetches the addresses of all ports, tells the engine's callback the time, and
/// silences what was not played. One for a driver's life, whichever client it has at the time.
final class JackProcess {
    private final LibJack lib;
    private final LongSupplier clockNs;
    private final FrameClock frames = new FrameClock();
    private final float[] silence = new float[DriverFormat.MAX_PERIOD_FRAMES];

    private final Passage passage = new Passage();
    private final AtomicLong faults = new AtomicLong();

    private volatile PortTable table = PortTable.EMPTY;
    private volatile @Nullable ProcessCallback callback;
    /// What the engine agreed to; null: it has not yet, so it is not called.
    private volatile @Nullable DriverFormat agreed;
    private volatile long client;

    /// @param clockNs the clock of `cycleStartNs`, in nanoseconds
    JackProcess(LibJack lib, LongSupplier clockNs) {
        this.lib = lib;
        this.clockNs = clockNs;
    }

    /// JACK's process callback. Thread: JACK's. RT-safe: yes.
    ///
    /// @param context what JACK was given with the callback: nothing
    /// @return 0, for go on
    @RealTimeSafe
    @SuppressWarnings("unused") // Called by JACK, through a stub.
    int process(int numFrames, long context) {
        if (numFrames == 0) {
            // LibJack.warmUp: the way in is what is to be warm, and nothing happened that counts.
            return 0;
        }
        passage.enter();
        PortTable current = table;
        boolean isFaulty = true;
        try {
            isFaulty = !run(current, numFrames);
        } catch (Throwable t) {
            faults.incrementAndGet();
        }
        leave(current, numFrames, isFaulty);
        passage.leave();
        return 0;
    }

    /// @return whether the callback was called
    @RealTimeSafe
    private boolean run(PortTable current, int numFrames) {
        long wakeNs = clockNs.getAsLong();
        JackPort[] ports = current.ports();
        long[] handles = current.handles();
        for (int i = 0; i < ports.length; i++) {
            ports[i].enter(lib.portBuffer(handles[i], numFrames));
        }
        ProcessCallback engine = callback;
        DriverFormat format = agreed;
        long handle = client;
        if (engine == null || format == null || format.periodFrames() != numFrames || handle == 0) {
            return false;
        }
        int counter = lib.lastFrameTime(handle);
        // JACK's own smoothed time (jack_get_cycle_times) is off for a second after a stall, and on another clock; the
        // engine smooths the moment of waking itself.
        engine.process(numFrames, wakeNs, frames.next(counter, numFrames, format.sampleRateHz(), wakeNs));
        return true;
    }

    @RealTimeSafe
    private void leave(PortTable current, int numFrames, boolean isFaulty) {
        JackPort[] ports = current.ports();
        for (int i = 0; i < ports.length; i++) {
            ports[i].leave(silence, Math.min(numFrames, silence.length), isFaulty);
        }
    }

    /// Thread: any.
    PortTable table() {
        return table;
    }

    /// Publishes the ports from the next cycle on. Thread: control.
    void publish(PortTable next) {
        table = next;
    }

    /// Waits until no cycle reads a table older than the published one. Thread: control.
    void awaitTaken() {
        passage.awaitExit(clockNs);
    }

    /// Whom to call. Thread: control.
    void callback(ProcessCallback engine) {
        callback = engine;
    }

    /// From now on silence, until [#agree]. Thread: any.
    void disagree() {
        agreed = null;
    }

    /// Silence if the sample rate is another one than the engine agreed to. Thread: JACK's notifications.
    void disagreeUnless(int sampleRateHz) {
        DriverFormat format = agreed;
        if (format != null && format.sampleRateHz() != sampleRateHz) {
            agreed = null;
        }
    }

    /// Whether the engine is called. Thread: any.
    boolean isAgreed() {
        return agreed != null;
    }

    /// The engine is ready for this format. Thread: control.
    void agree(DriverFormat format) {
        agreed = format;
    }

    /// A new client is about to be activated, and none is active. Thread: control.
    void attach(long newClient) {
        frames.restart();
        client = newClient;
    }

    /// From now on cycles are as short as they can be: the client is about to be closed, see [Passage]. If its server
    /// lives, JACK waits for a cycle before it ends the thread. A server that is gone, or going, does not make it
    /// wait: then this method waits until no cycle comes any more.
    ///
    /// Thread: control.
    void leaveClient(boolean isServerGone) {
        agreed = null;
        if (isServerGone) {
            passage.awaitQuiet(clockNs);
        } else {
            passage.awaitExit(clockNs);
        }
    }

    /// There is no client any more. Thread: control.
    void detach() {
        agreed = null;
        client = 0;
        table = PortTable.EMPTY;
    }

    /// Cycles that ended. Thread: any.
    long cycles() {
        return passage.count();
    }

    /// Callbacks that threw. Thread: any.
    long faults() {
        return faults.get();
    }
}
