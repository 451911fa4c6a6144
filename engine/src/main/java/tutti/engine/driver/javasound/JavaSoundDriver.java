package tutti.engine.driver.javasound;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
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

/// A sound card without JACK. It has no graph, so ports are tied to the card's channels: capture ports hear the
/// inputs in the order in which their names were first opened, and those beyond the inputs hear silence; the playback
/// ports `monitor_1` and `monitor_2` are left and right, and all others are heard nowhere.
///
/// Threads: `tutti-javasound` reads, calls back and plays; `tutti-javasound-watch` opens the card again, once a
/// second, when it was lost, and tells the listener.
public final class JavaSoundDriver implements AudioDriver {
    private static final Pattern PORT_NAME = Pattern.compile("[\\p{L}\\p{N}_./-]{1,200}");
    private static final Pattern MONITOR = Pattern.compile("monitor_[12]");
    private static final CardPort[] NO_PORTS = {};

    private final DriverFormat format;
    private final LongSupplier clockNs;
    private final SoundDevice.Opener opener;
    private final long retryMs;
    private final Map<String, CardPort> ports = new HashMap<>();
    private final Map<String, Integer> captureChannels = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong cycles = new AtomicLong();
    private final AtomicLong xruns = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong losses = new AtomicLong();
    private volatile Ports plan = new Ports(NO_PORTS, NO_PORTS);
    private volatile SoundDevice device;
    private @Nullable Thread watch;

    /// The audio thread's own; handed on when it ends.
    private long nextFrame;

    JavaSoundDriver(DriverFormat format, SoundDevice.Opener opener, LongSupplier clockNs, long retryMs) {
        this.format = format;
        this.opener = opener;
        this.clockNs = clockNs;
        this.retryMs = retryMs;
        device = opener.open();
    }

    /// Opens a card.
    ///
    /// @param deviceName a part of its name, in any case; null = the default one
    /// @param format 256 frames or more are wise
    /// @throws DriverException if there is none, or it refuses
    public static JavaSoundDriver open(@Nullable String deviceName, DriverFormat format) {
        return new JavaSoundDriver(format, () -> SystemSoundDevice.open(deviceName, format), System::nanoTime, 1_000);
    }

    @Override
    public String name() {
        return "javasound";
    }

    @Override
    public DriverFormat format() {
        return format;
    }

    @Override
    public synchronized CapturePort openCapture(String portName) {
        checkName(portName);
        int order = captureChannels.size();
        int channel = captureChannels.computeIfAbsent(portName, name -> order);
        return add(new CardPort(this, portName, true, channel, format.periodFrames()));
    }

    @Override
    public synchronized PlaybackPort openPlayback(String portName) {
        checkName(portName);
        int channel =
                MONITOR.matcher(portName).matches() ? portName.charAt(portName.length() - 1) - '1' : CardPort.NOWHERE;
        return add(new CardPort(this, portName, false, channel, format.periodFrames()));
    }

    @Override
    public synchronized void start(ProcessCallback callback, DriverListener listener) {
        if (watch != null || closing.getCount() == 0) {
            throw new IllegalStateException("A driver can be started once.");
        }
        watch = Thread.ofPlatform().daemon().name("tutti-javasound-watch").start(() -> watchOver(callback, listener));
    }

    @Override
    public int callbackPriority() {
        return ThreadPriority.CALLBACK;
    }

    @Override
    public long cycles() {
        return cycles.get();
    }

    @Override
    public DriverCounters counters() {
        return new DriverCounters(cycles.get(), xruns.get(), faults.get(), losses.get());
    }

    @Override
    public void close() {
        closing.countDown();
        device.close();
        Thread toEnd;
        synchronized (this) {
            toEnd = watch;
        }
        if (toEnd != null) {
            joinQuietly(toEnd);
        }
        // The watch may have opened another one meanwhile.
        device.close();
        synchronized (this) {
            ports.clear();
            publish();
        }
    }

    int latencyFrames(boolean isCapture) {
        return isCapture ? device.captureLatencyFrames() : device.playbackLatencyFrames();
    }

    synchronized void remove(CardPort port) {
        if (ports.remove(port.name(), port)) {
            publish();
        }
    }

    /// Runs the card, and the next one after it, until the driver is closed.
    private void watchOver(ProcessCallback callback, DriverListener listener) {
        while (true) {
            Thread audio = Thread.ofPlatform().daemon().name("tutti-javasound").start(() -> runCard(device, callback));
            joinQuietly(audio);
            if (closing.getCount() == 0) {
                return;
            }
            losses.incrementAndGet();
            device.close();
            listener.onLost("The sound card is gone; connect it again.");
            if (!reopen()) {
                return;
            }
            listener.onBack();
        }
    }

    /// @return false if the driver was closed meanwhile
    private boolean reopen() {
        try {
            while (!closing.await(retryMs, TimeUnit.MILLISECONDS)) {
                if (tryOpen()) {
                    return true;
                }
            }
            return false;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private boolean tryOpen() {
        try {
            device = opener.open();
            return true;
        } catch (DriverException e) {
            // Still away, as the listener knows.
            return false;
        }
    }

    private void runCard(SoundDevice card, ProcessCallback callback) {
        ThreadPriority.raiseCurrentThread(callbackPriority());
        CardCycle cycle = new CardCycle(card, callback, clockNs, format.periodFrames());
        card.start();
        while (closing.getCount() != 0 && cycle.read()) {
            Ports now = plan;
            cycle.process(now.captures, now.playbacks, nextFrame);
            nextFrame += format.periodFrames();
            if (cycle.fault()) {
                faults.incrementAndGet();
            }
            cycles.incrementAndGet();
            if (card.sawXrun()) {
                xruns.incrementAndGet();
            }
            if (!cycle.write()) {
                return;
            }
        }
    }

    private CardPort add(CardPort port) {
        ports.put(port.name(), port);
        publish();
        return port;
    }

    private void publish() {
        plan = new Ports(
                ports.values().stream().filter(CardPort::isCapture).toArray(CardPort[]::new),
                ports.values().stream().filter(port -> !port.isCapture()).toArray(CardPort[]::new));
    }

    private void checkName(String portName) {
        if (closing.getCount() == 0) {
            throw new DriverException("The Java Sound driver is closed; start the engine again.");
        }
        if (!PORT_NAME.matcher(portName).matches()) {
            throw new DriverException(
                    "\"" + portName + "\" cannot be a port's name; use letters, digits and _ - . / alone.");
        }
        if (ports.containsKey(portName)) {
            throw new DriverException("There is already a port named " + portName + "; choose another name.");
        }
    }

    private static void joinQuietly(Thread thread) {
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

    /// The ports of a cycle. Immutable, read once a cycle.
    private static final class Ports {
        private final CardPort[] captures;
        private final CardPort[] playbacks;

        Ports(CardPort[] captures, CardPort[] playbacks) {
            this.captures = captures;
            this.playbacks = playbacks;
        }
    }
}
