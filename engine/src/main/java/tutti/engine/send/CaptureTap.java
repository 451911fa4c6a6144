package tutti.engine.send;

import tutti.engine.driver.CapturePort;
import tutti.engine.os.WakeSignal;
import tutti.engine.ring.BlockRing;
import tutti.engine.ring.CaptureBlock;
import tutti.plugins.api.RealTimeSafe;

/// The callback's first act: copies every capture port into a block of the ring and wakes the send thread.
@RealTimeSafe
public final class CaptureTap {
    private final CapturePort[] ports;
    private final BlockRing ring;
    private final WakeSignal wake;

    /// @param ports one for each channel of the ring's blocks, in that order
    public CaptureTap(CapturePort[] ports, BlockRing ring, WakeSignal wake) {
        this.ports = ports.clone();
        this.ring = ring;
        this.wake = wake;
    }

    /// Captures one period; if the ring is full the period is dropped there and counted.
    ///
    /// Thread: the callback. RT-safe: yes.
    public void capture(int numFrames, long cycleStartNs, long captureFrame) {
        CaptureBlock block = ring.tryClaim();
        if (block == null) {
            return;
        }
        block.numFrames = numFrames;
        block.cycleStartNs = cycleStartNs;
        block.captureFrame = captureFrame;
        for (int channel = 0; channel < ports.length; channel++) {
            ports[channel].read(block.planar[channel], 0, numFrames);
        }
        ring.publish();
        wake.signal();
    }
}
