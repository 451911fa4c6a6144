package tutti.engine.driver.jack;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.cables.Cable;

/// One connection to a JACK server, and the memory that its callbacks live in. It does not outlive its server.
///
/// Thread: control, one at a time. RT-safe: no.
final class JackClient implements AutoCloseable {
    /// Calls of the process stub before activation: enough for the VM to compile the way in.
    private static final int WARM_UP_CALLS = 5_000;

    private static final String OTHER_DRIVERS = "or choose another driver with --driver javasound or --driver virtual";

    private final LibJack lib;
    private final String name;
    private final long handle;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment latency = arena.allocate(JAVA_INT, 2);
    private final JackNotices notices;
    private final LongSupplier clockNs;
    private boolean isActive;

    private JackClient(
            LibJack lib,
            String name,
            long handle,
            JackProcess process,
            BlockingQueue<JackEvent> events,
            AtomicLong xruns,
            AtomicLong dropped,
            LongSupplier clockNs) {
        this.lib = lib;
        this.clockNs = clockNs;
        this.name = name;
        this.handle = handle;
        this.notices = new JackNotices(lib, handle, process, events, xruns, dropped, arena);
        MemorySegment stub = lib.setCallbacks(handle, process, notices, arena);
        lib.warmUp(stub, WARM_UP_CALLS);
    }

    /// Connects to the server.
    ///
    /// @throws DriverException if there is no server, or the name is not to be had
    static JackClient open(
            LibJack lib,
            JackOptions options,
            JackProcess process,
            BlockingQueue<JackEvent> events,
            AtomicLong xruns,
            AtomicLong dropped,
            LongSupplier clockNs) {
        String name = options.client();
        String server = options.server();
        int longestBytes = lib.clientNameSize() - 1;
        if (longestBytes > 0 && name.getBytes(StandardCharsets.UTF_8).length > longestBytes) {
            throw new DriverException("The JACK client name " + name + " is longer than the " + longestBytes
                    + " bytes that JACK allows; choose a shorter one with --client.");
        }
        int how = LibJack.NO_START_SERVER | (server == null ? 0 : LibJack.SERVER_NAME);
        int[] status = new int[1];
        long handle = lib.clientOpen(name, how, status, server);
        if (handle == 0) {
            throw refused(lib, options, status[0]);
        }
        // A name that is taken makes JACK invent another. Its option to refuse instead is of no use: jackd2 1.9.21 then
        // does not say why it refused.
        if (!lib.clientName(handle).equals(name)) {
            lib.clientClose(handle);
            throw taken(name);
        }
        return new JackClient(lib, name, handle, process, events, xruns, dropped, clockNs);
    }

    private static DriverException refused(LibJack lib, JackOptions options, int status) {
        String server = options.server();
        if ((status & LibJack.SERVER_FAILED) != 0) {
            String command = server == null ? "jackd" : "jackd -n " + server;
            return new DriverException("No JACK server " + (server == null ? "" : "named " + server + " ")
                    + "is running; start one with `" + command + " -d alsa` (or, to try without a sound card, `"
                    + command + " -d dummy -r 48000 -p 64`), " + OTHER_DRIVERS + ".");
        }
        return new DriverException("The JACK server refused this program (status 0x" + Integer.toHexString(status)
                + ", \"" + lib.message() + "\"); restart the server, " + OTHER_DRIVERS + ".");
    }

    private static DriverException taken(String name) {
        return new DriverException("Another program is using the JACK client name " + name
                + "; choose another with --client, for example --client " + name + "2.");
    }

    long handle() {
        return handle;
    }

    JackNotices notices() {
        return notices;
    }

    /// The name of one of our ports as other programs see it.
    String fullName(JackPort port) {
        return name + ":" + port.name();
    }

    /// How the server runs.
    ///
    /// @throws DriverException if that is beyond what the engine can do
    DriverFormat format() {
        int sampleRateHz = lib.sampleRateHz(handle);
        int periodFrames = lib.periodFrames(handle);
        try {
            return new DriverFormat(sampleRateHz, periodFrames);
        } catch (IllegalArgumentException e) {
            throw new DriverException(
                    "The JACK server runs at " + sampleRateHz + " Hz with " + periodFrames
                            + " frames a period, which is"
                            + " more than Tutti can do; start it with 8,000 to 384,000 Hz and at most "
                            + DriverFormat.MAX_PERIOD_FRAMES + " frames.",
                    e);
        }
    }

    boolean isActive() {
        return isActive;
    }

    /// The priority of the audio thread, 0 if it is an ordinary one.
    int callbackPriority() {
        return Math.max(0, lib.realTimePriority(handle));
    }

    /// Lets the server call back.
    ///
    /// @throws DriverException if it refuses
    void activate() {
        isActive = true;
        int status = lib.activate(handle);
        if (status != 0) {
            throw new DriverException("The JACK server refused to start this program's sound (status " + status + ", \""
                    + lib.message() + "\"); restart the server, " + OTHER_DRIVERS + ".");
        }
    }

    /// @return the handle
    /// @throws DriverException if the server has no room for it
    long register(JackPort port) {
        int longestBytes = lib.portNameSize() - 1;
        if (longestBytes > 0 && fullName(port).getBytes(StandardCharsets.UTF_8).length > longestBytes) {
            throw new DriverException("The JACK port name " + fullName(port) + " is longer than the " + longestBytes
                    + " bytes that JACK allows; choose a shorter name.");
        }
        long registered = lib.portRegister(handle, port.name(), port.flags(), port.isMidi());
        if (registered == 0) {
            throw new DriverException("The JACK server has no port left for " + fullName(port)
                    + "; start it with more of them, for example `jackd --port-max 1024 ...`, or use fewer tracks.");
        }
        return registered;
    }

    void unregister(long port) {
        lib.portUnregister(handle, port);
    }

    /// Plugs a cable in; nothing happens if a port is not there or the cable is in.
    void connect(Cable cable) {
        lib.connect(handle, cable.source(), cable.destination());
    }

    boolean hasPort(String fullName) {
        return lib.portByName(handle, fullName) != 0;
    }

    /// Full names of what one of our ports is connected to.
    List<String> connections(long port) {
        return lib.connections(handle, port);
    }

    /// Full names of the sound card's ports, in its order.
    ///
    /// @param flags [LibJack#PORT_IS_OUTPUT] for what it captures, [LibJack#PORT_IS_INPUT] for what it plays
    List<String> physicalPorts(int flags) {
        return lib.ports(handle, LibJack.PORT_IS_PHYSICAL | flags);
    }

    /// The greatest latency of a port, in frames.
    int latencyFrames(long port, int mode) {
        latency.fill((byte) 0);
        lib.portLatency(port, mode, latency.address());
        return Math.max(0, latency.getAtIndex(JAVA_INT, 1));
    }

    /// Ends the client, joins its threads, and only then frees what they ran. If it is active,
    /// [JackProcess#leaveClient] comes first.
    @Override
    public void close() {
        // From here on JACK starts no notice; one may be under way.
        lib.deactivate(handle);
        if (isActive) {
            notices.awaitQuiet(clockNs);
        }
        lib.clientClose(handle);
        arena.close();
    }
}
