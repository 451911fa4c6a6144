package tutti.engine.fake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.AudioDriver;
import tutti.engine.driver.DriverCounters;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.DriverListener;
import tutti.engine.driver.ProcessCallback;

/// A driver that is turned by hand, and as strict about names as JACK is.
public final class FakeDriver implements AudioDriver {
    public DriverFormat format;
    public long cycles;
    public int maxPorts = Integer.MAX_VALUE;
    public boolean closed;
    public @Nullable ProcessCallback callback;
    private final Map<String, FakePort> ports = new LinkedHashMap<>();

    public FakeDriver(DriverFormat format) {
        this.format = format;
    }

    /// Calls `callback` once, as the real thing would.
    public void turn(ProcessCallback process) {
        process.process(format.periodFrames(), cycles * format.periodNs(), cycles * format.periodFrames());
        cycles++;
    }

    /// The open ports, in the order of opening.
    public List<String> portNames() {
        return ports.values().stream()
                .filter(port -> !port.closed)
                .map(FakePort::name)
                .toList();
    }

    /// The port that has, or last had, this name.
    public FakePort port(String name) {
        FakePort port = ports.get(name);
        if (port == null) {
            throw new IllegalStateException("There is no port " + name + " among " + ports.keySet());
        }
        return port;
    }

    @Override
    public FakePort openCapture(String portName) {
        return open(portName);
    }

    @Override
    public FakePort openPlayback(String portName) {
        return open(portName);
    }

    private FakePort open(String name) {
        FakePort present = ports.get(name);
        if (present != null && !present.closed) {
            throw new DriverException("The port name " + name + " is taken.");
        }
        if (portNames().size() >= maxPorts) {
            throw new DriverException("The server has no port left for " + name + ".");
        }
        FakePort port = new FakePort(name);
        ports.remove(name);
        ports.put(name, port);
        return port;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public DriverFormat format() {
        return format;
    }

    @Override
    public void start(ProcessCallback newCallback, DriverListener listener) {
        callback = newCallback;
    }

    @Override
    public int callbackPriority() {
        return 0;
    }

    @Override
    public long cycles() {
        return cycles;
    }

    @Override
    public DriverCounters counters() {
        return new DriverCounters(cycles, 0, 0, 0);
    }

    @Override
    public void close() {
        closed = true;
    }
}
