package tutti.engine.driver.virtual;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.AudioDriver;
import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverCounters;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.DriverListener;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.driver.ProcessCallback;
import tutti.engine.os.ThreadPriority;
import tutti.plugins.api.RealTimeSafe;

/// A driver without a sound card: ports, cycles and counters. When a cycle runs is the subclasses' business:
/// [TimedDriver] in real time, [SteppedDriver] when a test says so.
///
/// A capture port hears the channel of the source that its order of opening gives, or what the source makes of its
/// name; opened again under the same name it hears the same channel again.
public abstract sealed class VirtualDriver implements AudioDriver permits TimedDriver, SteppedDriver {
    private static final Pattern PORT_NAME = Pattern.compile("[\\p{L}\\p{N}_./-]{1,200}");

    private final VirtualOptions options;
    private final DriverFormat format;
    private final int periodFrames;
    private final SignalSink sink;
    private final Map<String, VirtualPort> ports = new HashMap<>();
    private final Map<String, Integer> captureChannels = new HashMap<>();

    /// What the next cycle works with.
    private volatile PortPlan plan = PortPlan.of(ports.values());

    private @Nullable ProcessCallback callback;
    private @Nullable DriverListener listener;
    private boolean closed;

    private final AtomicLong cycles = new AtomicLong();
    private final AtomicLong xruns = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong losses = new AtomicLong();

    /// The callback's own.
    private long nextFrame;

    VirtualDriver(VirtualOptions options) {
        this.options = options;
        format = options.format();
        periodFrames = format.periodFrames();
        sink = options.sink();
    }

    /// A driver that runs in real time from its start on.
    public static TimedDriver timed(VirtualOptions options) {
        return new TimedDriver(options, System::nanoTime, new ParkingPacer(System::nanoTime));
    }

    /// A driver that a test steps.
    ///
    /// @param startNs where its clock stands when it is made; its first cycle comes the options' phase later
    public static SteppedDriver stepped(VirtualOptions options, long startNs) {
        return new SteppedDriver(options, startNs);
    }

    @Override
    public final String name() {
        return "virtual";
    }

    @Override
    public final DriverFormat format() {
        return format;
    }

    @Override
    public final synchronized CapturePort openCapture(String portName) {
        checkName(portName);
        int order = captureChannels.size();
        int channel = captureChannels.computeIfAbsent(
                portName, name -> options.source().channelOf(name, order));
        return add(new VirtualCapturePort(portName, this, options.source(), channel));
    }

    @Override
    public final synchronized PlaybackPort openPlayback(String portName) {
        checkName(portName);
        return add(new VirtualPlaybackPort(portName, this, sink, periodFrames));
    }

    @Override
    public final void start(ProcessCallback newCallback, DriverListener newListener) {
        synchronized (this) {
            if (closed || callback != null) {
                throw new IllegalStateException("A driver can be started once.");
            }
            callback = newCallback;
            listener = newListener;
        }
        begin();
    }

    @Override
    public final int callbackPriority() {
        return ThreadPriority.CALLBACK;
    }

    @Override
    public final long cycles() {
        return cycles.get();
    }

    @Override
    public final DriverCounters counters() {
        return new DriverCounters(cycles.get(), xruns.get(), faults.get(), losses.get());
    }

    @Override
    public final void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        end();
        synchronized (this) {
            ports.clear();
            plan = PortPlan.of(ports.values());
        }
        sink.close();
    }

    /// Begins to run cycles. Called once.
    abstract void begin();

    /// Ends running cycles; after its return none runs. Called once.
    abstract void end();

    /// When the frame after the last cycle's is, counted from the start.
    final long nextFrameNs() {
        return options.frameNs(nextFrame);
    }

    /// Runs one cycle of a period.
    @RealTimeSafe
    final void runCycle(ProcessCallback process, long cycleStartNs) {
        PortPlan ports = plan;
        int numFrames = periodFrames;
        for (VirtualCapturePort port : ports.captures) {
            port.beginCycle(nextFrame);
        }
        for (VirtualPlaybackPort port : ports.playbacks) {
            port.beginCycle();
        }
        boolean fault = false;
        try {
            process.process(numFrames, cycleStartNs, nextFrame);
        } catch (Throwable e) {
            fault = true;
        }
        for (VirtualCapturePort port : ports.captures) {
            port.endCycle();
        }
        for (VirtualPlaybackPort port : ports.playbacks) {
            port.endCycle(nextFrame, numFrames, fault);
        }
        sink.endCycle(nextFrame, numFrames);
        nextFrame += numFrames;
        if (fault) {
            faults.incrementAndGet();
        }
        cycles.incrementAndGet();
    }

    /// Lets a number of periods pass unplayed.
    @RealTimeSafe
    final void skipPeriods(long numPeriods) {
        nextFrame += numPeriods * periodFrames;
    }

    @RealTimeSafe
    final void countXruns(long number) {
        xruns.addAndGet(number);
    }

    final void countLoss() {
        losses.incrementAndGet();
    }

    final synchronized @Nullable ProcessCallback callback() {
        return callback;
    }

    final synchronized @Nullable DriverListener listener() {
        return listener;
    }

    /// Takes a closed port out of the following cycles.
    final synchronized void remove(VirtualPort port) {
        if (ports.remove(port.name(), port)) {
            plan = PortPlan.of(ports.values());
        }
    }

    private <P extends VirtualPort> P add(P port) {
        ports.put(port.name(), port);
        plan = PortPlan.of(ports.values());
        return port;
    }

    private void checkName(String portName) {
        if (closed) {
            throw new DriverException("The virtual driver is closed; start the engine again.");
        }
        if (!PORT_NAME.matcher(portName).matches()) {
            throw new DriverException(
                    "\"" + portName + "\" cannot be a port's name; use letters, digits and _ - . / alone.");
        }
        if (ports.containsKey(portName)) {
            throw new DriverException("There is already a port named " + portName + "; choose another name.");
        }
    }
}
