package tutti.engine.driver;

/// One mono port of the engine in the local graph. It survives a loss of the driver's server: when the server is
/// back, the port is there again under the same name, with the same cables.
public interface DriverPort extends AutoCloseable {
    /// The name without the client's, for example `send_main_1`. Thread: any.
    String name();

    /// How long a sample has been under way when it appears in this port (capture), or will be until it is heard
    /// (playback), as the driver reports it, in frames; 0 if unknown. Thread: any but the callback.
    int latencyFrames();

    /// Takes the port out of the graph. The callback must have stopped using it: see [AudioDriver#cycles].
    /// Idempotent.
    ///
    /// Thread: the conductor. RT-safe: no.
    @Override
    void close();
}
