package tutti.engine.driver.jack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.AudioDriver;
import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverCounters;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.DriverListener;
import tutti.engine.driver.MidiPorts;
import tutti.engine.driver.MidiRing;
import tutti.engine.driver.Patchbay;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.driver.ProcessCallback;
import tutti.engine.driver.cables.Cable;

/// JACK, or PipeWire through its libjack.
///
/// Ports and cables belong to the driver, not to the server: while the server is away the ports stay open, every half
/// second the thread `tutti-jack` tries to come back, and then registers the same ports and puts the same cables
/// back. What a user plugs into our ports is remembered ([JackCables]); nothing else is plugged in, unless the
/// options ask for it.
///
/// All drivers of one process must use the same server, and close before that server is started again: libjack keeps
/// one server's memory a process.
public final class JackDriver implements AudioDriver {
    private static final long RETRY_MS = 500;
    /// How often cables that were pulled out are looked at while there are any.
    private static final long SETTLE_CHECK_MS = 100;
    /// A graph of 256 ports that comes or goes at once, twice over.
    private static final int MAX_EVENTS = 1_024;
    private static final long MAX_JOIN_MS = 500;

    private final LibJack lib = LibJack.load();
    private final JackOptions options;
    private final LongSupplier clockNs;
    private final JackProcess process;
    private final BlockingQueue<JackEvent> events = new ArrayBlockingQueue<>(MAX_EVENTS);
    private final AtomicLong xruns = new AtomicLong();
    private final AtomicLong droppedEvents = new AtomicLong();
    private final AtomicLong losses = new AtomicLong();
    private final AtomicLong graphRevision = new AtomicLong();
    private final Patchbay patchbay = new Shared();
    private final Thread watch = new Thread(this::watch, "tutti-jack");

    /// Held for every call into libjack but those of the callback. The callback and JACK's notifications never take
    /// it, so it may be held while libjack waits for them.
    private final ReentrantLock graph = new ReentrantLock();

    private final Map<String, JackPort> ports = new LinkedHashMap<>();
    private final JackCables cables;
    private final JackPort.Owner owner = new JackPort.Owner() {
        @Override
        public void close(JackPort port) {
            remove(port);
        }

        @Override
        public int latencyFrames(JackPort port) {
            return latencyOf(port);
        }
    };

    private volatile @Nullable JackClient client;
    private volatile @Nullable DriverListener listener;
    private volatile DriverFormat format;
    private volatile boolean isClosed;

    /// Connects to the server; sound flows from [#start] on.
    ///
    /// @throws DriverException if there is no libjack or no server, or the client name is taken
    public JackDriver(JackOptions options) {
        this(options, System::nanoTime);
    }

    /// @param clockNs the clock on which `cycleStartNs` is told, in nanoseconds
    JackDriver(JackOptions options, LongSupplier clockNs) {
        this.options = options;
        this.clockNs = clockNs;
        this.process = new JackProcess(lib, clockNs);
        this.cables = new JackCables(options, ports, clockNs);
        JackClient first = openClient();
        this.client = first;
        this.format = first.format();
        watch.setDaemon(true);
    }

    @Override
    public String name() {
        return "jack";
    }

    @Override
    public DriverFormat format() {
        return format;
    }

    @Override
    public int callbackPriority() {
        graph.lock();
        try {
            JackClient current = client;
            return current == null ? 0 : current.callbackPriority();
        } finally {
            graph.unlock();
        }
    }

    @Override
    public CapturePort openCapture(String portName) {
        JackPort.Capture port = new JackPort.Capture(portName, owner);
        add(port);
        return port;
    }

    @Override
    public PlaybackPort openPlayback(String portName) {
        JackPort.Playback port = new JackPort.Playback(portName, owner);
        add(port);
        return port;
    }

    @Override
    public Optional<Patchbay> patchbay() {
        return Optional.of(patchbay);
    }

    /// What everybody plugs: cables at our own ports are noticed and remembered as if a user had plugged them
    /// elsewhere.
    private final class Shared implements Patchbay {
        @Override
        public long revision() {
            return graphRevision.get();
        }

