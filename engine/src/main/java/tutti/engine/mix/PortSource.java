package tutti.engine.mix;

import tutti.engine.driver.CapturePort;
import tutti.plugins.api.RealTimeSafe;

/// A local track in the mix: what the ports capture.
@RealTimeSafe
public final class PortSource implements StripSource {
    private final CapturePort[] ports;
    private final float[][] captured;

    /// @param ports one a channel
    /// @param maxPeriodFrames the driver's longest period
    public PortSource(CapturePort[] ports, int maxPeriodFrames) {
        this.ports = ports.clone();
        captured = new float[ports.length][maxPeriodFrames];
    }

    @Override
    public float[][] pull(int numFrames, long cycleStartNs, double nsPerFrame, long captureFrame) {
        for (int channel = 0; channel < ports.length; channel++) {
            ports[channel].read(captured[channel], 0, numFrames);
        }
        return captured;
    }
}
