package tutti.engine.driver.jack;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.cables.Cable;

/// What JACK notifies about one client. Each method is called by JACK, on threads of its own that must not call the
/// server back; each leaves an event in the queue, or a flag, and returns.
///
/// A full queue drops the event and says so by [#takeOverflow]: the driver then compares the whole graph.
final class JackNotices {
    private final LibJack lib;
    private final long client;
    private final JackProcess process;
    private final BlockingQueue<JackEvent> events;
    private final AtomicLong xruns;
    private final AtomicLong dropped;
    /// A latency of 0 to 0 frames.
    private final MemorySegment noLatency;

    private final Passage passage = new Passage();

    private volatile boolean hasOverflowed;
    private volatile @Nullable String goneReason;

    /// @param client the client that these notices are about
    /// @param arena lives as long as the client
    JackNotices(
            LibJack lib,
            long client,
            JackProcess process,
            BlockingQueue<JackEvent> events,
            AtomicLong xruns,
            AtomicLong dropped,
            Arena arena) {
        this.lib = lib;
        this.client = client;
        this.process = process;
        this.events = events;
        this.xruns = xruns;
        this.dropped = dropped;
        this.noLatency = arena.allocate(JAVA_LONG);
    }

    /// Runs first on each of JACK's threads: being called at all attaches the thread to the VM before its first
    /// cycle.
    void threadStarted(long context) {}

    int xrun(long context) {
        passage.enter();
        xruns.incrementAndGet();
        passage.leave();
        return 0;
    }

    /// The process thread sees another period by itself and is silent: the engine is to be told.
    int periodChanged(int periodFrames, long context) {
        passage.enter();
        events.offer(new JackEvent.Woken());
        passage.leave();
        return 0;
    }

    /// Another sample rate is not to be seen in a cycle: silence it until the engine knows.
    int rateChanged(int sampleRateHz, long context) {
        passage.enter();
        process.disagreeUnless(sampleRateHz);
        events.offer(new JackEvent.Woken());
        passage.leave();
        return 0;
    }

    void serverGone(int status, long reason, long context) {
        passage.enter();
        gone(LibJack.string(reason));
        passage.leave();
    }

    void serverGone(long context) {
        passage.enter();
        gone("");
        passage.leave();
    }

    /// The names are asked for here, not later: a port id is given to another port as soon as its own is gone.
    void portConnected(int source, int destination, int isConnected, long context) {
        passage.enter();
        Cable cable = new Cable(name(source), name(destination));
        offer(isConnected != 0 ? new JackEvent.Plugged(cable) : new JackEvent.Unplugged(cable));
        passage.leave();
    }

    void portRegistered(int port, int isRegistered, long context) {
        passage.enter();
        String name = name(port);
        offer(isRegistered != 0 ? new JackEvent.PortCame(name) : new JackEvent.PortWent(name));
        passage.leave();
    }

    /// Without this, JACK would assume that what we play is what we capture, and add up the delays of both. But sound
    /// that comes from the network began nowhere in this graph, and sound that goes there ends nowhere in it.
    void latency(int mode, long context) {
        passage.enter();
        PortTable table = process.table();
        for (int i = 0; i < table.ports().length; i++) {
            if (table.ports()[i].latencyMode() != mode) {
                lib.setPortLatency(table.handles()[i], mode, noLatency.address());
            }
        }
        passage.leave();
    }

    /// Why the server is gone, null while it is there. Thread: any.
    @Nullable
    String goneReason() {
        return goneReason;
    }

    /// Waits until no notice is under way, and none has come for a while. Thread: control.
    void awaitQuiet(LongSupplier clockNs) {
        passage.awaitQuiet(clockNs);
    }

    /// Whether events were lost; asks once. Thread: `tutti-jack`.
    boolean takeOverflow() {
        boolean had = hasOverflowed;
        hasOverflowed = false;
        return had;
    }

    private void gone(String reason) {
        goneReason = reason;
        events.offer(new JackEvent.Woken());
    }

    private void offer(JackEvent event) {
        if (!events.offer(event)) {
            dropped.incrementAndGet();
            hasOverflowed = true;
        }
    }

    private String name(int port) {
        return lib.portName(lib.portById(client, port));
    }
}