        @Override
        public Graph graph() {
            graph.lock();
            try {
                JackClient current = client;
                return current == null ? Graph.EMPTY : new JackPatchbay(lib, current.handle()).graph();
            } finally {
                graph.unlock();
            }
        }

        @Override
        public void connect(Cable cable) {
            plug(bay -> bay.connect(cable));
        }

        @Override
        public void disconnect(Cable cable) {
            plug(bay -> bay.disconnect(cable));
        }

        private void plug(Consumer<JackPatchbay> what) {
            graph.lock();
            try {
                JackClient current = client;
                if (current == null) {
                    throw new DriverException("The JACK server is away; cables can be plugged when it is back.");
                }
                what.accept(new JackPatchbay(lib, current.handle()));
            } finally {
                graph.unlock();
            }
        }
    }

    @Override
    public Optional<MidiPorts> openMidi() {
        MidiPorts midi = new MidiPorts(new MidiRing(), new MidiRing());
        add(new JackPort.MidiIn("midi_in", owner, lib, midi.in()));
        add(new JackPort.MidiOut("midi_out", owner, lib, midi.out()));
        return Optional.of(midi);
    }

    @Override
    public void start(ProcessCallback callback, DriverListener toTell) {
        graph.lock();
        try {
            JackClient current = client;
            if (isClosed || listener != null || current == null) {
                throw new IllegalStateException("A driver starts once.");
            }
            listener = toTell;
            process.callback(callback);
            process.agree(format);
            current.activate();
            cables.restoreAll(current);
            watch.start();
        } finally {
            graph.unlock();
        }
    }

    @Override
    public long cycles() {
        return process.cycles();
    }

    @Override
    public DriverCounters counters() {
        return new DriverCounters(process.cycles(), xruns.get(), process.faults(), losses.get());
    }

    /// Notifications that found the queue full; the graph was then compared as a whole. Thread: any.
    public long droppedEvents() {
        return droppedEvents.get();
    }

