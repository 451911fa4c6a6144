package tutti.engine.driver;

import tutti.plugins.api.RealTimeSafe;

/// A mono port from which the engine takes sound.
public interface CapturePort extends DriverPort {
    /// Copies this period's samples. Silence while the driver is away or this port is new or closed.
    ///
    /// Thread: inside [ProcessCallback#process] alone. RT-safe: yes.
    ///
    /// @param into receives float32 samples, +-1.0 = 0 dBFS
    /// @param offsetFrames where in `into` the first one goes
    /// @param numFrames the length of this period
    @RealTimeSafe
    void read(float[] into, int offsetFrames, int numFrames);
}
