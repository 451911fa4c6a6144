package tutti.engine.driver.jack;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.invoke.MethodType.methodType;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.DriverException;
import tutti.plugins.api.RealTimeSafe;

/// The functions of libjack, and nothing but them: the only class that touches the library. Names and meanings are
/// those of `jack/jack.h` (JACK 1.9.21).
///
/// Pointers are `long`s, so that a call allocates nothing. A function that an implementation lacks answers 0.
/// libjack serves one server a process at a time: all clients of a dead server must be closed before the next is
/// opened.
@SuppressWarnings("restricted")
final class LibJack {
    static final int NO_START_SERVER = 0x01;
    static final int SERVER_NAME = 0x04;

    static final int SERVER_FAILED = 0x10;

    static final int PORT_IS_INPUT = 0x01;
    static final int PORT_IS_OUTPUT = 0x02;
    static final int PORT_IS_PHYSICAL = 0x04;

    static final int CAPTURE_LATENCY = 0;
    static final int PLAYBACK_LATENCY = 1;

    private static final String AUDIO_TYPE = "32 bit float mono audio";
    private static final String MIDI_TYPE = "8 bit raw midi";

    /// midiport.h: `jack_midi_event_t` is the frame in the period (4 bytes, and 4 for alignment), the length, and where
    /// the bytes are (8 each).
    private static final long EVENT_LENGTH_AT = 8;

    private static final long EVENT_BYTES_AT = 16;
    private static final long EVENT_BYTES = 24;
    private static final String FILE = "libjack.so.0";
    private static final Linker LINKER = Linker.nativeLinker();
    private static final @Nullable SymbolLookup LIBRARY = library(FILE);

    /// All memory of this process. Port buffers belong to JACK and move from cycle to cycle: they are reached by
    /// address through this one segment, which costs no object a cycle.
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /// What libjack had to say for people in the last call that may fail: the first message of several, for it names
    /// the cause. libjack has one message function a process, hence one place for it.
    private static final AtomicReference<String> MESSAGE = new AtomicReference<>("");

