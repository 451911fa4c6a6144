package tutti.engine.driver;

import tutti.plugins.api.RealTimeSafe;

/// A mono port to which the engine gives sound.
public interface PlaybackPort extends DriverPort {
    /// Copies this period's samples out; the last call in a period counts. No effect while the driver is away or this
    /// port is new or closed.
    ///
    /// Thread: inside [ProcessCallback#process] alone. RT-safe: yes.
    ///
    /// @param from float32 samples, +-1.0 = 0 dBFS
    /// @param offsetFrames where in `from` the first one lies
    /// @param numFrames the length of this period
    @RealTimeSafe
    void write(float[] from, int offsetFrames, int numFrames);
}
