package tutti.engine.driver;

import java.util.Optional;
import java.util.OptionalLong;

/// A source of real-time callbacks with ports: JACK, Java Sound, or a virtual one.
///
/// Made ready by its constructor or factory, which throws [DriverException] if there is no such server or device.
/// Ports may be opened and closed at any time, before and after [#start].
public interface AudioDriver extends AutoCloseable {
    /// The name in options: `jack`, `javasound`, `virtual`. Thread: any.
    String name();

    /// The current sample rate and longest period. Thread: any.
    DriverFormat format();

    /// Opens a port for sound that the engine takes from the local graph.
    ///
    /// Thread: the conductor. RT-safe: no.
    ///
    /// @param portName letters, digits and `_ - . /`, unique among this driver's ports
    /// @throws DriverException if the name is taken or the server has no port left
    CapturePort openCapture(String portName);

    /// Opens a port for sound that the engine gives to the local graph. As [#openCapture].
    PlaybackPort openPlayback(String portName);

    /// Opens the ports `midi_in` and `midi_out`. Once only. Thread: the conductor. RT-safe: no.
    ///
    /// @return empty if the driver knows nothing of MIDI
    /// @throws DriverException if the server has no port left
    default Optional<MidiPorts> openMidi() {
        return Optional.empty();
    }

    /// The graph in which the ports stand; empty if there is none that is shared with other programs. Thread: any.
    default Optional<Patchbay> patchbay() {
        return Optional.empty();
    }

    /// Starts calling back. Once only. Thread: the conductor.
    ///
    /// @throws DriverException if the server or device refuses
    void start(ProcessCallback callback, DriverListener listener);

    /// The SCHED_FIFO priority of the callback's thread, 1 to 99, or 0 if it is an ordinary thread. Other threads of
    /// the engine stay below it. Thread: any.
    int callbackPriority();

    /// Counts callbacks that have *ended*. A port that was in use may be closed once this has advanced by 2 since the
    /// callback's plan stopped naming it, or while it does not advance because the driver is away. Thread: any.
    long cycles();

    /// What was counted so far. Thread: any.
    DriverCounters counters();

    /// When capture frame 0 was, on the clock of `System.nanoTime()`, for a driver that runs by that very clock:
    /// with it, recordings of several engines on one computer can be laid side by side. Empty for all others, and
    /// before the driver is started. Thread: any.
    default OptionalLong frameZeroNs() {
        return OptionalLong.empty();
    }

    /// Stops calling back, waits until the last callback has ended, closes all ports and releases everything.
    /// Idempotent. Thread: the conductor.
    @Override
    void close();
}
