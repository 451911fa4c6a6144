package tutti.engine.driver;

import tutti.plugins.api.RealTimeSafe;

/// What the driver calls once a period. There is one; it does all the real-time work of the engine.
@RealTimeSafe
public interface ProcessCallback {
    /// Processes one period: reads capture ports, writes playback ports. A playback port that is not written plays
    /// silence. Must not throw; if it does, the driver plays silence for this period and counts a fault.
    ///
    /// Thread: the driver's. RT-safe: yes.
    ///
    /// @param numFrames the length of this period, at most the format's `periodFrames`
    /// @param cycleStartNs when this period began, on the clock of `System.nanoTime()` (virtual drivers: on their
    ///     own clock), filtered where the driver can
    /// @param captureFrame number of the first frame of this period, counted by the driver since it first started;
    ///     runs on through periods that were missed, so a gap in it is a gap in the sound
    void process(int numFrames, long cycleStartNs, long captureFrame);
}