    private static final MethodHandle CLIENT_OPEN = find(
            "jack_client_open",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(3));
    private static final MethodHandle CLIENT_CLOSE = find("jack_client_close", intOf(JAVA_LONG));
    private static final MethodHandle CLIENT_NAME_SIZE = find("jack_client_name_size", intOf());
    private static final MethodHandle GET_CLIENT_NAME = find("jack_get_client_name", longOf(JAVA_LONG));
    private static final MethodHandle ACTIVATE = find("jack_activate", intOf(JAVA_LONG));
    private static final MethodHandle DEACTIVATE = find("jack_deactivate", intOf(JAVA_LONG));
    private static final MethodHandle REAL_TIME_PRIORITY = find("jack_client_real_time_priority", intOf(JAVA_LONG));
    private static final MethodHandle GET_SAMPLE_RATE = find("jack_get_sample_rate", intOf(JAVA_LONG));
    private static final MethodHandle GET_BUFFER_SIZE = find("jack_get_buffer_size", intOf(JAVA_LONG));
    private static final MethodHandle SET_BUFFER_SIZE = find("jack_set_buffer_size", intOf(JAVA_LONG, JAVA_INT));
    private static final MethodHandle LAST_FRAME_TIME = find("jack_last_frame_time", intOf(JAVA_LONG));
    private static final MethodHandle PORT_REGISTER =
            find("jack_port_register", longOf(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle PORT_UNREGISTER = find("jack_port_unregister", intOf(JAVA_LONG, JAVA_LONG));
    /// An ordinary call, though a critical one would do: it measures no faster in a cycle, and a message of libjack's
    /// from inside it would be an upcall from a critical call, which ends the VM.
    private static final MethodHandle PORT_GET_BUFFER = find("jack_port_get_buffer", longOf(JAVA_LONG, JAVA_INT));
    private static final MethodHandle PORT_NAME_SIZE = find("jack_port_name_size", intOf());
    private static final MethodHandle PORT_NAME = find("jack_port_name", longOf(JAVA_LONG));
    private static final MethodHandle PORT_BY_NAME = find("jack_port_by_name", longOf(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle PORT_BY_ID = find("jack_port_by_id", longOf(JAVA_LONG, JAVA_INT));
    private static final MethodHandle PORT_FLAGS = find("jack_port_flags", intOf(JAVA_LONG));
    private static final MethodHandle PORT_GET_ALL_CONNECTIONS =
            find("jack_port_get_all_connections", longOf(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle PORT_GET_LATENCY_RANGE =
            find("jack_port_get_latency_range", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_INT, JAVA_LONG));
    private static final MethodHandle PORT_SET_LATENCY_RANGE =
            find("jack_port_set_latency_range", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_INT, JAVA_LONG));
    private static final MethodHandle GET_PORTS =
            find("jack_get_ports", longOf(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle CONNECT = find("jack_connect", intOf(JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle DISCONNECT = find("jack_disconnect", intOf(JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle MIDI_GET_EVENT_COUNT = find("jack_midi_get_event_count", intOf(JAVA_LONG));
    private static final MethodHandle MIDI_EVENT_GET =
            find("jack_midi_event_get", intOf(JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle MIDI_CLEAR_BUFFER =
            find("jack_midi_clear_buffer", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle MIDI_EVENT_WRITE =
            find("jack_midi_event_write", intOf(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle FREE = find("jack_free", FunctionDescriptor.ofVoid(JAVA_LONG));

    /// Without these there is no driver; what else is missing is done without.
    private static final List<String> NEEDED = List.of(
            "jack_client_open",
            "jack_client_close",
            "jack_get_client_name",
            "jack_activate",
            "jack_deactivate",
            "jack_get_sample_rate",
            "jack_get_buffer_size",
            "jack_last_frame_time",
            "jack_port_register",
            "jack_port_unregister",
            "jack_port_get_buffer",
            "jack_port_name",
            "jack_port_by_name",
            "jack_port_by_id",
            "jack_connect",
            "jack_set_process_callback",
            "jack_on_shutdown",
            "jack_free");

    private LibJack() {}

    /// Loads the library and takes its messages off the terminal.
    ///
    /// @throws DriverException if there is no libjack, or it is too old
    static LibJack load() {
        if (LIBRARY == null) {
            throw new DriverException(missing(FILE));
        }
        List<String> lacking =
                NEEDED.stream().filter(function -> !has(function)).toList();
        if (!lacking.isEmpty()) {
            throw new DriverException("The JACK library " + FILE + " on this computer lacks " + lacking.getFirst()
                    + "; install JACK 1.9.10 or later, or choose another driver with --driver javasound or"
                    + " --driver virtual.");
        }
        Messages.redirect();
        return new LibJack();
    }

    /// The sentence for a computer without the library.
    static String missing(String file) {
        return "The JACK library " + file + " is not on this computer; install it (Debian, Ubuntu: apt install jackd2,"
                + " or pipewire-jack with PipeWire), or choose another driver with --driver javasound or"
                + " --driver virtual.";
    }

    /// Opens a shared library for good; null if there is none of that name.
    static @Nullable SymbolLookup library(String file) {
        try {
            return SymbolLookup.libraryLookup(file, Arena.global());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// What libjack said on its error channel about the last call that may fail.
    String message() {
        return MESSAGE.get();
    }

    /// Opens a client.
    ///
    /// @param status receives the `JackStatus` bits
    /// @return the client, 0 if refused
    long clientOpen(String client, int options, int[] status, @Nullable String server) {
        MESSAGE.set("");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(JAVA_INT);
            long serverName = server == null ? 0 : arena.allocateFrom(server).address();
            long handle = (long) CLIENT_OPEN.invokeExact(
                    arena.allocateFrom(client).address(), options, answer.address(), serverName);
            status[0] = answer.get(JAVA_INT, 0);
            return handle;
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// Ends the client and joins its threads.
    int clientClose(long client) {
        try {
            return (int) CLIENT_CLOSE.invokeExact(client);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// The longest client name in bytes, with the terminating zero; 0 if unknown.
    int clientNameSize() {
        try {
            return (int) CLIENT_NAME_SIZE.invokeExact();
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    String clientName(long client) {
        try {
            return string((long) GET_CLIENT_NAME.invokeExact(client));
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    int activate(long client) {
        MESSAGE.set("");
        try {
            return (int) ACTIVATE.invokeExact(client);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    int deactivate(long client) {
        try {
            return (int) DEACTIVATE.invokeExact(client);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// thread.h: the SCHED_FIFO priority of the client's audio thread, -1 if it has none.
    int realTimePriority(long client) {
        try {
            return (int) REAL_TIME_PRIORITY.invokeExact(client);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    int sampleRateHz(long client) {
        try {
            return (int) GET_SAMPLE_RATE.invokeExact(client);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    int periodFrames(long client) {
        try {
            return (int) GET_BUFFER_SIZE.invokeExact(client);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// Asks the server for another period; 0 if it agrees.
    int setPeriodFrames(long client, int numFrames) {
        try {
            return (int) SET_BUFFER_SIZE.invokeExact(client, numFrames);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// The number of the current cycle's first frame, an unsigned int. Thread: JACK's process thread. RT-safe: yes.
    @RealTimeSafe
    int lastFrameTime(long client) {
        try {
            return (int) LAST_FRAME_TIME.invokeExact(client);
        } catch (Throwable t) {
            return 0;
        }
    }

    /// Makes a port of ours.
    ///
    /// @param flags [#PORT_IS_INPUT] or [#PORT_IS_OUTPUT]
    /// @param isMidi whether it carries MIDI instead of sound
    /// @return the port, 0 if refused
    long portRegister(long client, String shortName, int flags, boolean isMidi) {
        MESSAGE.set("");
        try (Arena arena = Arena.ofConfined()) {
            long name = arena.allocateFrom(shortName).address();
            long type = arena.allocateFrom(isMidi ? MIDI_TYPE : AUDIO_TYPE).address();
            return (long) PORT_REGISTER.invokeExact(client, name, type, (long) flags, 0L);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    int portUnregister(long client, long port) {
        try {
            return (int) PORT_UNREGISTER.invokeExact(client, port);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// Where this cycle's samples of a port lie, 0 if nowhere; to be asked anew in each cycle.
    /// Thread: JACK's process thread. RT-safe: yes.
    @RealTimeSafe
    long portBuffer(long port, int numFrames) {
        try {
            return (long) PORT_GET_BUFFER.invokeExact(port, numFrames);
        } catch (Throwable t) {
            return 0;
        }
    }

    /// The longest full port name in bytes, with the terminating zero; 0 if unknown.
    int portNameSize() {
        try {
            return (int) PORT_NAME_SIZE.invokeExact();
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    String portName(long port) {
        try {
            return port == 0 ? "" : string((long) PORT_NAME.invokeExact(port));
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// The port of that full name, 0 if there is none.
    long portByName(long client, String fullName) {
        try (Arena arena = Arena.ofConfined()) {
            return (long) PORT_BY_NAME.invokeExact(
                    client, arena.allocateFrom(fullName).address());
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    long portById(long client, int id) {
        try {
            return (long) PORT_BY_ID.invokeExact(client, id);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    int portFlags(long port) {
        try {
            return (int) PORT_FLAGS.invokeExact(port);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// Full names of the ports that `port` is connected to.
    List<String> connections(long client, long port) {
        try {
            return strings((long) PORT_GET_ALL_CONNECTIONS.invokeExact(client, port));
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// Asks how long sound was, or will be, under way.
    ///
    /// @param mode [#CAPTURE_LATENCY] or [#PLAYBACK_LATENCY]
    /// @param range address of two ints, least and greatest
    void portLatency(long port, int mode, long range) {
        try {
            PORT_GET_LATENCY_RANGE.invokeExact(port, mode, range);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// As [#portLatency], to be called inside the latency callback alone.
    void setPortLatency(long port, int mode, long range) {
        try {
            PORT_SET_LATENCY_RANGE.invokeExact(port, mode, range);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// Full names of all audio ports that have all of `flags`, in the server's order.
    List<String> ports(long client, int flags) {
        return ports(client, flags, false);
    }

    /// The same, or all MIDI ports.
    List<String> ports(long client, int flags, boolean isMidi) {
        try (Arena arena = Arena.ofConfined()) {
            long type = arena.allocateFrom(isMidi ? MIDI_TYPE : AUDIO_TYPE).address();
            return strings((long) GET_PORTS.invokeExact(client, 0L, type, (long) flags));
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// Plugs a cable in; 0 if it is in now, or a positive errno such as EEXIST.
    int connect(long client, String source, String destination) {
        return cable(CONNECT, client, source, destination);
    }

    /// Pulls a cable out; 0 if it was in.
    int disconnect(long client, String source, String destination) {
        return cable(DISCONNECT, client, source, destination);
    }

    /// Gives `client` its callbacks. Before [#activate] alone.
    ///
    /// @param arena owns the stubs: to be closed after [#clientClose]
    /// @return address of the process stub, `int (*)(uint32_t, void *)`
    MemorySegment setCallbacks(long client, JackProcess process, JackNotices notices, Arena arena) {
        FunctionDescriptor cycle = intOf(JAVA_INT, JAVA_LONG);
        MemorySegment stub = LINKER.upcallStub(bind(process, "process", cycle), cycle, arena);
        set("jack_set_process_callback", client, stub);
        set("jack_set_thread_init_callback", client, notices, "threadStarted", voidOf(JAVA_LONG), arena);
        set("jack_set_xrun_callback", client, notices, "xrun", intOf(JAVA_LONG), arena);
        set("jack_set_buffer_size_callback", client, notices, "periodChanged", intOf(JAVA_INT, JAVA_LONG), arena);
        set("jack_set_sample_rate_callback", client, notices, "rateChanged", intOf(JAVA_INT, JAVA_LONG), arena);
        FunctionDescriptor connected = voidOf(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
        set("jack_set_port_connect_callback", client, notices, "portConnected", connected, arena);
        FunctionDescriptor registered = voidOf(JAVA_INT, JAVA_INT, JAVA_LONG);
        set("jack_set_port_registration_callback", client, notices, "portRegistered", registered, arena);
        set("jack_set_latency_callback", client, notices, "latency", voidOf(JAVA_INT, JAVA_LONG), arena);
        if (has("jack_on_info_shutdown")) {
            FunctionDescriptor gone = voidOf(JAVA_INT, JAVA_LONG, JAVA_LONG);
            set("jack_on_info_shutdown", client, notices, "serverGone", gone, arena);
        } else {
            set("jack_on_shutdown", client, notices, "serverGone", voidOf(JAVA_LONG), arena);
        }
        return stub;
    }

    /// Calls a process stub as JACK will, so that its first call in earnest is not its first.
    void warmUp(MemorySegment processStub, int times) {
        MethodHandle process = LINKER.downcallHandle(processStub, intOf(JAVA_INT, JAVA_LONG));
        try {
            for (int i = 0; i < times; i++) {
                int ignored = (int) process.invokeExact(0, 0L);
            }
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// Copies samples out of native memory. RT-safe: yes.
    @RealTimeSafe
    static void copyOut(long address, float[] into, int offsetFrames, int numFrames) {
        MemorySegment.copy(MEMORY, JAVA_FLOAT, address, into, offsetFrames, numFrames);
    }

    /// Copies samples into native memory. RT-safe: yes.
    @RealTimeSafe
    static void copyIn(float[] from, int offsetFrames, long address, int numFrames) {
        MemorySegment.copy(from, offsetFrames, MEMORY, JAVA_FLOAT, address, numFrames);
    }

    /// Memory for one MIDI event, for good: for [#midiEvent] and [#midiWrite].
    static long newMidiEvent() {
        return Arena.global()
                .allocate(JAVA_LONG, EVENT_BYTES / JAVA_LONG.byteSize())
                .address();
    }

    /// How many MIDI events have come in this period. Thread: JACK's process thread. RT-safe: yes.
    @RealTimeSafe
    int midiEventCount(long buffer) {
        try {
            return (int) MIDI_GET_EVENT_COUNT.invokeExact(buffer);
        } catch (Throwable t) {
            return 0;
        }
    }

    /// Looks at one of them. Thread: JACK's process thread. RT-safe: yes.
    ///
    /// @param event from [#newMidiEvent]
    /// @return false if there is none
    @RealTimeSafe
    boolean midiEvent(long event, long buffer, int index) {
        try {
            return (int) MIDI_EVENT_GET.invokeExact(event, buffer, index) == 0;
        } catch (Throwable t) {
            return false;
        }
    }

    /// The frame in the period of an event that was looked at. RT-safe: yes.
    @RealTimeSafe
    static int midiFrame(long event) {
        return MEMORY.get(JAVA_INT, event);
    }

    /// Its length in bytes. RT-safe: yes.
    @RealTimeSafe
    static long midiLengthBytes(long event) {
        return MEMORY.get(JAVA_LONG, event + EVENT_LENGTH_AT);
    }

    /// One of its bytes. RT-safe: yes.
    @RealTimeSafe
    static int midiByte(long event, int index) {
        return MEMORY.get(JAVA_BYTE, MEMORY.get(JAVA_LONG, event + EVENT_BYTES_AT) + index) & 0xFF;
    }

    /// Empties the buffer of a MIDI port that goes out. Thread: JACK's process thread. RT-safe: yes.
    @RealTimeSafe
    void midiClear(long buffer) {
        try {
            MIDI_CLEAR_BUFFER.invokeExact(buffer);
        } catch (Throwable t) {
            return;
        }
    }

    /// Writes a message to the beginning of the period. Thread: JACK's process thread. RT-safe: yes.
    ///
    /// @param bytes from [#newMidiEvent]; overwritten
    /// @return false if the buffer is full
    @RealTimeSafe
    boolean midiWrite(long buffer, long bytes, int status, int first, int second, int lengthBytes) {
        MEMORY.set(JAVA_BYTE, bytes, (byte) status);
        MEMORY.set(JAVA_BYTE, bytes + 1, (byte) first);
        MEMORY.set(JAVA_BYTE, bytes + 2, (byte) second);
        try {
            return (int) MIDI_EVENT_WRITE.invokeExact(buffer, 0, bytes, (long) lengthBytes) == 0;
        } catch (Throwable t) {
            return false;
        }
    }

    /// A C string as libjack hands it out; empty if the pointer is null.
    static String string(long address) {
        return address == 0 ? "" : MEMORY.getString(address);
    }

    private static List<String> strings(long array) throws Throwable {
        List<String> strings = new ArrayList<>();
        if (array != 0) {
            for (long at = array; MEMORY.get(JAVA_LONG, at) != 0; at += JAVA_LONG.byteSize()) {
                strings.add(string(MEMORY.get(JAVA_LONG, at)));
            }
            FREE.invokeExact(array);
        }
        return strings;
    }

    private static int cable(MethodHandle function, long client, String source, String destination) {
        MESSAGE.set("");
        try (Arena arena = Arena.ofConfined()) {
            return (int) function.invokeExact(
                    client,
                    arena.allocateFrom(source).address(),
                    arena.allocateFrom(destination).address());
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    private static void set(
            String function, long client, Object target, String method, FunctionDescriptor type, Arena arena) {
        if (has(function)) {
            // An exception that leaves an upcall ends the process: a notice that fails is dropped.
            MethodHandle handle = bind(target, method, type);
            MethodHandle drop =
                    MethodHandles.empty(methodType(type.toMethodType().returnType(), Throwable.class));
            set(
                    function,
                    client,
                    LINKER.upcallStub(MethodHandles.catchException(handle, Throwable.class, drop), type, arena));
        }
    }

    private static void set(String function, long client, MemorySegment stub) {
        // Some of them answer an int and some nothing: the int of the latter means nothing, and nobody looks.
        MethodHandle set = find(function, intOf(JAVA_LONG, ADDRESS, JAVA_LONG));
        try {
            int ignored = (int) set.invokeExact(client, stub, 0L);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /// `target.method`. The `void *` at the end of each JACK callback is passed on as a `long`.
    private static MethodHandle bind(Object target, String method, FunctionDescriptor type) {
        try {
            return MethodHandles.lookup().bind(target, method, type.toMethodType());
        } catch (ReflectiveOperationException e) {
            throw broken(e);
        }
    }

    private static boolean has(String function) {
        return LIBRARY != null && LIBRARY.find(function).isPresent();
    }

    private static MethodHandle find(String function, FunctionDescriptor type, Linker.Option... options) {
        if (LIBRARY == null) {
            return MethodHandles.empty(type.toMethodType());
        }
        return LIBRARY.find(function)
                .map(address -> LINKER.downcallHandle(address, type, options))
                .orElseGet(() -> MethodHandles.empty(type.toMethodType()));
    }

    private static FunctionDescriptor intOf(MemoryLayout... arguments) {
        return FunctionDescriptor.of(JAVA_INT, arguments);
    }

    private static FunctionDescriptor longOf(MemoryLayout... arguments) {
        return FunctionDescriptor.of(JAVA_LONG, arguments);
    }

    private static FunctionDescriptor voidOf(MemoryLayout... arguments) {
        return FunctionDescriptor.ofVoid(arguments);
    }

    /// A downcall throws nothing of its own: what comes here is a mistake in this class, or an error of the VM's.
    private static RuntimeException broken(Throwable t) {
        if (t instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("A call into the JACK library failed.", t);
    }

    /// libjack's message functions, for the whole process and for good.
    @SuppressWarnings("unused") // Called through stubs.
    private static final class Messages {
        private static final MemorySegment ERROR = stub("error");
        private static final MemorySegment INFO = stub("info");

        static void redirect() {
            FunctionDescriptor type = voidOf(ADDRESS);
            try {
                find("jack_set_error_function", type).invokeExact(ERROR);
                find("jack_set_info_function", type).invokeExact(INFO);
            } catch (Throwable t) {
                throw broken(t);
            }
        }

        private static MemorySegment stub(String method) {
            try {
                MethodHandle handle =
                        MethodHandles.lookup().findStatic(Messages.class, method, methodType(void.class, long.class));
                return LINKER.upcallStub(handle, voidOf(JAVA_LONG), Arena.global());
            } catch (ReflectiveOperationException e) {
                throw broken(e);
            }
        }

        private static void error(long message) {
            try {
                MESSAGE.compareAndSet("", string(message).strip());
            } catch (RuntimeException e) {
                // No loss; but an exception that leaves an upcall ends the process.
                MESSAGE.compareAndSet("", "a message that cannot be read");
            }
        }

        private static void info(long message) {}
    }
}