    @Override
    public void close() {
        graph.lock();
        try {
            if (isClosed) {
                return;
            }
            isClosed = true;
            closeClient();
            ports.clear();
        } finally {
            graph.unlock();
        }
        events.offer(new JackEvent.Woken());
        if (!watch.equals(Thread.currentThread())) {
            try {
                // Bounded: the listener may be waiting for the very thread that closes.
                watch.join(MAX_JOIN_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void remove(JackPort port) {
        graph.lock();
        try {
            if (!ports.remove(port.name(), port)) {
                return;
            }
            PortTable table = process.table();
            long handle = table.handle(port);
            JackClient current = client;
            if (handle != 0 && current != null) {
                process.publish(table.without(port));
                process.awaitTaken();
                current.unregister(handle);
            }
        } finally {
            graph.unlock();
        }
    }

    private int latencyOf(JackPort port) {
        graph.lock();
        try {
            JackClient current = client;
            long handle = process.table().handle(port);
            return current == null || handle == 0 ? 0 : current.latencyFrames(handle, port.latencyMode());
        } finally {
            graph.unlock();
        }
    }

    private void add(JackPort port) {
        String name = port.name();
        if (!name.matches("[\\p{L}\\p{N}_./-]+")) {
            throw new DriverException(
                    "\"" + name + "\" cannot be a port name; use letters, digits, and _ - . / alone.");
        }
        graph.lock();
        try {
            if (isClosed) {
                throw new IllegalStateException("The driver is closed.");
            }
            if (ports.containsKey(name)) {
                throw new DriverException("There is a port " + name + " already; choose another name.");
            }
            JackClient current = client;
            if (current != null && current.notices().goneReason() == null) {
                process.publish(process.table().with(port, current.register(port)));
                cables.wishPhysical(port, current);
            }
            ports.put(name, port);
            if (current != null && listener != null) {
                cables.restore(current, current.fullName(port));
            }
        } finally {
            graph.unlock();
        }
    }

    /// Opens a client with all of our ports, ready to be activated.
    private JackClient openClient() {
        JackClient fresh = JackClient.open(lib, options, process, events, xruns, droppedEvents, clockNs);
        try {
            PortTable table = PortTable.EMPTY;
            for (JackPort port : ports.values()) {
                table = table.with(port, fresh.register(port));
            }
            DriverFormat ignored = fresh.format();
            process.attach(fresh.handle());
            process.publish(table);
            return fresh;
        } catch (DriverException e) {
            fresh.close();
            throw e;
        }
    }

    /// Ends the client, living or dead.
    private void closeClient() {
        JackClient old = client;
        client = null;
        if (old != null) {
            if (old.isActive()) {
                process.leaveClient(old.notices().goneReason() != null);
            }
            process.detach();
            old.close();
        }
        cables.clientGone(events);
    }

    /// The thread `tutti-jack`.
    private void watch() {
        long waitMs = RETRY_MS;
        while (!isClosed) {
            try {
                waitMs = doWork(events.poll(waitMs, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // A listener that throws is reported, and must not cost the way back to the server.
                Thread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), e);
            }
        }
    }

    /// One step of the control thread.
    ///
    /// @param event what happened, null if nothing did in time
    /// @return how long to wait for the next event, in milliseconds
    private long doWork(@Nullable JackEvent event) {
        DriverListener toTell = listener;
        if (toTell == null) {
            return RETRY_MS;
        }
        if (event != null) {
            graphRevision.incrementAndGet();
        }
        JackClient current = client;
        if (current == null) {
            comeBack(toTell);
            return RETRY_MS;
        }
        String reason = current.notices().goneReason();
        if (reason != null) {
            lose(reason, toTell);
            return RETRY_MS;
        }
        long waitMs = keepCables(event);
        followFormat(toTell);
        return waitMs;
    }

    private void lose(String reason, DriverListener toTell) {
        graph.lock();
        try {
            if (isClosed) {
                return;
            }
            closeClient();
            losses.incrementAndGet();
        } finally {
            graph.unlock();
        }
        graphRevision.incrementAndGet();
        toTell.onLost("The JACK server went away" + (reason.isEmpty() ? "" : " (" + reason + ")")
                + "; ports and cables are kept, and come back when a server is started again.");
    }

    private void comeBack(DriverListener toTell) {
        DriverFormat now;
        graph.lock();
        try {
            if (isClosed) {
                return;
            }
            JackClient fresh = openClient();
            client = fresh;
            now = fresh.format();
            fresh.activate();
            cables.restoreAll(fresh);
        } catch (DriverException e) {
            // No server yet, or not one that can be used: that is what the next attempt is for.
            closeClient();
            return;
        } finally {
            graph.unlock();
        }
        graphRevision.incrementAndGet();
        if (!now.equals(format)) {
            format = now;
            toTell.onFormat(now);
        }
        toTell.onBack();
        process.agree(now);
    }

    private long keepCables(@Nullable JackEvent event) {
        graph.lock();
        try {
            JackClient current = client;
            if (isClosed || current == null) {
                return RETRY_MS;
            }
            if (current.notices().takeOverflow()) {
                graphRevision.incrementAndGet();
                cables.compareAll(process.table(), current);
            }
            return cables.keep(event, current) ? SETTLE_CHECK_MS : RETRY_MS;
        } finally {
            graph.unlock();
        }
    }

    private void followFormat(DriverListener toTell) {
        DriverFormat now;
        graph.lock();
        try {
            JackClient current = client;
            if (isClosed || current == null) {
                return;
            }
            now = current.format();
        } catch (DriverException e) {
            // Nothing the engine can do: silence, until the server runs as it should again.
            process.disagree();
            return;
        } finally {
            graph.unlock();
        }
        if (!now.equals(format)) {
            process.disagree();
            format = now;
            toTell.onFormat(now);
        }
        if (!process.isAgreed()) {
            process.agree(now);
        }
    }
}
